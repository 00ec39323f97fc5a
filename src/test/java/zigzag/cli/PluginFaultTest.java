package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.rule.PluginJar;

/** Rules of others that fail at their work: it is their fault, and nobody else loses by it. */
@Tag("slow")
class PluginFaultTest {
  /** 500 examples in batches of 100: five steps an epoch. */
  private static final String[] DATA = {
    "--data",
    "digits",
    "--digits",
    "600",
    "--test-digits",
    "100",
    "--validation",
    "100",
    "--epochs",
    "3",
    "--hidden",
    "8",
    "--quiet"
  };

  @TempDir private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(folder.resolve("plugins"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Optimizer | throw new IllegalStateException(\"shut\"); | IllegalStateException: shut",
        "Optimizer | step(p, g, s, t, rate); | StackOverflowError",
        "ElementwiseOptimizer | throw new NoClassDefFoundError(\"Gone\"); | NoClassDefFoundError:"
            + " Gone",
        "ElementwiseOptimizer | Bad.<RuntimeException>sneak(new Exception(\"out\")); | Exception:"
            + " out"
      })
  void aFailingStepEndsTheTrainingAndLeavesItsCheckpoint(String kind, String fault, String reason)
      throws IOException {
    plugin(kind, 7, fault);
    InProcess ended = run("train", "--optimizer", "bad", "--out", out());
    assertEquals(1, ended.exitCode(), ended.err());
    assertFault("step 7 failed: java.lang." + reason, ended);
    assertTrue(Files.exists(folder.resolve("out/checkpoint.safetensors")));
    assertFalse(Files.exists(folder.resolve("out/summary.json")));

    plugin(kind, 99, fault);
    InProcess resumed =
        InProcess.run("train", "--resume", "--quiet", "--plugins", plugins(), "--out", out());
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(16, Files.readAllLines(folder.resolve("out/steps.csv")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--tune"})
  void theOthersOfAComparisonGoOn(String tune) throws IOException {
    plugin("Optimizer", 7, "throw new IllegalStateException(\"shut\");");
    String[] flags = {"--optimizers", "bad,sgd,adam", "--seeds", "2", "--out", out()};
    String[] tuning = {"--tune", "--tune-budget", "3"};
    InProcess ended = run("compare", tune.isEmpty() ? flags : join(flags, tuning));
    assertEquals(1, ended.exitCode(), ended.err());
    assertFault("step 7 failed: java.lang.IllegalStateException: shut", ended);
    List<String> results = Files.readAllLines(folder.resolve("out/results.csv"));
    assertEquals(5, results.size(), results.toString());
    assertFalse(results.toString().contains("bad"), results.toString());

    plugin("Optimizer", 99, "throw new IllegalStateException(\"shut\");");
    InProcess resumed = InProcess.run("compare", "--resume", "--quiet", "--out", out());
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(7, Files.readAllLines(folder.resolve("out/results.csv")).size());
  }

  @Test
  void aComparisonOfFailuresAloneHasNoResults() throws IOException {
    plugin("Optimizer", 7, "throw new IllegalStateException(\"shut\");");
    InProcess ended =
        run("compare", "--optimizers", "bad,bad:lr=0.1", "--seeds", "1", "--out", out());
    assertEquals(1, ended.exitCode(), ended.err());
    assertFault("step 7 failed: java.lang.IllegalStateException: shut", ended);
  }

  @Test
  void aFailingStepEndsADescent() throws IOException {
    plugin("Optimizer", 7, "throw new IllegalStateException(\"shut\");");
    InProcess ended =
        InProcess.run("descend", "--optimizers", "sgd,bad", "--plugins", plugins(), "--out", out());
    assertEquals(1, ended.exitCode(), ended.err());
    assertFault("step 7 failed: java.lang.IllegalStateException: shut", ended);
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new IllegalStateException(\"shut\"); | java.lang.IllegalStateException: shut",
        "return sample(fanIn, fanOut, random); | java.lang.StackOverflowError",
        "return new float[3]; | java.lang.IllegalStateException: 3 weights for a layer of 784 × 8",
        "return null; | java.lang.NullPointerException"
      })
  void anInitializerThatFailsSpoilsItsOwnTrainingsAlone(String fault, String reason)
      throws IOException {
    initializer(fault);
    InProcess alone = run("train", "--init", "bad", "--out", out());
    assertEquals(1, alone.exitCode(), alone.err());
    assertFault("drawing the weights failed: " + reason, alone);

    String other = folder.resolve("compared").toString();
    InProcess ended = run("compare", "--inits", "bad,he", "--seeds", "1", "--out", other);
    assertEquals(1, ended.exitCode(), ended.err());
    assertFault("drawing the weights failed: " + reason, ended);
    List<String> results = Files.readAllLines(folder.resolve("compared/results.csv"));
    assertEquals(2, results.size(), results.toString());
    assertTrue(results.get(1).startsWith("he,"), results.toString());
  }

  private void initializer(String work) throws IOException {
    String source =
        """
        package com.example;
        public record Bad() implements zigzag.initializer.Initializer {
          public float[] sample(int fanIn, int fanOut, java.util.random.RandomGenerator random) {
            WORK
          }
          public String formula() { return "none"; }
          public String source() { return "none"; }
        }
        """
            .replace("WORK", work);
    Path jar = folder.resolve("plugins/bad.jar");
    new PluginJar(folder)
        .writeInitializer(jar, "com.example.Bad", Map.of("com.example.Bad", source));
  }

  private InProcess run(String command, String... flags) {
    String[] start = {command, "--plugins", plugins()};
    return InProcess.run(join(join(start, DATA), flags));
  }

  private void assertFault(String words, InProcess ended) {
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(
        ended.err().contains("plug-in " + plugins() + "/bad.jar: com.example.Bad: " + words),
        ended.err());
  }

  /** A rule that goes down like SGD and fails at a step. */
  private void plugin(String kind, int step, String fault) throws IOException {
    String slice = kind.equals("Optimizer") ? "" : "int from, int to, ";
    String source =
        """
        package com.example;
        public record Bad(double learningRate) implements zigzag.optimizer.KIND {
          public Bad() { this(0.1); }
          public int slots() { return 0; }
          public void step(float[] p, float[] g, float[][] s, SLICElong t, double rate) {
            if (t == STEP) {
              FAULT
            }
            for (int i = FROM; i < TO; i++) {
              p[i] -= rate * g[i];
            }
          }
          @SuppressWarnings("unchecked")
          static <E extends Exception> void sneak(Exception e) throws E { throw (E) e; }
          public String formula() { return "θ ← θ - η g"; }
          public String source() { return "none"; }
        }
        """
            .replace("KIND", kind)
            .replace("SLICE", slice)
            .replace("STEP", String.valueOf(step))
            .replace("FAULT", fault)
            .replace("FROM", slice.isEmpty() ? "0" : "from")
            .replace("TO", slice.isEmpty() ? "p.length" : "to");
    Path jar = folder.resolve("plugins/bad.jar");
    Files.deleteIfExists(jar);
    new PluginJar(folder).write(jar, "com.example.Bad", Map.of("com.example.Bad", source));
  }

  private String plugins() {
    return folder.resolve("plugins").toString();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static String[] join(String[] first, String[] second) {
    return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
  }
}
