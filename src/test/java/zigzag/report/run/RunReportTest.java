package zigzag.report.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.archive.NumberTable;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.Examples;
import zigzag.archive.run.StepLosses;
import zigzag.report.chart.SvgDocuments;
import zigzag.report.page.PageNetwork;

@Tag("slow")
class RunReportTest {
  private static final List<String> WRITTEN =
      List.of("loss.svg", "accuracy.svg", "confusion.svg", "report.html");

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void writeRun() throws IOException {
    folder = temporary.resolve("run");
    SampleRun.write(folder);
  }

  private String page() throws IOException {
    RunReport.write(folder);
    return Files.readString(folder.resolve("report.html"));
  }

  private static JsonNode data(String page) throws IOException {
    Matcher script =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertTrue(script.find());
    return new ObjectMapper().readTree(script.group(1));
  }

  private void replace(String file, String old, String replacement) throws IOException {
    String before = Files.readString(folder.resolve(file));
    assertTrue(before.contains(old), () -> file + " has no " + old);
    Files.writeString(folder.resolve(file), before.replace(old, replacement));
  }

  @Test
  void chartsAndPageAreWrittenAndNothingIsLeftOver() throws IOException {
    RunReport.write(folder);
    for (String name : WRITTEN.subList(0, 3)) {
      SvgDocuments.parse(Files.readString(folder.resolve(name)));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(6 + WRITTEN.size(), files.count());
    }
  }

  @Test
  void thePageSaysWhatWasTrained() throws IOException {
    replace(
        "config.json",
        "\"hidden\": 128,",
        "\"settings\": {\"activation\": \"relu\", \"init\": \"he\", \"optimizer\": \"adam\","
            + " \"seed\": 1, \"batch\": 100, \"hyperparameters\": {\"learningRate\": 0.001}},");
    replace("summary.json", "{", "{\"network\": \"784-128-10\",");
    String line = "MNIST: 784–128–10, relu, he weights, adam 0.001, batches of 100, seed 1<";
    assertTrue(page().contains(line));
  }

  @Test
  void examplesThatFitNothingAreRefused() throws IOException {
    SampleRun.writeExamples(folder);
    assertTrue(page().contains("id=\"digits\""));
    for (String row : List.of("1,4,10,0.5", "1,4,9,1.5", "-1,4,9,0.5", "1,4.5,9,0.5", "1,,9,0.5")) {
      String table = Files.readString(folder.resolve(Examples.TABLE.name()));
      replace(Examples.TABLE.name(), "3,2,7,0.8", row);
      assertTrue(problem().matches(".*examples.csv, line 4: .*it should be.*"), row);
      Files.writeString(folder.resolve(Examples.TABLE.name()), table);
    }
    replace(Examples.TABLE.name(), "3,2,7,0.8\n", "3,2,7,0.8\n".repeat(4));
    assertTrue(problem().contains("examples.png is no sheet of the 7 images"), problem());
    Files.delete(folder.resolve(Examples.SHEET));
    assertTrue(problem().contains("examples.png is missing"), problem());
  }

