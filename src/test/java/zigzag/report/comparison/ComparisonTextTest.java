package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.report.comparison.SampleComparison.Entry;
import zigzag.report.text.PlainText;

class ComparisonTextTest {
  @TempDir Path folder;

  private String text(SampleComparison sample) throws IOException {
    sample.write(folder);
    return again();
  }

  private String again() throws IOException {
    return ComparisonReport.read(folder).text(80);
  }

  @Test
  void theTablesAreInOrderAndComplete() throws IOException {
    List<String> lines = text(SampleComparison.standard()).lines().toList();
    assertEquals("MNIST, 5 seeds (1 to 5), 6 epochs", lines.get(0));
    assertTrue(lines.get(2).matches("label +lr +accuracy % +interval +to best +p +verdict"));
    assertTrue(lines.get(4).matches("adam +0\\.001 +97\\.\\d\\d ± 0\\.\\d\\d +\\S+–\\S+ +best"));
    assertTrue(lines.get(8).startsWith("sgd:lr=3 "));
    assertTrue(lines.get(8).endsWith(" diverged"));
    assertTrue(
        lines
            .get(10)
            .matches("label +loss curve +at end +steps to 95 % +seconds +total s +diverged"));
    assertTrue(lines.get(12).matches("adam +[▁-█]{10} +0\\.0\\d{3} +500 +0\\.\\d\\d +1\\.\\d\\d"));
    assertTrue(lines.get(15).contains(" (0/5) "));
    assertTrue(lines.get(16).endsWith("2 of 5"));
  }

  @Test
  void theWidthIsThatOfATerminalWithTheLongestOfEverything() throws IOException {
    String end = ":momentum=0.9375:and-much-more-that-nobody-reads=12";
    List<Entry> entries =
        List.of(
            new Entry("nesterov-of-a-kind:lr=0.0001" + end, "sgd", "he", 3.1e-7, 0.5, 20, Set.of()),
            new Entry("another", "sgd", "he", 0.000316, 0.4, 20, Set.of()),
            new Entry("x".repeat(200), "sgd", "he", 31622.7766, 0.3, 20, Set.of(2L)));
    SampleComparison sample =
        SampleComparison.standard()
            .withEntries(entries)
            .withSeeds(1L, 2L)
            .withTarget(0.48765)
            .withTuning()
            .withDataset("digits of " + "a-very-long-name".repeat(12));
    text(sample);
    // An interval of 50 ± 450 percentage points.
    Path summary =
        folder
            .resolve("runs")
            .resolve(SampleComparison.folderName(entries.get(0).label(), 1))
            .resolve("summary.json");
    String json = Files.readString(summary);
    Files.writeString(
        summary, json.replaceFirst("\"test_accuracy\" : [0-9.]+", "\"test_accuracy\" : 1"));
    String text = again();
    // A word stays whole: it may be a path.
    assertTrue(
        text.lines().allMatch(line -> PlainText.length(line) <= 80 || line.indexOf(' ') < 0), text);
    String narrow = ComparisonReport.read(folder).text(60);
    assertTrue(
        narrow.lines().allMatch(line -> PlainText.length(line) <= 60 || line.indexOf(' ') < 0),
        narrow);
    assertTrue(text.lines().anyMatch(line -> line.startsWith("nes") && line.contains("…")), text);
    assertTrue(text.contains("3.1e-7"), text);
  }

  @Test
  void oneSeedIsNoEvidence() throws IOException {
    String text = text(SampleComparison.standard().withSeeds(3L));
    assertTrue(text.startsWith("MNIST, seed 3, 6 epochs\n"), text);
    assertTrue(text.contains("One seed cannot tell a difference from luck"), text);
    assertFalse(text.contains("±  "), text);
  }

  @Test
  void equalAccuraciesHaveNoInterval() throws IOException {
    String none = "Where all seeds give the same accuracy, there is no spread";
    SampleComparison sample = SampleComparison.standard().withSeeds(1L, 2L);
    assertFalse(text(sample).contains(none));
    for (String seed : List.of("1", "2")) {
      Path summary = folder.resolve("runs/adam-seed" + seed + "/summary.json");
      String json = Files.readString(summary);
      Files.writeString(summary, json.replaceFirst("(\"test_accuracy\" : )[0-9.]+", "$11.0"));
    }
    String text = again();
    assertTrue(text.contains(none), text);
    assertTrue(text.lines().anyMatch(l -> l.matches("adam +0.001 +100.00 ± 0.00 +best")), text);
  }

  @Test
  void seedsAreNamed() throws IOException {
    assertTrue(
        text(SampleComparison.standard().withSeeds(7L, 2L)).startsWith("MNIST, 2 seeds (2, 7), "));
  }

  @Test
  void unfinishedRunsAreSaid() throws IOException {
    SampleComparison.standard().write(folder);
    Files.delete(folder.resolve("runs/adam-seed1/summary.json"));
    assertTrue(again().contains("1 of 25 runs not finished, and left out of all figures."));
  }

  @Test
  void builtInDigitsAreNotMnist() throws IOException {
    String text = text(SampleComparison.standard().withDataset("built-in digits"));
    assertTrue(text.contains("These are the built-in digits, not MNIST:"), text);
    assertFalse(text(SampleComparison.standard()).contains("built-in"));
  }

  @Test
  void theChosenRatesAreNamedAndThoseOnTheEdge() throws IOException {
    String text = text(SampleComparison.standard().withTuning());
    assertTrue(text.contains("\nThe learning rates were chosen by trials on validation data.\n"));
    assertTrue(text.lines().anyMatch(line -> line.startsWith("adam              0.001 ")), text);
    assertFalse(text.contains("rate tried"), text);

    // Without the rates above 0.1, 0.1 is the largest; adam's all diverge.
    String tuning =
        Files.readString(folder.resolve("tuning.csv"))
            .replaceAll("sgd:lr=0.1,sgd,he,(0.3|1.0).*\n", "")
            .replaceAll("(adam,adam,he,[^,]*,\\d+),[^,]*,[^,]*,.*", "$1,,,true,false");
    Files.writeString(folder.resolve("tuning.csv"), tuning);
    String edge = again();
    assertTrue(
        edge.contains("sgd:lr=0.1: 0.1 is the largest rate tried; a better one may lie above it."),
        edge);
    assertTrue(edge.contains("adam: all 8 rates tried diverged."), edge);
  }

  /** Not the step that reached it. */
  @Test
  void saysThatATargetIsLookedAtAfterEachEpoch() throws IOException {
    String text = text(SampleComparison.standard());
    assertTrue(
        text.replaceAll("\\s+", " ").contains("to the end of the first epoch that reached it"),
        text);
  }

  @Test
  void withoutATargetThereAreNoColumnsForIt() throws IOException {
    String text = text(SampleComparison.standard().withTarget(null));
    assertFalse(text.contains("steps to"), text);
    assertFalse(text.contains("target"), text);
  }
}
