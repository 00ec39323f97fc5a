package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.report.comparison.LabelSummary.Verdict;
import zigzag.report.comparison.SampleComparison.Entry;

@Tag("slow")
class ComparisonSummaryTest {
  @TempDir Path folder;

  private static Entry entry(String label, double accuracy, Long... diverging) {
    return new Entry(label, "sgd", "he", 0.1, accuracy, 50, Set.of(diverging));
  }

  private ComparisonSummary summary(SampleComparison sample) throws IOException {
    sample.write(folder);
    return ComparisonSummary.of(ComparisonFolder.read(folder));
  }

  private static List<String> labels(ComparisonSummary summary) {
    return summary.labels().stream().map(label -> label.label().label()).toList();
  }

  private static List<Verdict> verdicts(ComparisonSummary summary) {
    return summary.labels().stream().map(LabelSummary::verdict).toList();
  }

  /** Gives a run another test accuracy. */
  private void setAccuracy(String label, long seed, String accuracy) throws IOException {
    Path run = folder.resolve("runs").resolve(SampleComparison.folderName(label, seed));
    String summary = Files.readString(run.resolve("summary.json"));
    String changed =
        summary.replaceFirst("\"test_accuracy\" : [0-9.]+", "\"test_accuracy\" : " + accuracy);
    Files.writeString(run.resolve("summary.json"), changed);
  }

  @Test
  void theBestIsFirstAndWhatMayDivergeIsLast() throws IOException {
    ComparisonSummary summary = summary(SampleComparison.standard());
    assertEquals("sgd:lr=3", labels(summary).get(4), "though better than two others");
    assertEquals("sgd:lr=0.1", labels(summary).get(3));
    assertEquals(List.of("adam", "momentum:lr=0.05"), labels(summary).subList(0, 2));
    assertEquals(
        List.of(Verdict.BEST, Verdict.UNDECIDED, Verdict.WORSE, Verdict.WORSE, Verdict.DIVERGED),
        verdicts(summary));
    LabelSummary unstable = summary.labels().get(4);
    assertEquals(2, unstable.diverged());
    assertEquals(3, unstable.accuracy().orElseThrow().n());
    assertEquals(3, unstable.difference().orElseThrow().estimate().n());
    assertNull(unstable.adjustedP());
    assertEquals(
        Optional.empty(), unstable.difference().orElseThrow().estimate().interval(), "no test");
  }

  @Test
  void theNumbersAreThoseOfTheRuns() throws IOException {
    summary(SampleComparison.standard().withEntries(List.of(entry("a", 0.97), entry("b", 0.95))));
    // The same accuracies as in StatisticsTest, where SciPy's figures for them stand.
    double[] a = {0.9751, 0.9748, 0.9759, 0.9744, 0.9755};
    double[] b = {0.9745, 0.9749, 0.9750, 0.9736, 0.9751};
    for (int i = 0; i < 5; i++) {
      setAccuracy("a", i + 1, "" + a[i]);
      setAccuracy("b", i + 1, "" + b[i]);
    }
    ComparisonFolder comparison = ComparisonFolder.read(folder);
    ComparisonSummary summary = ComparisonSummary.of(comparison);
    LabelSummary worse = summary.labels().get(1);
    assertEquals("b", worse.label().label());
    assertEquals(0.97514, summary.labels().get(0).meanAccuracy(), 1e-12);
    assertEquals(-0.00052, worse.difference().orElseThrow().estimate().mean(), 1e-12);
    assertEquals(0.04262083042147557, worse.adjustedP(), 1e-10);
    assertEquals(Verdict.WORSE, worse.verdict());
    double[] losses =
        comparison.runs().subList(5, 10).stream().mapToDouble(ComparedRun::trainLoss).toArray();
    assertEquals(
        Arrays.stream(losses).average().getAsDouble(),
        worse.trainLoss().orElseThrow().mean(),
        1e-12);
    double seconds =
        comparison.runs().subList(5, 10).stream().mapToDouble(ComparedRun::trainingSeconds).sum();
    assertEquals(seconds / 5, worse.seconds(), 1e-12);
  }

  @Test
  void testsAreAdjustedForAllPairsOfLabelsThatCouldBeBest() throws IOException {
    ComparisonSummary summary = summary(SampleComparison.standard());
    List<LabelSummary> tested = summary.labels().subList(1, 4);
    assertEquals(6, summary.pairs(), "of four; the fifth diverges");
    for (LabelSummary label : tested) {
      double p = label.difference().orElseThrow().p();
      assertEquals(Math.min(1, 6 * p), label.adjustedP(), 1e-15);
    }
  }

  @Test
  void theTargetIsReachedByHowMany() throws IOException {
    SampleComparison sample = SampleComparison.standard();
    double[] ends =
        summary(sample).folder().runs().stream()
            .filter(run -> run.label().equals("sgd:lr=0.1"))
            .mapToDouble(ComparedRun::validationAccuracy)
            .sorted()
            .toArray();
    ComparisonSummary summary = summary(sample.withTarget(ends[2]));
    LabelSummary.ToTarget toTarget = summary.labels().get(3).toTarget().orElseThrow();
    assertEquals(3, toTarget.reached());
    assertEquals(6 * 250.0, toTarget.steps(), "all three in the last epoch");
    List<ComparedRun> fast = summary.labels().get(0).runs();
    double[] seconds = fast.stream().mapToDouble(run -> run.secondsTo(ends[2])).sorted().toArray();
    assertEquals(seconds[2], summary.labels().get(0).toTarget().orElseThrow().seconds());
  }

