package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.InputException;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.EpochMetrics;
import zigzag.report.run.SampleRun;

@Tag("slow")
class ComparisonFolderTest {
  private static final String RUN = "runs/adam-seed1/";

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void writeComparison() throws IOException {
    folder = temporary.resolve("comparison");
    SampleComparison.standard().withSeeds(2L, 1L).withTuning().write(folder);
  }

  private void replace(String file, String old, String replacement) throws IOException {
    String before = Files.readString(folder.resolve(file));
    assertTrue(before.contains(old), () -> file + " has no " + old);
    Files.writeString(folder.resolve(file), before.replace(old, replacement));
  }

  private String refusal() {
    InputException e = assertThrows(InputException.class, () -> ComparisonFolder.read(folder));
    assertEquals(1, e.getMessage().lines().count(), e::getMessage);
    assertTrue(e.getMessage().length() < 500, e::getMessage);
    return e.getMessage();
  }

  @Test
  void theRunsAreInTheOrderOfTheLabelsThenBySeed() throws IOException {
    ComparisonFolder comparison = ComparisonFolder.read(folder);
    assertEquals("comparison", comparison.name());
    assertEquals(
        List.of(
            "sgd:lr=0.1 1",
            "sgd:lr=0.1 2",
            "momentum:lr=0.05 1",
            "momentum:lr=0.05 2",
            "adam 1",
            "adam 2",
            "adagrad 1",
            "adagrad 2",
            "sgd:lr=3 1",
            "sgd:lr=3 2"),
        comparison.runs().stream().map(run -> run.label() + " " + run.seed()).toList());
    assertEquals(0, comparison.unfinished());
    assertEquals(List.of(2L, 1L), comparison.plan().seeds());
    assertEquals(0.95, comparison.plan().target());
    assertEquals(
        List.of(0, 1, 2, 3, 4), comparison.labels().stream().map(ComparedLabel::place).toList());
  }

  @Test
  void aRunKnowsWhatItCameTo() throws IOException {
    Files.writeString(
        folder.resolve(RUN + "metrics.csv"),
        String.join(",", EpochMetrics.FILE.columns())
            + "\n0,0,,,2.3,0.1,,,\n1,250,0.3,0.9,0.2,0.94,0.001,1,0.1\n"
            + "2,500,0.2,0.95,0.15,0.95,0.001,1,0.2\n3,700,0.1,0.97,0.14,0.96,0.001,1,0.4\n");
    Files.writeString(folder.resolve(RUN + "steps.csv"), "step,loss\n1,2.3\n2,0.1\n3,0.1\n");
    ComparedRun run = run("adam", 1);
    assertEquals("adam", run.optimizer());
    assertEquals("he", run.init());
    assertEquals(0.001, run.learningRate());
    assertFalse(run.diverged());
    assertEquals(3, run.steps().rows());
    assertEquals(500L, run.stepsTo(0.95));
    assertEquals(0.3, run.secondsTo(0.95), "0.1 + 0.2 in decimals");
    assertNull(run.stepsTo(0.97));
    assertNull(run.secondsTo(0.97));
    assertEquals(0.7, run.trainingSeconds());
    assertEquals(0.1, run.trainLoss());
    assertEquals(0.14, run.figures(null).get("validation_loss"));
    assertEquals(0.96, run.validationAccuracy());
  }

  private ComparedRun run(String label, long seed) throws IOException {
    return ComparisonFolder.read(folder).runs().stream()
        .filter(run -> run.label().equals(label) && run.seed() == seed)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDivergedRunHasNoAccuracy() throws IOException {
    ComparedRun run = run("sgd:lr=3", 2);
    assertTrue(run.diverged());
    assertNull(run.testAccuracy());
    assertEquals(280, run.steps().rows());
  }

  @Test
  void theFolderOfARunMayHaveAnyName() throws IOException {
    Files.move(folder.resolve("runs/adam-seed1"), folder.resolve("runs/sgd-seed7"));
    assertEquals("sgd-seed7", run("adam", 1).folder().getFileName().toString());
  }

  @Test
  void unfinishedAndMissingRunsAreCounted() throws IOException {
    Files.delete(folder.resolve(RUN + "summary.json"));
    replace("runs/adam-seed2/summary.json", "\"finished\"", "\"interrupted\"");
    try (var files = Files.newDirectoryStream(folder.resolve("runs/adagrad-seed1"))) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder.resolve("runs/adagrad-seed1"));
    ComparisonFolder comparison = ComparisonFolder.read(folder);
    assertEquals(3, comparison.unfinished());
    assertEquals(7, comparison.runs().size());
  }

