package zigzag.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.Json;
import zigzag.archive.run.RunFiles;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.distortion.Augmentation;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.optimizer.Adam;
import zigzag.optimizer.Momentum;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Sgd;
import zigzag.training.Draft;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Processor;
import zigzag.training.settings.Registries;
import zigzag.training.settings.TrainingSettings;

/** Whole comparisons of small networks, through their folders. */
@Tag("slow")
class ComparisonTest {
  /** A rate too small to move a float: the losses are those of the first weights. */
  private static final double STANDSTILL = 1e-30;

  private static final Initializer HE = new Initializers().named("he");
  private static final Initializer XAVIER = new Initializers().named("xavier");
  private static final DataSplit DATA = digits();

  @TempDir private Path folder;

  private static DataSplit digits() {
    BuiltInDigits digits = new BuiltInDigits(5);
    return DataSplit.of(digits.train(140), digits.test(30), 40, 1);
  }

  private static TrainingSettings common() {
    Draft draft = new Draft();
    draft.hidden = 6;
    draft.batch = 30;
    draft.epochs = 2;
    draft.augmentation = new Augmentation(Augmentation.Kind.AFFINE);
    draft.validation = 40;
    draft.threads = 2;
    return draft.settings();
  }

  private static Contender contender(String label, Optimizer optimizer) {
    return new Contender(label, optimizer, HE, 0);
  }

  private static ComparisonPlan plan(Contender... contenders) {
    return new ComparisonPlan(
        common(), List.of(contenders), List.of(1L, 2L), OptionalDouble.empty(), Optional.empty());
  }

  private static ComparisonPlan fourRules() {
    return plan(
        contender("sgd", new Sgd(0.1)),
        contender("momentum", new Momentum(0.1, 0.9)),
        contender("adam", new Adam(0.01, 0.9, 0.999, 1e-8)),
        new Contender("sgd+xavier", new Sgd(0.1), XAVIER, 0));
  }

  private static Comparison comparison(
      ComparisonPlan plan, Path folder, ComparisonListener listener) {
    ObjectNode data = new ObjectMapper().createObjectNode().put("name", "of the test");
    return new Comparison(
        plan, DATA, data, folder, settings -> "train --seed " + settings.seed(), listener);
  }

  private static boolean run(ComparisonPlan plan, Path folder, int threads, BooleanSupplier stop)
      throws IOException {
    return comparison(plan, folder, new ComparisonListener() {}).run(threads, stop);
  }

  private static String steps(Path folder, String run) throws IOException {
    return Files.readString(folder.resolve("runs").resolve(run).resolve("steps.csv"));
  }

  @Test
  void withinASeedAllSeeTheSameBatchesFromTheSameWeights() throws IOException {
    ComparisonPlan plan =
        plan(
            contender("sgd", new Sgd(STANDSTILL)),
            contender("momentum", new Momentum(STANDSTILL, 0.9)),
            new Contender("xavier", new Sgd(STANDSTILL), XAVIER, 0));
    assertTrue(run(plan, folder, 2, () -> false));

    // Nothing moves, so equal losses at every step mean equal weights and equal batches.
    assertEquals(steps(folder, "sgd-seed1"), steps(folder, "momentum-seed1"));
    assertEquals(steps(folder, "sgd-seed2"), steps(folder, "momentum-seed2"));
    assertNotEquals(steps(folder, "sgd-seed1"), steps(folder, "sgd-seed2"));
    assertNotEquals(steps(folder, "sgd-seed1"), steps(folder, "xavier-seed1"));
  }

