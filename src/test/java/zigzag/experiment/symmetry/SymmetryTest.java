package zigzag.experiment.symmetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.data.digits.BuiltInDigits;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Sgd;
import zigzag.training.Draft;
import zigzag.training.batch.DataSplit;

@Tag("slow")
class SymmetryTest {
  private static final DataSplit DATA = digits();
  private static final int HIDDEN = 12;

  private static DataSplit digits() {
    BuiltInDigits digits = new BuiltInDigits(5);
    return DataSplit.of(digits.train(660), digits.test(100), 60, 1);
  }

  private static Symmetry symmetry(Activation activation, String broken, String... inits) {
    return symmetry(activation, new Sgd(0.1), broken, inits);
  }

  private static Symmetry symmetry(
      Activation activation, Optimizer optimizer, String broken, String... inits) {
    SymmetryBreak way = SymmetryBreak.parse(broken);
    Draft draft = new Draft();
    draft.hidden = HIDDEN;
    draft.activation = activation;
    draft.optimizer = optimizer;
    draft.dropout = way.dropout();
    draft.epochs = 2;
    draft.validation = 60;
    draft.threads = 2;
    List<Initializer> starts = Stream.of(inits).map(new Initializers()::named).toList();
    return new Symmetry(draft.settings(), starts, way, DATA);
  }

  private static List<Symmetry.Run> run(Symmetry symmetry) throws IOException {
    return symmetry.run(2, new Symmetry.Listener() {}, () -> false);
  }

  @Test
  void looksAtOneTwoFiveTenAndSoOn() {
    assertEquals(
        List.of(1L, 2L, 5L, 10L, 20L, 50L, 100L, 200L, 500L, 1000L),
        LongStream.rangeClosed(1, 1000).filter(Symmetry::isLookedAt).boxed().toList());
  }

  @Test
  void recordsTheStartTheStepsAndTheEnd() throws IOException {
    Symmetry.Run run = run(symmetry(Activation.RELU, "none", "he")).get(0);
    assertEquals(
        List.of(0L, 1L, 2L, 5L, 10L, 20L, 50L, 60L),
        run.frames().stream().map(frame -> frame.row().step()).toList());
  }

  @ParameterizedTest
  @EnumSource
  void equalUnitsStayEqualAndRandomOnesDiffer(Activation activation) throws IOException {
    for (Symmetry.Run run :
        run(symmetry(activation, "none", "zeros", "constant", "normal", "xavier", "he"))) {
      String name = run.init().label();
      int expected = name.equals("zeros") || name.equals("constant") ? 1 : HIDDEN;
      for (Symmetry.Frame frame : run.frames()) {
        assertEquals(expected, frame.row().value(Column.DISTINCT_UNITS), name + " " + frame.row());
      }
    }
  }

  @Test
  void zerosWithReluLearnNothingButTheOutputBias() throws IOException {
    Symmetry symmetry = symmetry(Activation.RELU, "none", "zeros");
    Symmetry.Run run = run(symmetry).get(0);
    assertArrayEquals(new float[784 * HIDDEN], run.frames().get(7).w1(), "to the last bit");
    assertEquals(0, run.last().value(Column.W2_NORM));
    assertEquals(0, run.last().value(Column.W1_GRADIENT_NORM));
    assertEquals(0, run.last().value(Column.EFFECTIVE_RANK));
    assertEquals(HIDDEN, run.last().value(Column.DEAD_UNITS));
    assertEquals(
        Double.NaN, run.last().value(Column.MEAN_ABS_COSINE), "weights of 0 have no cosine");
    assertEquals(Double.NaN, run.last().value(Column.GRADIENT_MEAN_ABS_COSINE));
    assertEquals(1, run.test().orElseThrow().predictedClasses());
    String text = SymmetryExplanation.of(symmetry, run);
    assertTrue(text.contains("still exactly 0 after 60 steps"), text);
    assertTrue(text.contains("is taken for class"), text);
  }