  @Test
  void aComparisonWithoutAFinishedRunIsRefused() throws IOException {
    Files.move(folder.resolve("runs"), folder.resolve("elsewhere"));
    assertTrue(refusal().endsWith("no run is finished; go on with the comparison first"));
  }

  @Test
  void theTrialsAreRead() throws IOException {
    List<TuningTrial> trials = ComparisonFolder.read(folder).trials();
    assertEquals(5 * 8 * 3, trials.size());
    TuningTrial last = trials.get(trials.size() - 1);
    assertEquals("sgd:lr=3", last.label());
    assertEquals(30, last.learningRate(), 1e-12);
    assertEquals(1_000_003, last.seed());
    assertTrue(last.diverged());
    assertNull(last.validationLoss());
    assertEquals(15, trials.stream().filter(TuningTrial::chosen).count());
  }

  @Test
  void aLabelMayHoldACommaOrQuotes() throws IOException {
    replace("comparison.json", "\"adam\"", "\"a,\\\"b\"");
    replace("tuning.csv", "\nadam,adam,", "\n\"a,\"\"b\",a,");
    replace("comparison.json", "\"optimizer\" : \"a,\\\"b\"", "\"optimizer\" : \"adam\"");
    for (String seed : List.of("1", "2")) {
      String config = "runs/adam-seed" + seed + "/config.json";
      replace(config, "\"label\" : \"adam\"", "\"label\" : \"a,\\\"b\"");
    }
    List<TuningTrial> trials = ComparisonFolder.read(folder).trials();
    assertEquals(24, trials.stream().filter(trial -> trial.label().equals("a,\"b")).count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "comparison.json | [1] | is not a JSON object",
        "comparison.json | {} | settings is missing; it should be an object",
        "tuning.csv | '' | tuning.csv is empty; write it again",
        "tuning.csv | a,b | the columns are a,b; they should be label,optimizer,",
        "runs/adam-seed1/config.json | {} | settings is missing; it should be an object",
        "runs/adam-seed1/summary.json | {\"dataset\": \"MNIST\"} | test_accuracy is missing",
        "runs/adam-seed1/steps.csv | step | the columns are step; they should be step,loss",
      })
  void aMalformedFileIsNamed(String file, String content, String problem) throws IOException {
    Files.writeString(folder.resolve(file), content);
    String refusal = refusal();
    assertTrue(refusal.contains(folder.resolve(file).toString()), refusal);
    assertTrue(refusal.contains(problem), refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "comparison.json, is missing",
    "tuning.csv, is missing",
    "runs/adam-seed1/config.json, is missing",
    "runs/adam-seed1/steps.csv, is missing",
    "runs/adam-seed1/metrics.csv, is missing"
  })
  void aMissingFileIsNamed(String file, String problem) throws IOException {
    Files.delete(folder.resolve(file));
    String refusal = refusal();
    assertTrue(refusal.contains(folder.resolve(file) + " " + problem), refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "comparison.json | 0.95 | 95 | target is 95.0; it is a share above 0 and up to 1",
        "comparison.json | 0.95 | \"a\" | target is \"a\"; it should be a number",
        "comparison.json | [ 2, 1 ] | [ 1, 1 ] | the seed 1 is there twice",
        "comparison.json | [ 2, 1 ] | [ 1.5 ] | seeds[0] is 1.5; it should be a whole number",
        "comparison.json | [ 2, 1 ] | [ ] | seeds has 0 entries; there should be 1 to 10000",
        "comparison.json | [ 2, 1 ] | [ 1 ] | seed2: comparison.json has no seed 2",
        "comparison.json | \"adagrad\" | \"adam\" | the label adam is there twice",
        "comparison.json | \"label\" : \"adam\" | \"label\" : \"Adam\" | has no label adam",
        "comparison.json | \"label\" : \"adam\" | \"label\" : \"a\\nb\" | should be one line",
        "comparison.json | \"label\" : \"adam\" | \"name\" : 1 | labels[2].label is missing",
        "comparison.json | ba891046 | ba891047 | was trained on other data",
        "comparison.json | \"optimizer\" : \"adam\" | \"optimizer\" : \"lion\" | trained with adam",
        "runs/adam-seed1/config.json | 0.001 | 0.002 | {\"learningRate\":0.001} here, but",
        "runs/adam-seed1/config.json | \"seed\" : 1 | \"seed\" : 2 | second run of adam with seed"
            + " 2",
        "runs/adam-seed1/config.json | \"seed\" : 1 | \"seed\" : \"1\" | seed is \"1\"",
        "runs/adam-seed1/config.json | \"label\" : \"adam\" | \"a\" : 1 | comparison.label is miss",
        "runs/adam-seed1/steps.csv | ¶2, | ¶0.5, | step must be a whole number and rise",
        "runs/adam-seed1/steps.csv | ¶1500, | ¶1501, | step must count from 1 on without a gap",
        "runs/adam-seed1/metrics.csv | ¶2,500 | ¶1,500 | epoch must be a whole number and rise",
        "comparison.json | 0.95 | 1e4006016837 | has a number that is too large or too long",
        "tuning.csv | momentum,he,0.05, | momentum,\"h¶e\",0.05, | init is \"h\\u000ae\"; it should"
            + " be one line",
        "tuning.csv | 1000001,0. | 1000001,-0. | line 8: validation_loss is \"-0.81254\"; it should"
            + " be a number from 0 up",
        "tuning.csv | 1000001,0. | one,0. | line 8: seed is \"one\"; it should be a whole number",
        "tuning.csv | sgd:lr=0.1,sgd,he,0.1, | sgd:lr=0.1,sgd,he,-1, | line 17: learning_rate is",
        "tuning.csv | adam,adam,he,0.001,1000001 | adam,adam,he,1 | line 65: 8 cells; there are 9",
        "tuning.csv | true,false | yes,false | line 24: diverged is \"yes\"; it should be true or"
            + " false",
        "tuning.csv | false,true | true,true | line 17: validation_loss and validation_accuracy",
        "tuning.csv | ,,true | ,nan,true | line 24: validation_accuracy is \"nan\"; it should be a"
            + " number",
        "tuning.csv | adam,adam,he | who,adam,he | tuning.csv: comparison.json has no label who",
        "tuning.csv | adam,adam,he,0.001, | \"adam,adam,he,0.001, | tuning.csv",
      })
  void aWrongEntryIsNamed(String file, String old, String replacement, String problem)
      throws IOException {
    replace(file, old.replace('¶', '\n'), replacement.replace('¶', '\n'));
    String refusal = refusal();
    assertTrue(refusal.contains(problem), refusal);
  }

