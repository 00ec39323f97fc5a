package zigzag.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.archive.run.RunSummary;
import zigzag.cli.option.LoadedData;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.digits.DigitsToMake;
import zigzag.data.distortion.Augmentation;
import zigzag.experiment.comparison.Cluster;
import zigzag.experiment.comparison.Comparison;
import zigzag.experiment.comparison.ComparisonListener;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.Contender;
import zigzag.experiment.comparison.TrainingOrder;
import zigzag.experiment.comparison.TuningPlan;
import zigzag.experiment.comparison.Workplace;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Adam;
import zigzag.optimizer.Momentum;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.Sgd;
import zigzag.rule.PluginException;
import zigzag.rule.PluginJar;
import zigzag.rule.Plugins;
import zigzag.training.settings.Architecture;
import zigzag.training.settings.Loop;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.TrainingSettings.Execution;
import zigzag.training.settings.Update;
import zigzag.training.settings.Validation;
import zigzag.training.settings.Validation.Keep;

/** Comparisons on a Spark in this JVM, which have to leave what threads leave. */
@Timeout(120)
class LocalSparkTest {
  private static final Initializer HE = new Initializers().named("he");

  @TempDir private Path folder;

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  private static TrainingSettings common() {
    return new TrainingSettings(
        new Architecture(6, Activation.RELU, HE, 0.1, 0),
        new Update(new Sgd(0.1), 1e-8, 0, 0.9, Schedule.COSINE, 0.5),
        new Loop(30, 2, 0, 0.05),
        new Augmentation(Augmentation.Kind.AFFINE),
        new Validation(40, 3, 0, Keep.BEST),
        1,
        new Execution(1, 1));
  }

  private static ComparisonPlan plan(Optional<TuningPlan> tuning) {
    return new ComparisonPlan(
        common(),
        List.of(
            contender("sgd", new Sgd(0.1)),
            contender("wild", new Momentum(3e37, 0.9)),
            contender("adam", new Adam(0.01, 0.9, 0.999, 1e-8))),
        List.of(1L, 2L),
        OptionalDouble.empty(),
        tuning);
  }

  private static Contender contender(String label, Optimizer rule) {
    return new Contender(label, rule, HE, 1e-8);
  }

  static LoadedData digits() throws IOException {
    DigitsToMake digits = new DigitsToMake(new BuiltInDigits(5), 140, 30);
    Dataset train = digits.generator().train(digits.train());
    Dataset test = digits.generator().test(digits.test());
    return new LoadedData(train, test, digits.provenance(train.sha256(), test.sha256()));
  }

  private static Comparison comparison(
      ComparisonPlan plan, LoadedData data, Path to, ComparisonListener listener) {
    return new Comparison(
        plan,
        data.split(plan.common()),
        data.description(),
        to,
        settings -> "train --seed " + settings.seed(),
        listener);
  }

  private Workplace local(LoadedData data) throws IOException {
    return open("local[2]", data, List.of());
  }

  private Workplace open(String url, LoadedData data, List<Path> plugins) throws IOException {
    Validation heldOut = common().validation();
    return Cluster.ofClassPath()
        .open(
            url,
            new Cluster.Inputs(data.provenance(), data.split(common()), heldOut, plugins),
            said::add);
  }

  private boolean onSpark(
      ComparisonPlan plan, LoadedData data, Path to, ComparisonListener heard, BooleanSupplier stop)
      throws IOException {
    try (Workplace spark = local(data)) {
      return comparison(plan, data, to, heard).run(spark, stop);
    }
  }

  private void assertSameOnSpark(ComparisonPlan plan, LoadedData data) throws IOException {
    Path threads = folder.resolve("threads");
    Path spark = folder.resolve("spark");
    assertTrue(comparison(plan, data, threads, new ComparisonListener() {}).run(2, () -> false));
    assertTrue(onSpark(plan, data, spark, new ComparisonListener() {}, () -> false));
    SameResults.assertSame(threads, spark);
    assertEquals(List.of(), said);
  }

  @Test
  void leavesWhatThreadsLeave() throws IOException {
    assertSameOnSpark(plan(Optional.empty()), digits());
    assertTrue(RunSummary.read(folder.resolve("spark/runs/wild-seed1")).diverged());
    assertFalse(RunSummary.read(folder.resolve("spark/runs/adam-seed2")).diverged());
  }

  @Test
  void findsTheSameLearningRates() throws IOException {
    TuningPlan tuning = new TuningPlan(3, List.of(71L, 72L, 73L));
    assertSameOnSpark(plan(Optional.of(tuning)), digits());
    assertEquals(1 + 3 * 3 * 3, Files.readAllLines(folder.resolve("spark/tuning.csv")).size());
  }

  /** Its files go to a list. */
  private record Sent(TrainingOrder order, List<Map<String, byte[]>> taken)
      implements Workplace.Task {
    @Override
    public void run(BooleanSupplier stop) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void take(Map<String, byte[]> files) {
      taken.add(files);
    }
  }

