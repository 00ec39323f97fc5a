package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.InputException;
import zigzag.report.comparison.SampleComparison.Entry;

@Tag("slow")
class ComparisonMergeTest {
  private static final List<Entry> ENTRIES = SampleComparison.ENTRIES.subList(1, 4);

  @TempDir Path temporary;
  private Path a;
  private Path b;
  private Path merged;

  @BeforeEach
  void nameFolders() {
    a = temporary.resolve("a");
    b = temporary.resolve("b");
    merged = temporary.resolve("merged");
  }

  private static SampleComparison sample() {
    return SampleComparison.standard().withEntries(ENTRIES);
  }

  private void merge() throws IOException {
    ComparisonReport.merge(List.of(a, b)).write(merged);
  }

  private String refusal() {
    InputException e =
        assertThrows(InputException.class, () -> ComparisonReport.merge(List.of(a, b)));
    assertEquals(1, e.getMessage().lines().count(), e::getMessage);
    return e.getMessage();
  }

  private static void replace(Path file, String old, String replacement) throws IOException {
    String before = Files.readString(file);
    assertTrue(before.contains(old), () -> file + " has no " + old);
    Files.writeString(file, before.replace(old, replacement));
  }

  @Test
  void moreSeedsOfTheSameLabels() throws IOException {
    sample().withSeeds(1L, 2L).write(a);
    sample().withSeeds(3L, 4L, 5L).write(b);
    merge();
    Path whole = temporary.resolve("whole");
    sample().write(whole);
    ComparisonReport.read(whole).write(whole);
    for (String file : List.of("results.csv", "summary.csv", "summary.md", "loss.svg")) {
      assertEquals(
          Files.readString(whole.resolve(file)), Files.readString(merged.resolve(file)), file);
    }
  }

  @Test
  void otherLabelsWithTheSameSeeds() throws IOException {
    sample().withEntries(ENTRIES.subList(0, 1)).withTuning().write(a);
    sample().withEntries(ENTRIES.subList(1, 3)).withTuning().write(b);
    merge();
    Path whole = temporary.resolve("whole");
    sample().withTuning().write(whole);
    ComparisonReport.read(whole).write(whole);
    for (String file : List.of("results.csv", "summary.csv", "accuracy.svg", "tuning.svg")) {
      assertEquals(
          Files.readString(whole.resolve(file)), Files.readString(merged.resolve(file)), file);
    }
  }

  @Test
  void theMergedFolderIsAComparisonOfItsOwn() throws IOException {
    sample().withSeeds(1L, 2L).withTuning().write(a);
    sample().withSeeds(3L).withEntries(SampleComparison.ENTRIES.subList(0, 1)).write(b);
    ComparisonReport report = ComparisonReport.merge(List.of(a, b));
    report.write(merged);
    assertEquals(report.text(80), ComparisonReport.read(merged).text(80));
    assertEquals(report.json(), ComparisonReport.read(merged).json());
    String results = Files.readString(merged.resolve("results.csv"));
    String svg = Files.readString(merged.resolve("tuning.svg"));
    ComparisonReport.read(merged).write(merged);
    assertEquals(results, Files.readString(merged.resolve("results.csv")));
    assertEquals(svg, Files.readString(merged.resolve("tuning.svg")));
    assertTrue(report.text(80).contains("5 of 12 runs not finished"), report.text(80));
  }