  @Test
  void everyRunIsARunFolderThatKnowsItsLabel() throws IOException {
    run(fourRules(), folder, 2, () -> false);
    assertEquals(8, runs(folder).size());
    JsonNode config =
        new ObjectMapper().readTree(folder.resolve("runs/sgd+xavier-seed2/config.json").toFile());
    assertEquals("sgd+xavier", config.path("comparison").path("label").asText());
    assertEquals("train --seed 2", config.path("command").asText());
    assertEquals("xavier", config.path("settings").path("init").asText());
    assertEquals(2, config.path("settings").path("seed").asInt());
    assertEquals(Processor.name(), config.path("processor").asText());
    assertFalse(Processor.name().isBlank());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void theThreadsDontMatter(int threads) throws IOException {
    run(fourRules(), folder.resolve("one"), 1, () -> false);
    run(fourRules(), folder.resolve("more"), threads, () -> false);
    assertSameRuns(folder.resolve("one"), folder.resolve("more"));
  }

  @Test
  void goesOnWhereItWasInterrupted() throws IOException {
    Path whole = folder.resolve("whole");
    run(fourRules(), whole, 2, () -> false);
    for (int steps = 1; steps < 64; steps += 9) {
      Path cut = folder.resolve("cut-" + steps);
      AtomicInteger left = new AtomicInteger(steps);
      assertFalse(run(fourRules(), cut, 2, () -> left.decrementAndGet() < 0));
      assertTrue(run(fourRules(), cut, 2, () -> false));
      assertSameRuns(whole, cut);
    }
  }

  @Test
  void whatIsFinishedIsKept() throws IOException {
    run(fourRules(), folder, 2, () -> false);
    Path kept = folder.resolve("runs/sgd-seed1/summary.json");
    String before = Files.readString(kept);
    Path lost = folder.resolve("runs/adam-seed2/summary.json");
    Files.delete(lost);
    AtomicInteger begun = new AtomicInteger();
    comparison(
            fourRules(),
            folder,
            new ComparisonListener() {
              @Override
              public void begin(String what, int trainings, long steps) {
                begun.addAndGet(trainings);
              }
            })
        .run(2, () -> false);
    assertEquals(1, begun.get());
    assertEquals(before, Files.readString(kept), "seconds included");
    assertTrue(Files.exists(lost));
  }

  @Test
  void aRunOfOtherSettingsIsNotKept() throws IOException {
    run(plan(contender("sgd", new Sgd(0.1))), folder.resolve("a"), 1, () -> false);
    run(plan(contender("sgd", new Sgd(0.2))), folder.resolve("b"), 1, () -> false);
    run(plan(contender("sgd", new Sgd(0.2))), folder.resolve("a"), 1, () -> false);
    assertSameRuns(folder.resolve("b"), folder.resolve("a"));
  }

  @Test
  void aCheckpointThatIsDamagedIsNoReasonToStop() throws IOException {
    run(fourRules(), folder.resolve("whole"), 2, () -> false);
    Path cut = folder.resolve("cut");
    AtomicInteger left = new AtomicInteger(5);
    run(fourRules(), cut, 1, () -> left.decrementAndGet() < 0);
    Files.writeString(cut.resolve("runs/sgd-seed1/checkpoint.safetensors"), "half of it");
    run(fourRules(), cut, 1, () -> false);
    assertSameRuns(folder.resolve("whole"), cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "summary.json"})
  void aFileThatIsDamagedOrOfAnotherRunIsNoReasonToStop(String name) throws IOException {
    Path whole = folder.resolve("whole");
    run(fourRules(), whole, 2, () -> false);
    Path harmed = folder.resolve("harmed");
    run(fourRules(), harmed, 2, () -> false);
    Path cut = harmed.resolve("runs/sgd-seed1").resolve(name);
    Files.writeString(cut, Files.readString(cut).substring(0, 300));
    Files.copy(
        harmed.resolve("runs/momentum-seed1").resolve(name),
        harmed.resolve("runs/adam-seed1").resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
    List<String> said = new ArrayList<>();
    List<Path> kept = new ArrayList<>();
    comparison(
            fourRules(),
            harmed,
            new ComparisonListener() {
              @Override
              public void say(String message) {
                said.add(message);
              }

              @Override
              public void kept(Path run) {
                kept.add(run);
              }
            })
        .run(2, () -> false);
    assertEquals(List.of(cut + " is damaged; training this run again"), said);
    assertEquals(6, kept.size());
    assertSameRuns(whole, harmed);
    assertEquals(
        "adam",
        new ObjectMapper()
            .readTree(harmed.resolve("runs/adam-seed1/summary.json").toFile())
            .at("/settings/optimizer")
            .asText());
  }

  @Test
  void aDivergedRunIsRecordedAndTheOthersGoOn() throws IOException {
    ComparisonPlan plan =
        plan(contender("wild", new Momentum(3e38, 0.9)), contender("sgd", new Sgd(0.1)));
    assertTrue(run(plan, folder, 1, () -> false));
    JsonNode wild = summary("wild-seed1");
    assertTrue(wild.path("diverged").asBoolean());
    assertTrue(wild.path("test_accuracy").isNull());
    assertFalse(summary("sgd-seed2").path("diverged").asBoolean());
    assertTrue(summary("sgd-seed2").path("test_accuracy").isNumber());
  }

  @Test
  void tuningLeavesTheBestRateForTheComparison() throws IOException {
    ComparisonPlan plan =
        new ComparisonPlan(
            common(),
            List.of(contender("sgd", new Sgd(1e-5))),
            List.of(1L),
            OptionalDouble.empty(),
            Optional.of(new TuningPlan(5, List.of(71L, 72L, 73L))));
    assertTrue(run(plan, folder, 2, () -> false));
    List<String> rows = Files.readAllLines(folder.resolve("tuning.csv"));
    assertEquals(1 + 5 * 3, rows.size());
    JsonNode config =
        new ObjectMapper().readTree(folder.resolve("runs/sgd-seed1/config.json").toFile());
    double rate = config.path("settings").path("hyperparameters").path("learningRate").asDouble();
    assertEquals(1e-4, rate, "of five rates about far too small a one the largest");
    assertTrue(rows.stream().filter(row -> row.endsWith(",true")).count() == 3);
    assertFalse(
        Files.readString(folder.resolve("tuning/sgd-lr1.0E-4-seed71.json")).contains("test"));
  }

  /** Does each training as another program would: it is told in words, and gives back files. */
  private record Elsewhere(Path place) implements Workplace {
    @Override
    public int threads() {
      return 0;
    }

    @Override
    public void run(List<Task> tasks, BooleanSupplier stop) throws IOException {
      for (Task task : tasks) {
        byte[] words = Json.fields(task.order()).toString().getBytes(StandardCharsets.UTF_8);
        TrainingOrder order = Json.bind("words", Json.parse("words", words), TrainingOrder.class);
        Path there = Files.createTempDirectory(place, "there");
        if (order.label().equals("sgd")) { // the other may diverge before it can be stopped
          assertFalse(
              order.carryOut(
                  new Registries(), DATA, Files.createTempDirectory(place, "no"), () -> true));
        }
        assertTrue(order.carryOut(new Registries(), DATA, there, stop));
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> left = Files.list(there)) {
          for (Path file : left.toList()) {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
          }
        }
        task.take(files);
      }
    }
  }

  @Test
  void whatIsTrainedElsewhereIsTheSame() throws IOException {
    ComparisonPlan plan =
        new ComparisonPlan(
            common(),
            List.of(contender("sgd", new Sgd(1e-5)), contender("wild", new Sgd(1e37))),
            List.of(1L, 2L),
            OptionalDouble.empty(),
            Optional.of(new TuningPlan(3, List.of(71L, 72L, 73L))));
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    run(plan, here, 2, () -> false);
    // What an interruption left there must not outlive what comes back.
    Path stale = Files.createDirectories(there.resolve("runs/wild-seed1")).resolve(RunFiles.EVENTS);
    Files.writeString(stale, "of another");
    comparison(plan, there, new ComparisonListener() {})
        .run(new Elsewhere(Files.createDirectory(folder.resolve("place"))), () -> false);
    assertEquals(runs(here), runs(there));
    for (String file :
        List.of(
            "tuning.csv",
            "runs/sgd-seed2/model.safetensors",
            "runs/sgd-seed2/steps.csv",
            "runs/sgd-seed2/config.json",
            "runs/wild-seed1/steps.csv",
            "runs/wild-seed1/config.json")) {
      assertArrayEquals(
          Files.readAllBytes(here.resolve(file)), Files.readAllBytes(there.resolve(file)), file);
    }
    assertFalse(Files.exists(stale));
  }

  @Test
  void aPlanRefusesWhatMakesNoSense() {
    Contender sgd = contender("sgd", new Sgd(0.1));
    assertRefused("sgd is named twice", () -> plan(sgd, sgd));
    assertRefused("nothing to compare", ComparisonTest::plan);
    assertRefused("no accuracy", () -> withTarget(97));
    assertRefused("no accuracy", () -> withTarget(Double.NaN));
    assertRefused("a seed of the comparison", () -> tunedOn(List.of(1L, 8L, 9L)));
    assertRefused("at least 3", () -> tunedOn(List.of(7L, 8L)));
    assertRefused("no search", () -> new TuningPlan(2, List.of(7L, 8L, 9L)));
    assertRefused("at most 50", () -> new TuningPlan(51, List.of(7L, 8L, 9L)));
  }

  private static ComparisonPlan withTarget(double target) {
    return new ComparisonPlan(
        common(),
        List.of(contender("sgd", new Sgd(0.1))),
        List.of(1L),
        OptionalDouble.of(target),
        Optional.empty());
  }

  private static ComparisonPlan tunedOn(List<Long> seeds) {
    return new ComparisonPlan(
        common(),
        List.of(contender("sgd", new Sgd(0.1))),
        List.of(1L),
        OptionalDouble.empty(),
        Optional.of(new TuningPlan(5, seeds)));
  }

  private static void assertRefused(String message, Runnable body) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, body::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private JsonNode summary(String run) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("runs").resolve(run).resolve("summary.json").toFile());
  }

  private static List<String> runs(Path folder) throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      return runs.map(run -> run.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertSameRuns(Path expected, Path actual) throws IOException {
    assertEquals(runs(expected), runs(actual));
    for (String run : runs(expected)) {
      for (String file : List.of("model.safetensors", "steps.csv", "confusion.csv")) {
        assertArrayEquals(
            Files.readAllBytes(expected.resolve("runs").resolve(run).resolve(file)),
            Files.readAllBytes(actual.resolve("runs").resolve(run).resolve(file)),
            run + "/" + file);
      }
    }
  }
}