  @Test
  void aLabelHasOneChosenRate() throws IOException {
    String tuning = Files.readString(folder.resolve("tuning.csv"));
    String changed = tuning.replaceFirst("(adam,adam,he,1[^,]*,1000001,.*),false\n", "$1,true\n");
    Files.writeString(folder.resolve("tuning.csv"), changed);
    assertTrue(refusal().endsWith("two learning rates are chosen for adam"));
  }

  @Test
  void moreThanFitsInMemoryIsRefusedBeforeItIsRead() throws IOException {
    for (String run : List.of("adam-seed1", "adam-seed2", "adagrad-seed1", "adagrad-seed2")) {
      try (var file =
          new RandomAccessFile(folder.resolve("runs/" + run + "/steps.csv").toFile(), "rw")) {
        file.setLength(64 << 20);
      }
    }
    assertTrue(refusal().contains("the files steps.csv have"));
  }

  @Test
  void aHundredRunsOfFiveThousandStepsAreNoProblem() throws IOException {
    String steps = SampleRun.steps(5000);
    for (int seed = 1; seed <= 2; seed++) {
      Path run = folder.resolve("runs/adam-seed" + seed);
      Files.writeString(run.resolve("steps.csv"), steps);
      String config = Files.readString(run.resolve("config.json"));
      for (int more = 2; more <= 50; more++) {
        Path copy = folder.resolve("runs/more-" + more + "-" + seed);
        Files.createDirectories(copy);
        for (String file : List.of("steps.csv", "metrics.csv", "summary.json")) {
          Files.copy(run.resolve(file), copy.resolve(file));
        }
        Files.writeString(
            copy.resolve("config.json"),
            config.replace("\"seed\" : " + seed, "\"seed\" : " + (100 * seed + more)));
      }
    }
    StringBuilder seeds = new StringBuilder("[ 2, 1");
    for (int more = 2; more <= 50; more++) {
      seeds.append(", ").append(100 + more).append(", ").append(200 + more);
    }
    replace("comparison.json", "[ 2, 1", seeds.toString());
    long before = usedMemory();
    ComparisonFolder comparison = ComparisonFolder.read(folder);
    long taken = usedMemory() - before;
    assertEquals(108, comparison.runs().size());
    assertTrue(taken < 40 << 20, () -> "took " + taken + " bytes");
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
