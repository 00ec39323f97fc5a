package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zigzag.network.Activation;
import zigzag.network.InitialParameters;
import zigzag.network.Initializer;
import zigzag.network.Initializers;
import zigzag.network.Layout;

class SymptomsTest {
  private static final Layout LAYOUT = new Layout(6, 4, 3);
  private static final Evaluation SOUND =
      new Evaluation(0.5, new int[] {0, 1, 2}, new int[] {0, 1, 1}, new float[3], 3);
  private static final Evaluation ONE_CLASS =
      new Evaluation(0.5, new int[] {0, 1, 2}, new int[] {2, 2, 2}, new float[3], 3);

  private static float[] parameters(Initializer initializer) {
    return InitialParameters.sample(LAYOUT, initializer, 0, new SplittableRandom(1));
  }

  private static List<String> symptoms(
      Activation activation, float[] parameters, Evaluation evaluation) {
    return Symptoms.of(LAYOUT, activation, parameters, evaluation);
  }

  @ParameterizedTest
  @EnumSource
  void aSoundNetworkHasNone(Activation activation) {
    assertEquals(List.of(), symptoms(activation, parameters(new Initializers.Normal(1)), SOUND));
  }

  @Test
  void tellsOfANetworkThatKnowsOneClass() {
    assertEquals(
        List.of(
            "Every example is taken for class 2, which is right for 33.33 % of them: the network"
                + " tells nothing apart."),
        symptoms(Activation.RELU, parameters(new Initializers.Normal(1)), ONE_CLASS));
  }

  /** The output bias has learned; the weights could not. */
  @Test
  void tellsWhyReluUnitsThatStartAtZeroStayThere() {
    float[] parameters = parameters(new Initializers.Zeros());
    parameters[LAYOUT.b2()] = 0.5f;
    List<String> notes = symptoms(Activation.RELU, parameters, SOUND);
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).startsWith("All weights are still exactly 0: ReLU"), notes.get(0));
    assertTrue(notes.get(0).endsWith("--init he."), notes.get(0));
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfUnitsThatAreEqual(Activation activation) {
    List<String> notes = symptoms(activation, parameters(new Initializers.Constant()), ONE_CLASS);
    assertEquals(2, notes.size());
    assertTrue(notes.get(1).startsWith("All 4 hidden units are equal: "), notes.get(1));
    String better = activation == Activation.RELU ? "he." : "xavier.";
    assertTrue(notes.get(1).endsWith("--init " + better), notes.get(1));
  }

  /** One bit in one weight is enough for a unit of its own. */
  @Test
  void aUnitThatDiffersInOneBitIsNotEqual() {
    float[] parameters = parameters(new Initializers.Constant());
    parameters[LAYOUT.w1() + 5] = Math.nextUp(parameters[LAYOUT.w1() + 5]);
    assertEquals(List.of(), symptoms(Activation.TANH, parameters, SOUND));
  }

  /** Unequal units whose hash codes are equal: 31 a + b is the same for both. */
  @Test
  void unitsAreComparedThemselvesNotTheirHashes() {
    Layout layout = new Layout(2, 2, 1);
    int a = Float.floatToIntBits(0.5f);
    int b = Float.floatToIntBits(0.25f);
    float[] parameters = new float[layout.parameterCount()];
    parameters[0] = Float.intBitsToFloat(a);
    parameters[1] = Float.intBitsToFloat(a + 1);
    parameters[2] = Float.intBitsToFloat(b);
    parameters[3] = Float.intBitsToFloat(b - 31);
    assertEquals(List.of(), Symptoms.of(layout, Activation.TANH, parameters, SOUND));
  }

  @Test
  void aSingleUnitHasNoneToEqual() {
    Layout layout = new Layout(6, 1, 3);
    float[] parameters = new float[layout.parameterCount()];
    parameters[0] = 1;
    assertEquals(List.of(), Symptoms.of(layout, Activation.RELU, parameters, SOUND));
  }

  /** What the program shows of the mistake, from start to end. */
  @Test
  void showsTheMistakeAfterATraining() throws IOException {
    Draft draft = new Draft();
    draft.init = "zeros";
    DataSplit data = draft.digits(60, 20);
    try (Trainer trainer = new Trainer(draft.settings(), data)) {
      TrainingState state = trainer.initialState();
      trainer.train(state, List.of(), () -> false);
      List<String> notes =
          Symptoms.of(
              trainer.layout(),
              Activation.RELU,
              state.parameters(),
              trainer.test(state.parameters()));
      assertEquals(2, notes.size());
    }
  }
}
