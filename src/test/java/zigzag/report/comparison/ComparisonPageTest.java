package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.TuningTrial;
import zigzag.report.comparison.SampleComparison.Entry;
import zigzag.report.page.Banner;

@Tag("slow")
class ComparisonPageTest {
  private static final Entry GOOD = entry("good", 0.97);
  private static final Entry EQUAL = entry("equal", 0.97);
  private static final Entry BAD = entry("bad", 0.94);
  private static final Entry LOST = entry("lost", 0.96, 1L, 2L, 3L, 4L, 5L);

  @TempDir Path temporary;
  private Path folder;

  private static Entry entry(String label, double accuracy, Long... diverging) {
    return new Entry(label, "sgd", "he", 0.1, accuracy, 50, Set.of(diverging));
  }

  private static SampleComparison sample(Entry... entries) {
    return SampleComparison.standard().withEntries(List.of(entries));
  }

  private ComparisonSummary summary(SampleComparison sample) throws IOException {
    folder = Files.createTempDirectory(temporary, "").resolve("comparison");
    sample.write(folder);
    return ComparisonSummary.of(ComparisonFolder.read(folder));
  }

  private String page(SampleComparison sample) throws IOException {
    return new ComparisonPage(summary(sample)).render();
  }

  private String verdict(SampleComparison sample) throws IOException {
    return new ComparisonHeadline(summary(sample)).verdict().replace('\u00a0', ' ');
  }

  private List<String> banners(SampleComparison sample) throws IOException {
    return new ComparisonHeadline(summary(sample)).banners().stream().map(Banner::title).toList();
  }

  private static JsonNode data(String page) throws IOException {
    Matcher script =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertTrue(script.find());
    return new ObjectMapper().readTree(script.group(1));
  }

  private static void assertMatches(String pattern, String text) {
    assertTrue(text.matches(pattern), text);
  }

  @Test
  void aClearWinnerIsNamed() throws IOException {
    assertMatches(
        "good is best: it gets 9[67]\\.\\d\\d % of the test set right on average over 5 seeds,"
            + " [23]\\.\\d\\d percentage points ahead of bad, which is more than luck explains"
            + " \\(p < 0\\.001\\)\\.",
        verdict(sample(BAD, GOOD)));
  }

  @Test
  void aLeadThatMayBeLuckIsCalledThat() throws IOException {
    assertMatches(
        "(good|equal) has the highest mean: .* (ahead of|level with) (good|equal), which may be"
            + " luck \\(p = [01]\\.\\d+\\)\\.",
        verdict(sample(GOOD, EQUAL, BAD)));
  }

  @Test
  void whoElseMayBeAsGoodIsNamed() throws IOException {
    assertMatches(
        ".*, which may be luck \\(p = .*\\); (good|equal|third) may be as good, too\\.",
        verdict(sample(GOOD, EQUAL, entry("third", 0.97), BAD)));
  }

  @Test
  void oneSeedCantTell() throws IOException {
    assertMatches(
        "good comes out first: 9.* with one seed, .* ahead of bad; whether that is luck, one seed"
            + " can’t tell\\.",
        verdict(sample(GOOD, BAD).withSeeds(7L)));
  }

  @Test
  void oneLabelIsNotCompared() throws IOException {
    assertMatches(
        "good gets 9.* % of the test set right on average over 5 seeds \\(95 % interval .* to .*"
            + " %\\)\\.",
        verdict(sample(GOOD)));
  }

  @Test
  void theOnlyOneThatConvergedIsCalledThat() throws IOException {
    assertMatches(
        "bad is the only label of which every run converged: it gets 9.*",
        verdict(sample(entry("good", 0.97, 3L), BAD)));
  }

  @Test
  void withoutAnyThatConvergedThereIsNoBest() throws IOException {
    assertMatches("No label got all its runs through.*", verdict(sample(LOST)));
    String page = page(sample(LOST));
    assertTrue(page.contains("No run has a test accuracy."));
  }