  @Test
  void oneThatFailsEndsAllAndWhatIsFinishedIsKept() throws IOException {
    LoadedData data = digits();
    ObjectNode settings = SettingsJson.write(common());
    ObjectNode halved = settings.deepCopy().without("hidden");
    List<Map<String, byte[]>> taken = new ArrayList<>();
    List<Workplace.Task> tasks = new ArrayList<>();
    for (ObjectNode one : List.of(settings, settings, halved, settings, settings, settings)) {
      tasks.add(new Sent(new TrainingOrder("sgd", false, "train", data.description(), one), taken));
    }
    try (Workplace spark = local(data)) {
      IOException e = assertThrows(IOException.class, () -> spark.run(tasks, () -> false));
      assertTrue(e.getMessage().contains("(failed 3 times on the cluster, "), e.getMessage());
      assertTrue(e.getMessage().startsWith("sgd: the stored settings lack hidden"), e.getMessage());
    }
    assertFalse(taken.isEmpty(), "one at least was over before it began");
    assertTrue(said.get(0).startsWith("a training failed on the cluster: "), said.toString());
    assertTrue(taken.get(0).containsKey(RunSummary.NAME), taken.get(0).keySet().toString());
  }

  @Test
  void goesOnWithWhatHadComeBack() throws IOException {
    LoadedData data = digits();
    ComparisonPlan plan = plan(Optional.empty());
    Path spark = folder.resolve("spark");
    AtomicInteger over = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger kept = new AtomicInteger();
    ComparisonListener counts =
        new ComparisonListener() {
          @Override
          public void begin(String what, int trainings, long steps) {
            begun.set(trainings);
          }

          @Override
          public void kept(Path run) {
            kept.incrementAndGet();
          }

          @Override
          public void finished(Contender contender, long seed, Path run, RunSummary summary) {
            over.incrementAndGet();
          }
        };
    assertFalse(onSpark(plan, data, spark, counts, () -> over.get() > 0));
    int first = over.get();
    assertTrue(onSpark(plan, data, spark, counts, () -> false));
    assertEquals(first, kept.get());
    assertEquals(6 - first, begun.get());
    assertEquals(6, over.get());
    comparison(plan, data, folder.resolve("threads"), new ComparisonListener() {})
        .run(2, () -> false);
    SameResults.assertSame(folder.resolve("threads"), spark);
  }

  @Test
  void takesPlugInsAlongAndTheirFaultsAreTheirOwn() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginJar jars = new PluginJar(folder);
    jars.write(plugins.resolve("signum.jar"), "com.example.Signum", PluginJar.signum());
    String bad =
        """
        package com.example;
        public record Bad(double learningRate) implements zigzag.optimizer.Optimizer {
          public Bad() { this(0.1); }
          public int slots() { return 0; }
          public void step(float[] p, float[] g, float[][] s, long t, double rate) {
            throw new IllegalStateException("shut");
          }
          public String formula() { return "none"; }
          public String source() { return "none"; }
        }
        """;
    jars.write(plugins.resolve("bad.jar"), "com.example.Bad", Map.of("com.example.Bad", bad));
    Registries rules = Registries.in(plugins);
    ComparisonPlan plan =
        new ComparisonPlan(
            common(),
            Stream.of("signum", "bad", "sgd")
                .map(name -> contender(name, rules.optimizers().create(name, Map.of())))
                .toList(),
            List.of(1L, 2L),
            OptionalDouble.empty(),
            Optional.of(new TuningPlan(3, List.of(71L, 72L, 73L))));
    LoadedData data = digits();
    Map<String, List<String>> faults = new HashMap<>();
    for (String place : List.of("threads", "spark")) {
      List<String> heard = Collections.synchronizedList(new ArrayList<>());
      faults.put(place, heard);
      ComparisonListener listener =
          new ComparisonListener() {
            @Override
            public void failed(Contender contender, long seed, PluginException fault) {
              String message = fault.getMessage().replaceFirst("plug-in .*/bad.jar: ", "");
              heard.add(contender.label() + " " + seed + ": " + message);
            }
          };
      try (Workplace workplace =
          place.equals("threads")
              ? new Workplace.Threads(2)
              : open("local[2]", data, Plugins.jars(plugins))) {
        assertTrue(
            comparison(plan, data, folder.resolve(place), listener).run(workplace, () -> false));
      }
      Collections.sort(heard);
    }
    assertEquals(faults.get("threads"), faults.get("spark"));
    assertEquals(3 * 3 + 2, faults.get("spark").size(), faults.toString());
    assertEquals(
        "bad 1: com.example.Bad: step 1 failed: java.lang.IllegalStateException: shut",
        faults.get("spark").get(0));
    for (String run : List.of("signum-seed1", "signum-seed2", "sgd-seed1", "sgd-seed2")) {
      SameResults.assertSame(
          folder.resolve("threads/runs").resolve(run), folder.resolve("spark/runs").resolve(run));
    }
    assertEquals(List.of(), said);
  }

  /** A run folder of Adam with 128 and with 4,096 hidden units is 4 and 120 MB. */
  @ParameterizedTest
  @CsvSource({
    "2, 1, 32",
    "2, 4e6, 32",
    "100, 1, 400",
    "100, 4e6, 134",
    "100, 120e6, 4",
    "2, 1e9, 1"
  })
  void whatIsUnderWayFitsIntoTheHeap(int cores, double bytes, int expected) {
    assertEquals(expected, SparkWorkplace.underWay(cores, (long) bytes, 2L << 30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "local[0]",
        "local[2",
        "spark://host",
        "spark:/host:1",
        "http://host:1",
        "mesos"
      })
  void refusesWhatIsNoMaster(String url) {
    assertThrows(InputException.class, () -> Cluster.ofClassPath().requireAddress(url));
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    LoadedData data = digits();
    IOException e =
        assertThrows(IOException.class, () -> open("spark://127.0.0.1:1", data, List.of()));
    assertEquals("no Spark master answers at spark://127.0.0.1:1", e.getMessage());
  }
}
