package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.report.chart.Palette;
import zigzag.report.chart.SvgDocuments;
import zigzag.report.comparison.SampleComparison.Entry;

@Tag("slow")
class ComparisonReportTest {
  private static final List<String> TUNING = List.of("tuning.svg", "tuning.png");

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = temporary.resolve("comparison");
  }

  private static Entry entry(String label, String optimizer, double rate, double accuracy) {
    return new Entry(label, optimizer, "he", rate, accuracy, 50, Set.of());
  }

  /** Two labels with two seeds and figures of their own, one run diverged. */
  private void writeSmall(String first, String second) throws IOException {
    SampleComparison.standard()
        .withEntries(List.of(entry(first, "sgd", 0.1, 0.97), entry(second, "adam", 1e-5, 0.96)))
        .withSeeds(2L, 1L)
        .write(folder);
    metrics(first, 1, "1,2,0.5,0.8,0.4,0.949,0.1,1,0.1\n2,3,0.25,0.9,0.3,0.95,0.1,1,0.2\n");
    metrics(first, 2, "1,2,0.5,0.8,0.4,0.96,0.1,1,1.5\n2,3,1E-4,0.9,0.3,0.95,0.1,1,2\n");
    metrics(second, 1, "1,2,0.5,0.8,,,0.1,1,3\n2,3,0.75,0.9,,,0.1,1,3\n");
    metrics(second, 2, "");
    result(first, 1, "0.9751", "0.08");
    result(first, 2, "0.9748", "0.09");
    result(second, 1, "0.9745", "0.1");
    Files.writeString(
        run(second, 2).resolve("summary.json"), "{\"dataset\": \"MNIST\", \"diverged\": true}");
    Files.writeString(run(second, 2).resolve("steps.csv"), "step,loss\n1,NaN\n");
  }

  private Path run(String label, int seed) {
    return folder.resolve("runs").resolve(SampleComparison.folderName(label, seed));
  }

  private void metrics(String label, int seed, String rows) throws IOException {
    Files.writeString(
        run(label, seed).resolve("metrics.csv"),
        String.join(",", EpochMetrics.FILE.columns()) + "\n0,0,,,2.3,0.1,,,\n" + rows);
    Files.writeString(run(label, seed).resolve("steps.csv"), "step,loss\n1,2.3\n2,1\n3,0.5\n");
  }

  private void result(String label, int seed, String accuracy, String loss) throws IOException {
    Files.writeString(
        run(label, seed).resolve("summary.json"),
        String.format(
            "{\"dataset\": \"MNIST\", \"test_accuracy\": %s, \"test_loss\": %s}", accuracy, loss));
  }

  private void computedOn(String label, int seed, String processor) throws IOException {
    new RunConfig(Json.read(run(label, seed).resolve("config.json")))
        .on(processor)
        .write(run(label, seed));
  }

  @Test
  void differentProcessorsAreNamed() throws IOException {
    writeSmall("sgd", "adam");
    String among = "computed on different processors: ";
    for (int seed = 1; seed <= 2; seed++) {
      computedOn("sgd", seed, "Fast <1>");
    }
    assertFalse(written("summary.md").contains(among), "the others tell of none");
    computedOn("adam", 1, "Slow\n2");
    String all = among + "Fast <1>; Slow\\u000a2. Between kinds of processors the last digits";
    assertTrue(
        ComparisonReport.read(folder).json().path("notes").toString().contains("u000a2. Be"));
    assertTrue(ComparisonReport.read(folder).text(10_000).contains(all));
    assertTrue(written("summary.md").contains(among + "Fast \\<1\\>; Slow"));
    assertTrue(
        written("report.html").contains("Runs on different processors: Fast &lt;1&gt;, Slow"));
    for (int i = 1; i <= 4; i++) {
      computedOn(i < 3 ? "sgd" : "adam", 2 - i % 2, "P" + i);
    }
    assertTrue(written("summary.md").contains(among + "P1; P2; P3; P4. "));
  }

  private String written(String name) throws IOException {
    ComparisonReport.read(folder).write(folder);
    return Files.readString(folder.resolve(name));
  }

  @Test
  void theResultsToTheLetter() throws IOException {
    writeSmall("a,b", "adam");
    assertEquals(
        """
        label,optimizer,init,lr,seed,test_accuracy,test_loss,steps_to_target,seconds,diverged,\
        train_loss,validation_loss,validation_accuracy,steps
        "a,b",sgd,he,0.1,1,0.9751,0.08,3,0.3,false,0.25,0.3,0.95,3
        "a,b",sgd,he,0.1,2,0.9748,0.09,2,3.5,false,0.0001,0.3,0.95,3
        adam,adam,he,0.00001,1,0.9745,0.1,,6,false,0.75,,,3
        adam,adam,he,0.00001,2,,,,0,true,,2.3,0.1,1
        """,
        written("results.csv"));
  }

  /**
   * Of the accuracies 0.9751 and 0.9748: {@code x = np.array([.9751, .9748]); x.std(ddof=1), m =
   * x.mean(); r = stats.t.isf(.025, 1) * stats.sem(x) / (m * (1 - m)); expit(logit(m) - r),
   * expit(logit(m) + r)}, and mean and deviation of the losses 0.25 and 0.0001.
   */
  @Test
  void theSummaryToTheLetter() throws IOException {
    writeSmall("a,b", "adam");
    assertEquals(
        """
        label,optimizer,init,lr,runs,diverged,accuracy_mean,accuracy_sd,accuracy_low,\
        accuracy_high,train_loss_mean,train_loss_sd,difference,difference_low,difference_high,\
        common_seeds,p_adjusted,verdict,reached_target,steps_to_target,seconds_to_target,seconds
        "a,b",sgd,he,0.1,2,0,0.97495,0.0002121320344,0.9729717492,0.9767869132,0.12505,\
        0.1767059846,,,,,,best,2,2.5,0.9,1.9
        adam,adam,he,0.00001,2,1,0.9745,,,,0.75,,-0.0006,,,1,,diverged,0,,,6
        """,
        written("summary.csv"));
  }

  @Test
  void theTablesForATextSayTheSame() throws IOException {
    writeSmall("a,b", "adam");
    List<String> markdown = written("summary.md").lines().toList();
    assertEquals(
        "| label | learning rate | test accuracy (%) | 95 % interval | difference to the best |"
            + " p (adjusted) | verdict |",
        markdown.get(0));
    assertEquals("| a,b | 0.1 | 97.50 ± 0.02 | 97.30 to 97.68 |  |  | best |", markdown.get(2));
    assertEquals("| adam | 1e-5 | 97.45 |  | −0.06 |  | not all runs converge |", markdown.get(3));
    assertTrue(markdown.get(5).startsWith("MNIST, 2 seeds (1 to 2), 6 epochs. Test accuracy: "));
    assertEquals("| a,b | 2 | 0 | 0.1251 ± 0.1767 | 1.90 | 3 | 0.90 | 2 |", markdown.get(9));
    List<String> latex = written("summary.tex").lines().toList();
    assertTrue(latex.contains("a,b & 0.1 & 97.50 $\\pm$ 0.02 & 97.30 to 97.68 &  &  & best \\\\"));
    assertTrue(latex.contains("adam & 1e-5 & 97.45 &  & $-$0.06 &  & diverged \\\\"));
    assertTrue(
        latex.stream().anyMatch(line -> line.startsWith("MNIST, 2 seeds (1 to 2), 6 epochs.")));
  }

  /** Of all four: what level, that the best was picked from the same runs, what luck is meant. */
  @Test
  void everyMediumSaysHowMuchLuckItKnowsOf() throws IOException {
    SampleComparison.standard().write(folder);
    ComparisonReport report = ComparisonReport.read(folder);
    report.write(folder);
    ComparisonWords words =
        new ComparisonWords(ComparisonSummary.of(ComparisonFolder.read(folder)));
    List<String> sentences = new ArrayList<>(List.of(words.method()));
    sentences.addAll(words.luck());
    assertTrue(sentences.get(0).contains("95 % interval is for the label by itself"));
    assertTrue(sentences.get(0).contains("95 % intervals and p"));
    assertTrue(sentences.get(0).contains("hold for all 6 pairs of labels together"));
    assertTrue(sentences.get(1).startsWith("The best was picked from these same runs."));
    assertTrue(sentences.get(2).startsWith("Split and test set are the same for all runs"));
    String text = report.text(80).replaceAll("\\s+", " ");
    String markdown = Files.readString(folder.resolve("summary.md"));
    String latex = Files.readString(folder.resolve("summary.tex"));
    String page = Files.readString(folder.resolve("report.html")).replace("&#39;", "'");
    String json = report.json().toString();
    for (String sentence : sentences) {
      assertTrue(text.contains(sentence), text);
      assertTrue(markdown.contains(ComparisonText.escapeMarkdown(sentence)), markdown);
      assertTrue(latex.contains(ComparisonText.escapeLatex(sentence)), latex);
      assertTrue(page.contains(sentence), page);
      assertTrue(json.contains(sentence), json);
    }
  }

  @Test
  void whatMeansSomethingToMarkdownOrLatexIsEscaped() throws IOException {
    writeSmall("a_b|c&d%", "e*[f]{g}$#~^\\<h>`");
    assertTrue(written("summary.md").contains("| a\\_b\\|c\\&d% | 0.1 |"));
    assertTrue(written("summary.md").contains("| e\\*\\[f\\]{g}\\$\\#\\~^\\\\\\<h\\>\\` | 1e-5 |"));
    assertTrue(written("summary.tex").contains("a\\_b$|$c\\&d\\% & 0.1 &"));
    assertTrue(
        written("summary.tex")
            .contains(
                "e*{[}f]\\{g\\}\\$\\#\\textasciitilde{}\\textasciicircum{}\\textbackslash{}"
                    + "$<$h$>$` & 1e-5 &"));
  }

  @Test
  void everyFileIsWrittenAndNothingElse() throws IOException {
    SampleComparison.standard().withTuning().write(folder);
    Set<String> before = names();
    ComparisonReport.read(folder).write(folder);
    Set<String> after = names();
    after.removeAll(before);
    assertEquals(Set.copyOf(ComparisonReport.FILES), after);
  }

  private Set<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return new java.util.HashSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void aReportOfUntunedRunsLeavesNoChartOfAnEarlierTuning() throws IOException {
    SampleComparison.standard().withTuning().write(folder);
    ComparisonReport.read(folder).write(folder);
    assertTrue(names().containsAll(TUNING));
    SampleComparison.standard().write(folder);
    ComparisonReport.read(folder).write(folder);
    assertFalse(names().contains("tuning.svg") || names().contains("tuning.png"));
  }

  @Test
  void theSameComparisonGivesTheSameBytes() throws IOException {
    SampleComparison.standard().withTuning().write(folder);
    ComparisonReport.read(folder).write(folder);
    Path again = temporary.resolve("again").resolve("comparison");
    SampleComparison.standard().withTuning().write(again);
    ComparisonReport.read(again).write(again);
    ComparisonReport.read(again).write(again);
    for (String name : ComparisonReport.FILES) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(again.resolve(name)), name);
    }
  }

  @Test
  void thePngIsTheChartAtTwiceItsSize() throws IOException {
    SampleComparison.standard().withTuning().write(folder);
    for (String name : List.of("loss", "accuracy", "tuning")) {
      Element svg = SvgDocuments.parse(written(name + ".svg")).getDocumentElement();
      BufferedImage png = ImageIO.read(folder.resolve(name + ".png").toFile());
      assertEquals(2 * Double.parseDouble(svg.getAttribute("width")), png.getWidth(), 0.51, name);
      assertEquals(2 * Double.parseDouble(svg.getAttribute("height")), png.getHeight(), 0.51, name);
      assertEquals(0xffffffff, png.getRGB(0, 0), "the background");
      assertTrue(hasInk(png.getSubimage(40, 20, 400, 50)), name + " has no title");
      assertTrue(hasInk(png.getSubimage(10, 300, 50, 400)), name + " has no axis label");
    }
  }

  /** Whether something is drawn in the dark grey of text. */
  private static boolean hasInk(BufferedImage part) {
    int dark = 0;
    for (int y = 0; y < part.getHeight(); y++) {
      for (int x = 0; x < part.getWidth(); x++) {
        dark += (part.getRGB(x, y) & 0xff) < 0x60 ? 1 : 0;
      }
    }
    return dark > 100;
  }

  @Test
  void theChartsShowTheLabels() throws IOException {
    SampleComparison.standard().withTuning().write(folder);
    var loss = SvgDocuments.parse(written("loss.svg"));
    assertTrue(SvgDocuments.texts(loss).contains("sgd:lr=3 (2/5 diverged)"));
    assertEquals(5, SvgDocuments.curves(loss).size());
    assertTrue(
        SvgDocuments.texts(loss).stream().anyMatch(t -> t.startsWith("MNIST: adam ends lowest,")));
    var accuracy = SvgDocuments.parse(written("accuracy.svg"));
    assertEquals(5, SvgDocuments.curves(accuracy).size());
    assertTrue(
        SvgDocuments.texts(accuracy).stream()
            .anyMatch(t -> t.startsWith("MNIST: adam is best on the test set, 97.5")));
    var tuning = SvgDocuments.parse(written("tuning.svg"));
    // A line, a ring and a cross for each label, and the line that parts the crosses.
    assertEquals(5 + 5 + 5 + 1, SvgDocuments.curves(tuning).size());
    assertTrue(SvgDocuments.texts(tuning).containsAll(List.of("chosen", "diverged", "0.001", "1")));
  }

  @Test
  void aLabelHasTheSameLookInEveryChart() throws IOException {
    SampleComparison.standard().withTuning().write(folder);
    for (String name : List.of("loss.svg", "accuracy.svg", "tuning.svg")) {
      List<Element> curves = SvgDocuments.curves(SvgDocuments.parse(written(name))).subList(0, 5);
      List<String> strokes = curves.stream().map(curve -> curve.getAttribute("stroke")).toList();
      assertEquals(
          Stream.of(0, 1, 3, 2, 0).map(hue -> Palette.HUES.get(hue).light()).toList(), strokes);
      assertEquals(
          5,
          curves.stream()
              .map(c -> c.getAttribute("stroke") + c.getAttribute("stroke-dasharray"))
              .distinct()
              .count());
    }
  }

  @Test
  void aLabelFarBehindDoesNotSqueezeTheOthers() throws IOException {
    SampleComparison.standard()
        .withEntries(
            List.of(
                entry("a", "sgd", 1, 0.97), entry("b", "sgd", 1, 0.95), entry("c", "sgd", 1, 0.2)))
        .write(folder);
    var accuracy = SvgDocuments.parse(written("accuracy.svg"));
    assertEquals(2, SvgDocuments.curves(accuracy).size());
    assertTrue(
        SvgDocuments.texts(accuracy).stream()
            .anyMatch(t -> t.matches("c \\(not shown: 1.\\.. %\\)")));
  }

  @Test
  void chartsOfBuiltInDigitsSaySo() throws IOException {
    SampleComparison.standard().withDataset("built-in digits").withTuning().write(folder);
    for (String name : List.of("loss.svg", "accuracy.svg", "tuning.svg")) {
      var svg = SvgDocuments.parse(written(name));
      assertTrue(SvgDocuments.texts(svg).contains("built-in digits, not MNIST"), name);
    }
  }

  @Test
  void aComparisonInWhichEverythingDivergedHasAReport() throws IOException {
    SampleComparison.standard()
        .withEntries(List.of(new Entry("a", "sgd", "he", 9, 0.9, 50, Set.of(1L, 2L, 3L, 4L, 5L))))
        .write(folder);
    var accuracy = SvgDocuments.parse(written("accuracy.svg"));
    assertTrue(SvgDocuments.texts(accuracy).contains("a (5/5 diverged)"));
    assertTrue(SvgDocuments.texts(accuracy).contains("nothing to draw: no finite values"));
    assertTrue(ComparisonReport.read(folder).text(80).contains("5 of 5"));
    assertTrue(ComparisonReport.read(folder).json().get("best").isNull());
  }

  @Test
  void withoutValidationDataTheTrainingAccuracyIsDrawn() throws IOException {
    writeSmall("a", "b");
    for (String label : List.of("a", "b")) {
      for (int seed = 1; seed <= 2; seed++) {
        metrics(label, seed, "1,2,0.5,0.8,,,0.1,1,0.1\n2,3,0.25,0.9,,,0.1,1,0.2\n");
        String table = Files.readString(run(label, seed).resolve("metrics.csv"));
        Files.writeString(
            run(label, seed).resolve("metrics.csv"), table.replace("2.3,0.1,,,", ",,,,"));
      }
    }
    var accuracy = SvgDocuments.parse(written("accuracy.svg"));
    assertTrue(
        SvgDocuments.texts(accuracy).stream().anyMatch(t -> t.startsWith("Training accuracy")));
    assertTrue(SvgDocuments.texts(accuracy).contains("90.0"));
  }

  @Test
  void theJsonHasTheNumbersOfTheTables() throws IOException {
    SampleComparison.standard().withTuning().write(folder);
    JsonNode json = ComparisonReport.read(folder).json();
    assertEquals("adam", json.get("best").textValue());
    assertEquals(25, json.get("runs").size());
    assertEquals(0.95, json.get("target").doubleValue());
    JsonNode second = json.get("labels").get(1);
    ComparisonSummary summary = ComparisonSummary.of(ComparisonFolder.read(folder));
    LabelSummary label = summary.labels().get(1);
    assertEquals(label.label().label(), second.get("label").textValue());
    assertEquals(label.meanAccuracy(), second.at("/test_accuracy/mean").doubleValue());
    assertEquals(
        label.difference().orElseThrow().estimate().interval().orElseThrow().low(),
        second.at("/difference/low").doubleValue());
    assertEquals(label.adjustedP(), second.get("p_adjusted").doubleValue());
    assertEquals("undecided", second.get("verdict").textValue());
    assertTrue(json.at("/labels/0/difference").isNull());
    assertEquals(0.001, json.at("/tuning/2/chosen").doubleValue());
    assertEquals("none", json.at("/tuning/2/edge").textValue());
    assertTrue(json.at("/runs/21/test_accuracy").isNull(), "diverged");
  }

  @Test
  void nothingIsWrittenWhereAFileIsMalformed() throws IOException {
    SampleComparison.standard().write(folder);
    Files.writeString(folder.resolve("runs/adam-seed1/steps.csv"), "a");
    Set<String> before = names();
    assertThrows(InputException.class, () -> ComparisonReport.read(folder));
    assertEquals(before, names());
  }
}