  @Test
  void aLabelWithoutARunIsNoRival() throws IOException {
    folder = temporary.resolve("comparison");
    sample(GOOD, BAD).write(folder);
    for (int seed = 1; seed <= 5; seed++) {
      Files.delete(folder.resolve("runs/bad-seed" + seed + "/summary.json"));
    }
    ComparisonSummary summary = ComparisonSummary.of(ComparisonFolder.read(folder));
    assertMatches(
        "good gets .*; no run of another label is finished\\.",
        new ComparisonHeadline(summary).verdict());
    assertEquals(
        List.of("5 of 10 runs are not finished."),
        new ComparisonHeadline(summary).banners().stream().map(Banner::title).toList());
    assertTrue(new ComparisonPage(summary).render().contains("<small>no run is finished</small>"));
  }

  @Test
  void whatWasComparedIsNamedOrCounted() throws IOException {
    assertEquals("good and bad", new ComparisonHeadline(summary(sample(GOOD, BAD))).title());
    List<Entry> grid = new ArrayList<>();
    for (String rule : List.of("sgd", "momentum", "nesterov", "adam", "adagrad")) {
      for (String init : List.of("he", "xavier", "orthogonal")) {
        grid.add(new Entry(rule + "," + init, rule, init, 0.1, 0.96, 50, Set.of()));
      }
    }
    SampleComparison many = SampleComparison.standard().withEntries(grid).withSeeds(1L);
    assertEquals("5 optimizers with 3 initializers", new ComparisonHeadline(summary(many)).title());
    SampleComparison some = many.withEntries(grid.subList(0, 14));
    assertEquals("14 variants", new ComparisonHeadline(summary(some)).title());
  }

  @Test
  void everyWarningHasItsBanner() throws IOException {
    assertEquals(List.of(), banners(sample(GOOD, BAD)));
    assertEquals(
        List.of("Runs diverged: lost (5 of 5).", "Built-in digits, not MNIST."),
        banners(sample(GOOD, LOST).withDataset("built-in digits, 1,000 of 60,000")));
  }