  @Test
  void noModelIsCopied() throws IOException {
    sample().withSeeds(1L).write(a);
    sample().withSeeds(2L).write(b);
    Files.writeString(a.resolve("runs/adam-seed1/model.safetensors"), "weights");
    merge();
    try (Stream<Path> files = Files.list(merged.resolve("runs/adam-seed1"))) {
      assertEquals(
          List.of("config.json", "confusion.csv", "metrics.csv", "steps.csv", "summary.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void foldersOfTheSameNameGetOthers() throws IOException {
    sample().withSeeds(1L).write(a);
    sample().withSeeds(2L).write(b);
    Files.move(b.resolve("runs/adam-seed2"), b.resolve("runs/Adam-seed1"));
    merge();
    assertTrue(Files.exists(merged.resolve("runs/adam-seed1")));
    assertTrue(Files.exists(merged.resolve("runs/Adam-seed1-2")));
    assertEquals(0, ComparisonFolder.read(merged).unfinished());
  }

  @Test
  void theSameRunIsTakenOnce() throws IOException {
    sample().withSeeds(1L, 2L).write(a);
    sample().withSeeds(2L, 3L).write(b);
    merge();
    ComparisonFolder comparison = ComparisonFolder.read(merged);
    assertEquals(9, comparison.runs().size());
    assertEquals(List.of(1L, 2L, 3L), comparison.plan().seeds());
    assertEquals(0, comparison.unfinished());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"test_accuracy\" : 0 | test accuracy 0",
        "\"test_loss\" : 0 | test loss 0",
        "\"model_sha256\" : \"ff\" | model ff"
      })
  void anotherResultOfTheSameRunIsRefused(String other, String named) throws IOException {
    sample().withSeeds(1L, 2L).write(a);
    sample().withSeeds(2L).write(b);
    Path summary = b.resolve("runs/adam-seed2/summary.json");
    String field = other.substring(0, other.indexOf(':'));
    Files.writeString(summary, Files.readString(summary).replaceFirst(field + ": [^,\n]+", other));
    String refusal = refusal();
    assertTrue(refusal.contains("adam-seed2 are the same label and seed, but one has"), refusal);
    assertTrue(refusal.contains(named), refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hidden\" : 100 | \"hidden\" : 50 | hidden is 100 in one, 50 in the other",
        "\"schedule\" : \"constant\", | | schedule is \"constant\" in one, not set in the other",
        "\"target\" : 0.95 | \"target\" : 0.97 | target is 0.95 in one, 0.97 in the other",
        "\"optimizer\" : \"adam\" | \"optimizer\" : \"adamw\" | trained with adam and he",
      })
  void contradictionsAreNamed(String old, String replacement, String problem) throws IOException {
    sample().withSeeds(1L).write(a);
    sample().withSeeds(2L).write(b);
    replace(b.resolve("comparison.json"), old, replacement == null ? "" : replacement);
    String refusal = refusal();
    assertTrue(refusal.contains(problem), refusal);
  }

  @Test
  void otherDataAreRefused() throws IOException {
    sample().withSeeds(1L).write(a);
    sample().withSeeds(2L).write(b);
    for (String file :
        List.of(
            "comparison.json",
            "runs/momentum_lr=0.05-seed2/config.json",
            "runs/adam-seed2/config.json",
            "runs/adagrad-seed2/config.json")) {
      replace(b.resolve(file), "ba891046", "ca891046");
    }
    assertTrue(refusal().endsWith("data is MNIST in one, MNIST, other sums in the other"));
  }

  @Test
  void oneLabelWithTwoLearningRatesIsRefused() throws IOException {
    Entry adam = ENTRIES.get(1);
    sample().withSeeds(1L).write(a);
    sample()
        .withSeeds(2L)
        .withEntries(
            List.of(new Entry("adam", "adam", "he", 0.002, adam.accuracy(), 20, adam.diverging())))
        .write(b);
    assertTrue(refusal().contains("adam has {\"learningRate\":0.002} here, but"));
  }

  @Test
  void threadsMayDifferAndOneTargetServesBoth() throws IOException {
    sample().withSeeds(1L).write(a);
    sample().withSeeds(2L).withTarget(null).write(b);
    replace(b.resolve("comparison.json"), "\"threads\" : 1", "\"threads\" : 8");
    merge();
    assertEquals(0.95, ComparisonFolder.read(merged).plan().target());
  }

  @Test
  void contradictingTrialsAreRefused() throws IOException {
    sample().withSeeds(1L).withTuning().write(a);
    sample().withSeeds(2L).withTuning().write(b);
    Path tuning = b.resolve("tuning.csv");
    String changed = Files.readString(tuning).replaceFirst("(adam,adam,he,0.001,1000001,)0", "$11");
    Files.writeString(tuning, changed);
    assertTrue(
        refusal()
            .contains("the trial of adam with learning rate 0.001 and seed 1000001 contradicts"));
  }

  @Test
  void sameTrialsAreTakenOnce() throws IOException {
    sample().withSeeds(1L).withTuning().write(a);
    sample().withSeeds(2L).withTuning().write(b);
    merge();
    assertEquals(ComparisonFolder.read(a).trials(), ComparisonFolder.read(merged).trials());
  }

  @Test
  void noComparisonIsOverwritten() throws IOException {
    sample().withSeeds(1L).write(a);
    sample().withSeeds(2L).write(b);
    String before = Files.readString(a.resolve("comparison.json"));
    ComparisonReport report = ComparisonReport.merge(List.of(a, b));
    InputException e = assertThrows(InputException.class, () -> report.write(a));
    assertTrue(e.getMessage().contains("holds a comparison already; name a new folder"));
    assertEquals(before, Files.readString(a.resolve("comparison.json")));
    assertFalse(Files.exists(a.resolve("results.csv")));
  }

  @Test
  void nothingToMergeIsRefused() {
    assertThrows(InputException.class, () -> ComparisonReport.merge(List.of()));
  }
}