  @Test
  void aTargetThatNobodyReaches() throws IOException {
    ComparisonSummary summary = summary(SampleComparison.standard().withTarget(0.999));
    for (LabelSummary label : summary.labels()) {
      assertEquals(Optional.of(new LabelSummary.ToTarget(0, null, null)), label.toTarget());
    }
  }

  @Test
  void withoutATargetThereIsNoneToReach() throws IOException {
    ComparisonSummary summary = summary(SampleComparison.standard().withTarget(null));
    assertEquals(Optional.empty(), summary.labels().get(0).toTarget());
  }

  @Test
  void oneSeedTellsNothing() throws IOException {
    ComparisonSummary summary = summary(SampleComparison.standard().withSeeds(1L));
    assertEquals(Verdict.BEST, verdicts(summary).get(0));
    for (LabelSummary label : summary.labels().subList(1, 5)) {
      assertEquals(Verdict.ONE_SEED, label.verdict());
      assertNull(label.adjustedP());
      assertEquals(Optional.empty(), label.accuracy().orElseThrow().interval());
    }
  }

  @Test
  void labelsWithoutACommonSeedAreNotCompared() throws IOException {
    summary(
        SampleComparison.standard()
            .withSeeds(1L, 2L)
            .withEntries(List.of(entry("a", 0.97), entry("b", 0.95))));
    Files.delete(folder.resolve("runs/a-seed1/summary.json"));
    Files.delete(folder.resolve("runs/b-seed2/summary.json"));
    ComparisonSummary summary = ComparisonSummary.of(ComparisonFolder.read(folder));
    assertEquals(List.of(Verdict.BEST, Verdict.NO_PAIRS), verdicts(summary));
    assertEquals(2, summary.folder().unfinished());
  }

  @Test
  void theSameDifferenceAtEverySeedIsNoProof() throws IOException {
    summary(
        SampleComparison.standard()
            .withSeeds(1L, 2L)
            .withEntries(List.of(entry("a", 0.97), entry("b", 0.95))));
    for (long seed : List.of(1L, 2L)) {
      setAccuracy("a", seed, "0.975" + seed);
      setAccuracy("b", seed, "0.974" + seed);
    }
    ComparisonSummary summary = ComparisonSummary.of(ComparisonFolder.read(folder));
    assertEquals(List.of(Verdict.BEST, Verdict.NO_SPREAD), verdicts(summary));
  }

  @Test
  void aLabelAheadAtTheCommonSeedsIsNotCalledWorse() throws IOException {
    summary(
        SampleComparison.standard()
            .withSeeds(1L, 2L, 3L, 4L)
            .withEntries(List.of(entry("a", 0.97), entry("b", 0.95))));
    String[] a = {"0.90", "0.902", "0.901", "0.99"};
    String[] b = {"0.91", "0.913", "0.911", "0.99"};
    for (int seed = 1; seed <= 4; seed++) {
      setAccuracy("a", seed, a[seed - 1]);
      setAccuracy("b", seed, b[seed - 1]);
    }
    Files.delete(folder.resolve("runs/b-seed4/summary.json"));
    ComparisonSummary summary = ComparisonSummary.of(ComparisonFolder.read(folder));
    assertEquals(List.of("a", "b"), labels(summary));
    assertEquals(List.of(Verdict.BEST, Verdict.AHEAD), verdicts(summary));
  }

  @Test
  void whereAllLabelsDivergeThereIsNoBest() throws IOException {
    ComparisonSummary summary =
        summary(
            SampleComparison.standard()
                .withSeeds(1L, 2L)
                .withEntries(List.of(entry("a", 0.97, 1L, 2L), entry("b", 0.95, 1L))));
    assertEquals(Optional.empty(), summary.best());
    assertEquals(List.of("b", "a"), labels(summary), "the one with a mean first");
    assertEquals(List.of(Verdict.DIVERGED, Verdict.DIVERGED), verdicts(summary));
    LabelSummary last = summary.labels().get(1);
    assertEquals(Optional.empty(), last.accuracy());
    assertEquals(Optional.empty(), last.trainLoss());
    assertNull(last.seconds());
  }

  @Test
  void aLabelWithoutARunIsLast() throws IOException {
    summary(
        SampleComparison.standard()
            .withSeeds(1L)
            .withEntries(List.of(entry("a", 0.97), entry("b", 0.95, 1L))));
    Files.delete(folder.resolve("runs/a-seed1/summary.json"));
    ComparisonSummary summary = ComparisonSummary.of(ComparisonFolder.read(folder));
    assertEquals(List.of("b", "a"), labels(summary));
    assertEquals(List.of(Verdict.DIVERGED, Verdict.NO_RUN), verdicts(summary));
    assertNull(summary.labels().get(1).learningRate());
  }
}
