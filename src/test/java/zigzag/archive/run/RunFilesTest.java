package zigzag.archive.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.NumberTable;
import zigzag.report.image.ImageSheet;

/** Every file of a run folder, with random content, is read back as it was written. */
class RunFilesTest {
  @TempDir Path folder;

  private static ObjectNode object(Random random) {
    ObjectNode object = Json.object().put("name", "a \"" + random.nextInt() + "\"");
    object.put("whole", random.nextLong()).put("small", random.nextDouble() * 1e-6);
    object.putObject("inner").put("flag", random.nextBoolean()).putNull("none");
    return Json.reread(object);
  }

  private static Double number(Random random) {
    return random.nextInt(4) == 0 ? null : random.nextDouble() * Math.pow(10, random.nextInt(9));
  }

  private static Double single(Random random) {
    return random.nextInt(4) == 0 ? null : Double.valueOf((float) random.nextGaussian());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void config(long seed) throws IOException {
    Random random = new Random(seed);
    RunConfig config =
        RunConfig.of("zigzag train", object(random), object(random), Map.of("zigzag", "0.1"));
    config.write(folder);
    assertEquals(config, RunConfig.read(folder));
    byte[] text = config.text().getBytes(StandardCharsets.UTF_8);
    assertEquals(config.json(), Json.parse("config.json", text));
    RunConfig labelled = config.labelled("adam+he:" + seed);
    labelled.write(folder);
    assertEquals("adam+he:" + seed, RunConfig.read(folder).label().orElseThrow());
    assertEquals(config.settings(), RunConfig.read(folder).settings());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void summary(long seed) throws IOException {
    Random random = new Random(seed);
    TrainingOutcome outcome = List.of(TrainingOutcome.values()).get(random.nextInt(4));
    Files.writeString(folder.resolve(Confusion.NAME), "" + seed);
    RunSummary summary =
        new RunSummary(
            "built-in digits",
            random.nextBoolean() ? random.nextDouble() : null,
            number(random),
            random.nextInt(100),
            random.nextBoolean() ? RunSummary.BEST : RunSummary.LAST,
            random.nextInt(100),
            random.nextLong() >>> 1,
            number(random),
            number(random),
            outcome == TrainingOutcome.DIVERGED,
            outcome,
            random.nextBoolean(),
            random.nextBoolean() ? "00ff" : null,
            random.nextBoolean() ? List.of() : List.of(new Symptom("It", "did not learn.", "Try.")),
            "zigzag train",
            object(random),
            object(random),
            object(random),
            random.nextBoolean() ? "784-" + random.nextInt() + "-10" : null,
            RunSummary.files(folder),
            List.of());
    summary.write(folder);
    assertEquals(summary, RunSummary.read(folder));
    summary.requireOneRun(folder, new RunConfig(Json.object().set("settings", summary.settings())));
    Files.writeString(folder.resolve(Confusion.NAME), "of another run");
    assertThrows(
        InputException.class, () -> summary.requireOneRun(folder, new RunConfig(Json.object())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void metrics(long seed) throws IOException {
    Random random = new Random(seed);
    List<EpochMetrics> epochs = new ArrayList<>();
    int count = random.nextInt(40);
    for (int epoch = 0; epoch < count; epoch++) {
      epochs.add(
          new EpochMetrics(
              epoch,
              550L * epoch,
              single(random),
              single(random),
              single(random),
              single(random),
              single(random),
              single(random),
              Double.POSITIVE_INFINITY));
    }
    EpochMetrics.write(folder, epochs);
    NumberTable table = EpochMetrics.read(folder);
    assertEquals(epochs.size(), table.rows());
    for (int row = 0; row < table.rows(); row++) {
      List<Double> cells = new ArrayList<>();
      for (int column = 0; column < table.columns().size(); column++) {
        double value = table.at(row, column);
        cells.add(Double.isNaN(value) ? null : Double.valueOf((float) value));
      }
      EpochMetrics read =
          new EpochMetrics(
              cells.get(0).intValue(),
              cells.get(1).longValue(),
              cells.get(2),
              cells.get(3),
              cells.get(4),
              cells.get(5),
              cells.get(6),
              cells.get(7),
              cells.get(8));
      assertEquals(epochs.get(row), read);
    }
  }

  @Test
  void aFigureThatThereIsNoneOfStaysEmpty() throws IOException {
    EpochMetrics.write(
        folder, List.of(new EpochMetrics(0, 0, null, null, 2.3, 0.1, null, null, null)));
    assertTrue(Files.readString(folder.resolve("metrics.csv")).endsWith("\n0,0,,,2.3,0.1,,,\n"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void steps(long seed) throws IOException {
    Random random = new Random(seed);
    double[] losses =
        IntStream.range(0, 10 + random.nextInt(1000))
            .mapToDouble(step -> (float) Math.exp(random.nextGaussian()))
            .toArray();
    int checkpoint = random.nextInt(losses.length);
    long bytes = 0;
    try (StepLosses steps = StepLosses.begin(folder)) {
      for (int step = 0; step < losses.length; step++) {
        bytes = step == checkpoint ? steps.force() : bytes;
        steps.add(step + 1, losses[step]);
      }
    }
    assertSteps(losses);
    try (StepLosses steps = StepLosses.resume(folder, bytes)) {
      for (int step = checkpoint; step < losses.length; step++) {
        losses[step] = (float) random.nextDouble();
        steps.add(step + 1, losses[step]);
      }
    }
    assertSteps(losses);
    assertThrows(InputException.class, () -> StepLosses.resume(folder, 1 << 20));
  }

  private void assertSteps(double[] losses) throws IOException {
    NumberTable table = StepLosses.read(folder);
    assertArrayEquals(
        IntStream.rangeClosed(1, losses.length).asDoubleStream().toArray(),
        table.column(StepLosses.STEP));
    for (int row = 0; row < losses.length; row++) {
      assertEquals(losses[row], (float) table.column(StepLosses.LOSS)[row]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 256})
  void confusion(int classes) throws IOException {
    Random random = new Random(classes);
    long[][] counts = new long[classes][classes];
    for (long[] row : counts) {
      for (int column = 0; column < classes; column++) {
        row[column] = random.nextInt(1000);
      }
    }
    new Confusion(counts).write(folder);
    assertArrayEquals(counts, Confusion.read(folder).orElseThrow().counts());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void examples(long seed) throws IOException {
    Random random = new Random(seed);
    List<Examples.Example> examples = new ArrayList<>();
    List<byte[]> tiles = new ArrayList<>();
    int count = 1 + random.nextInt(100);
    for (int i = 0; i < count; i++) {
      examples.add(
          new Examples.Example(
              random.nextInt(60_000), random.nextInt(3), random.nextInt(3), random.nextFloat()));
      tiles.add(new byte[5 * 7]);
    }
    byte[] sheet = new ImageSheet(5, 7, Examples.ACROSS, 1).gray(tiles);
    Examples.write(folder, sheet, examples);
    Examples read = Examples.read(folder, new Confusion(new long[3][3])).orElseThrow();
    assertArrayEquals(sheet, read.sheet().bytes());
    assertEquals(List.of(5, 7), List.of(read.rows(), read.columns()));
    assertEquals(examples, read.examples());
  }
}