  @Test
  void equalUnitsHaveEqualGradientsAndOneDimension() throws IOException {
    Symmetry symmetry = symmetry(Activation.TANH, "none", "constant");
    Symmetry.Run run = run(symmetry).get(0);
    assertEquals(1, run.last().value(Column.EFFECTIVE_RANK), 1e-3);
    assertEquals(1, run.last().value(Column.HIDDEN_EFFECTIVE_RANK), 1e-3);
    assertEquals(1, run.last().value(Column.GRADIENT_MEAN_ABS_COSINE), 1e-4);
    String text = SymmetryExplanation.of(symmetry, run);
    assertTrue(text.contains("work as one unit"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights-noise=1e-3", "bias=0.5", "dropout"})
  void whatBreaksTheSymmetryLetsUnitsPart(String broken) throws IOException {
    Symmetry symmetry = symmetry(Activation.SIGMOID, new Sgd(1), broken, "constant");
    Symmetry.Run run = run(symmetry).get(0);
    assertTrue(run.last().value(Column.DISTINCT_UNITS) > HIDDEN / 2, run.last().toString());
    assertNotNull(run.halfDistinctStep(HIDDEN));
    boolean startsEqual = !broken.startsWith("weights");
    assertEquals(
        startsEqual ? 1 : HIDDEN, run.frames().get(0).row().value(Column.BIT_DISTINCT_UNITS));
  }

  @Test
  void allStartFromTheSameNoise() throws IOException {
    List<Symmetry.Run> runs =
        run(symmetry(Activation.RELU, "weights-noise=0.1", "zeros", "normal"));
    List<Symmetry.Run> plain = run(symmetry(Activation.RELU, "none", "zeros", "normal"));
    float[] noise = runs.get(0).frames().get(0).w1();
    float[] noisy = runs.get(1).frames().get(0).w1();
    float[] normal = plain.get(1).frames().get(0).w1();
    for (int i = 0; i < noise.length; i++) {
      assertEquals(normal[i] + noise[i], noisy[i], 1e-6f);
    }
  }

  @Test
  void theThreadsDontMatter() throws IOException {
    Symmetry symmetry = symmetry(Activation.RELU, "dropout", "he", "xavier", "constant");
    List<Symmetry.Run> one = symmetry.run(1, new Symmetry.Listener() {}, () -> false);
    List<Symmetry.Run> three = symmetry.run(3, new Symmetry.Listener() {}, () -> false);
    for (int i = 0; i < one.size(); i++) {
      List<SymmetryFile.Row> expected =
          one.get(i).frames().stream().map(Symmetry.Frame::row).toList();
      assertEquals(expected, three.get(i).frames().stream().map(Symmetry.Frame::row).toList());
    }
  }

  @Test
  void stopsWhenItIsAsked() throws IOException {
    List<Long> steps = new ArrayList<>();
    Symmetry.Listener counting =
        new Symmetry.Listener() {
          @Override
          public synchronized void step() {
            steps.add(1L);
          }
        };
    assertEquals(
        List.of(),
        symmetry(Activation.RELU, "none", "he").run(1, counting, () -> steps.size() >= 7));
    assertEquals(7, steps.size());
  }

  @Test
  void waysToBreakTheSymmetryAreReadByName() {
    assertEquals(
        new SymmetryBreak(SymmetryBreak.Kind.WEIGHTS_NOISE, 1e-6),
        SymmetryBreak.parse("weights-noise"));
    assertEquals(
        new SymmetryBreak(SymmetryBreak.Kind.WEIGHTS_NOISE, 0.5),
        SymmetryBreak.parse("Weights-Noise = 0.5"));
    assertEquals(0.5, SymmetryBreak.parse("dropout").dropout());
    assertEquals(0, SymmetryBreak.parse("bias").dropout());
    for (String bad :
        List.of("noise", "", "bias=x", "bias=", "dropout=1", "weights-noise=-1", "bias=NaN")) {
      InputException e = assertThrows(InputException.class, () -> SymmetryBreak.parse(bad), bad);
      assertFalse(e.getMessage().contains("\n"));
    }
  }
}