  @Test
  void aRateOnTheEdgeOfItsGridHasABanner() throws IOException {
    folder = temporary.resolve("comparison");
    sample(GOOD, BAD).withTuning().write(folder);
    Path tuning = folder.resolve(TuningTrial.FILE.name());
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(tuning)) {
      // Without the larger rates, that of good is the largest.
      boolean above = row.startsWith("good") && Double.parseDouble(row.split(",", -1)[3]) > 0.11;
      if (!above) {
        rows.add(row.startsWith("bad") ? row.replace(",true", ",false") : row);
      }
    }
    Files.write(tuning, rows.stream().filter(row -> !row.contains(",,,")).toList());
    ComparisonSummary summary = ComparisonSummary.of(ComparisonFolder.read(folder));
    List<String> titles =
        new ComparisonHeadline(summary).banners().stream().map(Banner::title).toList();
    assertEquals(
        List.of(
            "The best learning rate is the last one tried: good (largest).",
            "No learning rate was chosen: bad."),
        titles);
    assertTrue(new ComparisonPage(summary).render().contains("0.1, the largest"));
  }

  @Test
  void nothingInTheFolderCanBecomeMarkup() throws IOException {
    String evil = "</script><b>bold</b><!--&\"'";
    String page = page(sample(entry(evil, 0.97), BAD).withTuning());
    assertFalse(page.contains("<b>"));
    assertFalse(page.contains("<!--"));
    assertEquals(
        3, page.split("</script>", -1).length - 1, "the data, the library and the modules");
    assertEquals(evil, data(page).at("/labels/0").textValue());
    assertTrue(page.contains("&lt;/script&gt;&lt;b&gt;bold"));
  }

  @Test
  void neighbouringStepsAreAveragedAndDivergedOnesEnd() throws IOException {
    JsonNode data = data(page(sample(GOOD, LOST)));
    // 1,500 steps in groups of 3.
    assertEquals(3, data.at("/steps/group").intValue());
    assertEquals(500, data.at("/steps/step").size());
    assertEquals(2, data.at("/steps/step/0").doubleValue());
    assertEquals(1499, data.at("/steps/step/499").doubleValue());
    List<String> steps = Files.readAllLines(folder.resolve("runs/good-seed1/steps.csv"));
    double mean =
        steps.subList(4, 7).stream()
            .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[1]))
            .average()
            .orElseThrow();
    assertEquals(mean, data.at("/runs/0/loss/1").doubleValue(), 1e-4 * mean);
    JsonNode lost = data.at("/runs/5");
    assertTrue(lost.path("diverged").booleanValue());
    assertEquals(1, lost.path("label").intValue());
    assertEquals(500, lost.path("loss").size());
    assertTrue(lost.at("/loss/92").isNumber(), "steps 277 to 279");
    assertTrue(lost.at("/loss/93").isNull(), "step 280 is NaN");
    assertTrue(lost.at("/loss/499").isNull());
    assertEquals(7, data.path("epoch").size());
    assertTrue(lost.at("/accuracy/1").isNumber());
    assertTrue(lost.at("/accuracy/2").isNull());
  }

  @Test
  void trialsOfLearningRatesAreOnOneGrid() throws IOException {
    JsonNode tuning = data(page(SampleComparison.standard().withTuning())).path("tuning");
    double before = 0;
    for (JsonNode rate : tuning.path("rates")) {
      assertTrue(rate.doubleValue() > before);
      before = rate.doubleValue();
    }
    assertEquals(5, tuning.path("curves").size());
    for (JsonNode curve : tuning.path("curves")) {
      assertEquals(tuning.path("rates").size(), curve.path("mean").size());
      int chosen = curve.at("/chosen/0").intValue();
      double loss = curve.path("mean").get(chosen).doubleValue();
      assertTrue(curve.path("low").get(chosen).doubleValue() <= loss);
      assertTrue(curve.path("high").get(chosen).doubleValue() >= loss);
      int diverged = curve.at("/diverged/0").intValue();
      assertTrue(curve.path("mean").get(diverged).isNull());
    }
    assertTrue(data(page(SampleComparison.standard())).path("tuning").isNull());
  }

  @Test
  void theTableIsBestFirstAndLeavesOutColumnsThatSayNothing() throws IOException {
    String page = page(sample(BAD, GOOD, LOST));
    assertTrue(page.indexOf("data-value=\"good\"") < page.indexOf("data-value=\"bad\""));
    assertTrue(page.indexOf("data-value=\"bad\"") < page.indexOf("data-value=\"lost\""));
    assertTrue(page.contains("95 % interval</button>"));
    assertTrue(page.contains("Steps to 95 %</button>"));
    assertTrue(page.contains(">Diverged</button>"));
    String one = page(sample(BAD, GOOD).withSeeds(1L).withTarget(null));
    assertFalse(one.contains("95 % interval</button>"));
    assertFalse(one.contains("Steps to"));
    assertFalse(one.contains(">Diverged</button>"));
  }

  @Test
  void aPageOfAHundredRunsIsSmall() throws IOException {
    Long[] seeds = new Long[50];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = i + 1L;
    }
    ComparisonSummary summary = summary(sample(GOOD, BAD).withSeeds(seeds));
    String page = new ComparisonPage(summary).render();
    assertEquals(100, summary.folder().runs().size());
    ArrayNode runs = (ArrayNode) data(page).path("runs");
    assertEquals(500, runs.get(99).path("loss").size());
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 1_000_000, () -> bytes + " bytes");
  }

  @Test
  void theSameFolderGivesTheSamePage() throws IOException {
    SampleComparison tuned = SampleComparison.standard().withTuning();
    assertEquals(page(tuned), page(tuned));
  }
}