  @Test
  void thePageSaysWhyThereIsNothingToDrawFor() throws IOException {
    assertTrue(page().contains("model.safetensors is not in the folder"));
    replace("summary.json", "\"finished\"", "\"interrupted\"");
    assertTrue(page().contains("when the training has come to its end"));
    replace("summary.json", "\"interrupted\"", "\"diverged\"");
    assertTrue(page().contains("so no network was kept that could read a drawing"));
    PageNetwork broken = new PageNetwork(1, 1, 1, 1, "relu", new float[] {1, Float.NaN, 0, 0});
    RunReport.write(folder, Optional.of(broken));
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("parameters are not all finite numbers"));
    assertTrue(page.contains("src=\"data:image"), "the picture of the units stays");
    assertTrue(data(page).path("network").isNull());
    assertFalse(page.contains("<canvas"));
  }

  @Test
  void thePageSaysWhyThereIsNothingToStartADrawingFrom() throws IOException {
    PageNetwork network = new PageNetwork(1, 1, 1, 1, "relu", new float[4]);
    String why = "There are no test images to start from: examples.csv is not in the folder";
    RunReport.write(folder, Optional.of(network));
    assertTrue(Files.readString(folder.resolve("report.html")).contains(why));
    SampleRun.writeExamples(folder);
    RunReport.write(folder, Optional.of(network));
    assertFalse(Files.readString(folder.resolve("report.html")).contains(why));
  }

  private String problem() {
    return assertThrows(InputException.class, () -> RunReport.write(folder)).getMessage();
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    RunReport.write(folder);
    Path again = temporary.resolve("again").resolve("run");
    SampleRun.write(again);
    RunReport.write(again);
    for (String name : WRITTEN) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(again.resolve(name)), name);
    }
  }

  @Test
  void theStaticChartsShowTheRun() throws IOException {
    RunReport.write(folder);
    var loss = SvgDocuments.parse(Files.readString(folder.resolve("loss.svg")));
    assertTrue(
        SvgDocuments.texts(loss)
            .containsAll(
                List.of("each mini-batch", "validation", "MNIST, run run: test loss 0.0712")));
    assertEquals(3, SvgDocuments.curves(loss).size());
    var accuracy = SvgDocuments.parse(Files.readString(folder.resolve("accuracy.svg")));
    assertEquals(2, SvgDocuments.curves(accuracy).size());
    // Epoch 0, at 9.8 %, is left out; the lowest value after it is 90.5 %.
    assertTrue(SvgDocuments.texts(accuracy).containsAll(List.of("90", "100", "1", "10")));
    assertFalse(SvgDocuments.texts(accuracy).contains("0"));
  }

  @Test
  void thePageLoadsNothing() throws IOException {
    String page = page();
    Matcher attribute =
        Pattern.compile("(?i)\\b(?:src|srcset|poster|data|action)=\"([^\"]*)").matcher(page);
    int images = 0;
    while (attribute.find()) {
      assertTrue(attribute.group(1).startsWith("data:image/png;base64,"), attribute.group());
      images++;
    }
    assertEquals(1, images);
    String markup = page.replaceAll("(?s)<script.*?</script>", "");
    assertFalse(markup.contains("<link"));
    assertFalse(Pattern.compile("@import|url\\(").matcher(markup).find());
    assertFalse(Pattern.compile("href=\"[a-z]+:").matcher(markup).find());
    assertFalse(Pattern.compile("\\bfetch\\(|XMLHttpRequest|importScripts").matcher(page).find());
    assertTrue(page.contains("content=\"default-src 'none'; "));
    assertTrue(page.contains("Permission is hereby granted"), "uPlot's license");
  }

  @Test
  void theNumbersInThePageAreThoseOfTheFiles() throws IOException {
    JsonNode data = data(page());
    double[] loss = StepLosses.read(folder).column("loss");
    JsonNode drawn = data.path("steps").path("loss");
    assertEquals(loss.length, drawn.size());
    for (int i = 0; i < loss.length; i++) {
      assertEquals((float) loss[i], (float) drawn.get(i).doubleValue());
      assertEquals(i + 1, data.path("steps").path("step").get(i).intValue());
    }
    NumberTable metrics = EpochMetrics.read(folder);
    for (String column : EpochMetrics.FILE.columns()) {
      JsonNode values = data.path("epochs").path(column);
      for (int row = 0; row < metrics.rows(); row++) {
        double value = metrics.column(column)[row];
        if (Double.isNaN(value)) {
          assertTrue(values.get(row).isNull());
        } else {
          assertEquals(value, values.get(row).doubleValue(), column);
        }
      }
    }
  }

  @Test
  void manyStepsAreAveragedInGroups() throws IOException {
    StringBuilder csv = new StringBuilder("step,loss\n");
    for (int step = 1; step <= 100_001; step++) {
      csv.append(step).append(',').append(step == 5 ? "NaN" : step % 3).append('\n');
    }
    Files.writeString(folder.resolve("steps.csv"), csv);
    JsonNode steps = data(page()).path("steps");
    assertEquals(3, steps.path("group").intValue());
    assertEquals(33_334, steps.path("loss").size());
    assertEquals(2, steps.path("step").get(0).intValue());
    assertEquals(1, steps.path("loss").get(0).intValue());
    assertTrue(steps.path("loss").get(1).isNull(), "steps 4 to 6, one of them NaN");
    assertEquals(1.5, steps.path("loss").get(33_333).doubleValue(), "steps 100,000 and 100,001");
  }

  @Test
  void nothingInTheFolderCanBecomeMarkup() throws IOException {
    String evil = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>&\"'";
    folder = temporary.resolve("</script><b>".replace('/', '\u2044'));
    SampleRun.write(folder);
    String json = evil.replace("\"", "\\\"");
    replace("config.json", "scripts/zigzag train", json);
    replace("config.json", "\"hidden\"", "\"" + json + "\"");
    replace("summary.json", "\"MNIST\"", "\"modified " + json + "\"");
    String page = page();
    assertFalse(page.contains("alert(1)</script>"));
    assertFalse(page.contains("<img src=x"));
    assertFalse(page.contains("<!--"));
    assertFalse(page.contains("<b>"));
    assertEquals(
        3, page.split("</script>", -1).length - 1, "the data, the library and the modules");
    assertEquals(
        "modified " + evil + ": not the original files", data(page).path("note").textValue());
    assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"));
  }

  @Test
  void settingsAreFlattened() throws IOException {
    String page = page();
    for (String row :
        List.of(
            "<th scope=\"row\">dataset.sha256.train-images</th><td>ba891046e6505d7a</td>",
            "<th scope=\"row\">learning_rate</th><td>0.001</td>",
            "<th scope=\"row\">augment</th><td>null</td>",
            "<th scope=\"row\">sizes</th><td>[784,128,10]</td>")) {
      assertTrue(page.contains(row), row);
    }
    assertTrue(page.contains("<code>scripts/zigzag train --data mnist --optimizer adam"));
  }

  @Test
  void theTableOfEpochsHasShortNumbers() throws IOException {
    Files.writeString(
        folder.resolve("metrics.csv"),
        String.join(",", EpochMetrics.FILE.columns())
            + "\n12,6600,0.0123456789,1,NaN,,2e-5,Infinity,1.90\n");
    assertTrue(
        page()
            .contains(
                "<tr><td>12</td><td>6,600</td><td>0.012346</td><td>1</td><td></td><td></td>"
                    + "<td>2e-5</td><td>∞</td><td>1.9</td></tr>"));
  }

  /** A training of so many steps may end within its first epoch. */
  @Test
  void aLengthInStepsIsSaidInSteps() throws IOException {
    assertTrue(page().contains("Best epoch"), "a length in epochs");
    ObjectMapper json = new ObjectMapper();
    ObjectNode config = (ObjectNode) json.readTree(Files.readString(folder.resolve("config.json")));
    config.withObject("/settings").put("steps", 200);
    Files.writeString(folder.resolve("config.json"), config.toString());
    Files.writeString(
        folder.resolve("metrics.csv"),
        String.join(",", EpochMetrics.FILE.columns())
            + "\n0,0,,,,,,,0\n1,200,0.3,0.9,0.4,0.8,0.001,0.5,2\n");
    ObjectNode summary =
        (ObjectNode) json.readTree(Files.readString(folder.resolve("summary.json")));
    summary.put("best_epoch", 1).put("epochs", 1);
    Files.writeString(folder.resolve("summary.json"), summary.toString());
    String page = page();
    assertTrue(page.contains("Best step") && page.contains("of 200"), page);
    assertFalse(page.contains("Best epoch"));
  }

  @Test
  void theResultHasItsInterval() throws IOException {
    // Wilson: p = 10085 / 10340, z² / n = 3.8415 / 10340; centre 0.975162, reach 0.002994.
    assertTrue(page().contains("255 of 10,340 wrong; 95 % interval 97.22 to 97.82 %"));
  }

  @Test
  void aRunWithoutValidationData() throws IOException {
    Files.writeString(
        folder.resolve("metrics.csv"),
        String.join(",", EpochMetrics.FILE.columns())
            + "\n0,0,,,,,,,0\n1,550,0.3,0.9,,,0.001,0.5,2\n2,1100,0.2,0.95,,,0.001,0.4,2\n");
    JsonNode data = data(page());
    assertTrue(data.path("epochs").path("validation_loss").get(1).isNull());
    var loss = SvgDocuments.parse(Files.readString(folder.resolve("loss.svg")));
    assertFalse(SvgDocuments.texts(loss).contains("validation"));
    var accuracy = SvgDocuments.parse(Files.readString(folder.resolve("accuracy.svg")));
    assertEquals(1, SvgDocuments.curves(accuracy).size());
  }

  @Test
  void aRunThatWasInterruptedBeforeItsFirstEpoch() throws IOException {
    Files.writeString(
        folder.resolve("metrics.csv"), String.join(",", EpochMetrics.FILE.columns()) + "\n");
    Files.writeString(folder.resolve("steps.csv"), "step,loss\n");
    Files.writeString(
        folder.resolve("summary.json"), "{\"dataset\": \"MNIST\", \"stopped\": \"interrupted\"}");
    Files.delete(folder.resolve("confusion.csv"));
    Files.delete(folder.resolve("units.png"));
    String page = page();
    assertTrue(page.contains("The training was interrupted."));
    assertTrue(page.contains("the test set was not evaluated"));
    assertFalse(page.contains("Mistakes on the test set"));
    assertFalse(Files.exists(folder.resolve("confusion.svg")));
  }

  @ParameterizedTest
  @CsvSource({
    "\"MNIST\", \"built-in digits\", 'Built-in digits, not MNIST.'",
    "\"MNIST\", \"MNIST (modified)\", 'Not the original files.'",
    "'\"diverged\": false', '\"diverged\": true', 'The training diverged.'",
    "\"finished\", \"diverged\", 'The training diverged.'",
    "\"finished\", \"interrupted\", 'The training was interrupted.'",
    "'\"diverged\": false', '\"notes\": [\"All <zero>.\"]', 'The network did not learn.'",
    "'\"diverged\": false', '\"diagnosis\": [{\"symptom\": \"A <b>\", \"explanation\": \"C.\","
        + " \"try\": \"D.\"}]', 'A &lt;b&gt;.'",
  })
  void whatAReaderMustKnowComesFirst(String old, String replacement, String banner)
      throws IOException {
    assertFalse(page().contains("<p class=\"banner\" role") || page().contains("banner severe\""));
    replace("summary.json", old, replacement);
    assertTrue(page().contains("<strong>" + banner + "</strong>"));
  }

  @Test
  void chartsOfBuiltInDigitsSaySo() throws IOException {
    replace("summary.json", "\"MNIST\"", "\"built-in digits\"");
    RunReport.write(folder);
    for (String name : WRITTEN.subList(0, 3)) {
      var svg = SvgDocuments.parse(Files.readString(folder.resolve(name)));
      assertTrue(SvgDocuments.texts(svg).contains("built-in digits, not MNIST"), name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "summary.json", "metrics.csv", "steps.csv", "confusion.csv"})
  void aMissingOrEmptyFileIsNamed(String file) throws IOException {
    Files.writeString(folder.resolve(file), "");
    assertNamed(file);
    Files.delete(folder.resolve(file));
    assertNamed(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.json | {\"a\": 1} x",
        "config.json | [1, 2]",
        "config.json | {\"a\": 1, \"a\": 2}",
        "config.json | {\"a\": NaN}",
        "summary.json | {}",
        "summary.json | {\"dataset\": 5}",
        "summary.json | {\"dataset\": \"x\", \"test_accuracy\": \"0.9\"}",
        "summary.json | {\"dataset\": \"x\", \"test_accuracy\": 97.5}",
        "summary.json | {\"dataset\": \"x\", \"test_accuracy\": 0.5}",
        "summary.json | {\"dataset\": \"x\", \"seconds\": -1}",
        "summary.json | {\"dataset\": \"x\", \"stopped\": \"tired\"}",
        "summary.json | {\"dataset\": \"x\", \"diverged\": \"no\"}",
        "summary.json | {\"dataset\": \"x\", \"diagnosis\": [{\"symptom\": \"x\"}]}",
        "summary.json | {\"dataset\": \"x\", \"diagnosis\": \"x\"}",
        "metrics.csv | epoch,step",
        "steps.csv | loss,step",
        "confusion.csv | a,b",
        "confusion.csv | true\\predicted,0,1",
        "units.png | not an image",
      })
  void aMalformedFileIsNamedAndNothingIsWritten(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
    String named = content.endsWith("0.5}") ? "confusion.csv" : file;
    assertNamed(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metrics.csv | 3,1650, | 2,1650, | line 5",
        "metrics.csv | 3,1650, | 3,7, | line 5",
        "steps.csv | step,loss | step,loss\\n1.5,2 | line 2",
        "confusion.csv | 950 | -950 | line 2",
        "confusion.csv | 950 | 950.5 | line 2",
        "confusion.csv | 950 | x | line 2",
      })
  void aWrongNumberIsNamedWithItsLine(String file, String old, String replacement, String line)
      throws IOException {
    replace(file, old, replacement.replace("\\n", "\n"));
    assertTrue(assertNamed(file).contains(line));
  }

  @Test
  void aRunOfAComparisonHasNoPictureOfItsUnits() throws IOException {
    assertTrue(page().contains("What the hidden units look for"));
    Files.delete(folder.resolve("units.png"));
    assertFalse(page().contains("What the hidden units look for"));
  }

  @Test
  void aDamagedPictureIsRefused() throws IOException {
    byte[] png = Files.readAllBytes(folder.resolve("units.png"));
    Files.write(folder.resolve("units.png"), java.util.Arrays.copyOf(png, png.length / 2));
    assertNamed("units.png");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path nowhere = temporary.resolve("nowhere");
    InputException e = assertThrows(InputException.class, () -> RunReport.write(nowhere));
    assertTrue(e.getMessage().contains("nowhere is not a folder"));
  }

  private String assertNamed(String file) {
    InputException e = assertThrows(InputException.class, () -> RunReport.write(folder));
    assertTrue(e.getMessage().contains(folder.resolve(file).toString()), e::getMessage);
    assertEquals(1, e.getMessage().lines().count());
    assertFalse(e.getMessage().getBytes(StandardCharsets.UTF_8).length > 500, e::getMessage);
    for (String name : WRITTEN) {
      assertFalse(Files.exists(folder.resolve(name)), name);
    }
    return e.getMessage();
  }
}
