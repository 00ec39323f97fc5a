package zigzag.report.symmetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import zigzag.InputException;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.report.image.UnitSheet;
import zigzag.report.text.PlainText;

@Tag("slow")
class SymmetryReportTest {
  @TempDir Path folder;

  private String file(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Document xml(String name) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve(name).toFile());
  }

  @Test
  void theFolderIsReadAsItWasWritten() throws IOException {
    SampleSymmetry.standard().write(folder);
    SymmetryReport read = SymmetryReport.read(folder);
    assertEquals(64, read.hidden());
    assertEquals(0.5, read.zeroAt());
    assertEquals(2000, read.lastStep());
    assertEquals(12, read.steps().size());
    SymmetryInit zeros = read.inits().get(0);
    assertEquals("zeros", zeros.name());
    assertTrue(Double.isNaN(zeros.start().value(Column.MEAN_ABS_COSINE)), "zero vectors have none");
    assertEquals("1 → 1", zeros.change(Column.DISTINCT_UNITS));
    assertEquals("never", zeros.halfDistinctText());
    assertEquals(40, zeros.end().hidden().counts().size());
    assertEquals(242, zeros.end().units().width());
    assertEquals("0", read.inits().get(4).halfDistinctText());
  }

  @Test
  void allFilesAreWrittenWellFormedAndSmall() throws Exception {
    SampleSymmetry.standard().write(folder);
    SymmetryReport.write(folder);
    for (String name : SymmetryReport.FILES) {
      assertTrue(Files.exists(folder.resolve(name)), name);
    }
    assertEquals("svg", xml("symmetry.svg").getDocumentElement().getTagName());
    int plots = xml("symmetry.svg").getElementsByTagName("svg").getLength() - 1;
    assertEquals(2, plots);
    String bars = file("activations.svg");
    assertEquals("svg", xml("activations.svg").getDocumentElement().getTagName());
    assertEquals(20, bars.lines().filter(l -> l.matches(".*zz-f\\d.*v-.*")).count());
    long bytes = Files.size(folder.resolve("report.html"));
    assertTrue(bytes < 8_000_000, bytes + " bytes");
  }

  @Test
  void theHeadlineSaysWhoseUnitsStayedAlike() throws IOException {
    SampleSymmetry.standard().write(folder);
    assertEquals(
        "After 2,000 steps, zeros and constant:value=0.1 have 1 distinct unit of 64 and get 11.4 to"
            + " 21.4 % of the test set right; normal:sd=0.01, xavier and he have 64 and get 95.0 to"
            + " 97.0 %.",
        SymmetryHeadline.of(SymmetryReport.read(folder)));
  }

  @Test
  void theHeadlineSaysWhoseUnitsCameApart() throws IOException {
    SampleSymmetry.small().write(folder);
    replace("symmetry.csv", "zeros,10,1,", "zeros,10,4,");
    String headline = SymmetryHeadline.of(SymmetryReport.read(folder));
    assertEquals(
        "After 10 steps, zeros came apart and has 4 distinct units of 4 and gets 11.4 % of the test"
            + " set right; he has 4 and gets 94.0 %.",
        headline);
  }

  @Test
  void builtInDigitsAreCalledSoEverywhere() throws IOException {
    SampleSymmetry.small().withDataset("built-in digits").write(folder);
    SymmetryReport.write(folder);
    for (String name : List.of("symmetry.svg", "activations.svg")) {
      assertTrue(file(name).contains("built-in digits, not MNIST"), name);
    }
    assertTrue(file("report.html").contains("Built-in digits, not MNIST."));
  }

  @Test
  void textIsEscaped() throws IOException {
    SampleSymmetry.small().withDataset("<script>alert(1)</script>").write(folder);
    SymmetryReport.write(folder);
    assertFalse(file("report.html").contains("<script>alert"));
    assertTrue(file("report.html").contains("&lt;Training&gt;"));
    assertFalse(file("symmetry.svg").contains("<script"));
  }

  @Test
  void theSameFolderGivesTheSameBytes() throws IOException {
    SampleSymmetry.small().write(folder);
    SymmetryReport.write(folder);
    List<byte[]> first = SymmetryReport.FILES.stream().map(this::bytes).toList();
    SymmetryReport.write(folder);
    for (int i = 0; i < first.size(); i++) {
      String name = SymmetryReport.FILES.get(i);
      assertArrayEquals(first.get(i), bytes(name), name);
    }
  }

  private byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theTableFitsATerminal() throws IOException {
    SampleSymmetry.standard().write(folder);
    List<String> lines = SymmetryReport.table(folder, 80).lines().toList();
    assertEquals(13, lines.size());
    for (String heading : List.of("distinct", "eff. rank", "|cos|", "dead", "half at")) {
      assertTrue(lines.stream().anyMatch(line -> line.startsWith(heading + ": ")), heading);
    }
    assertTrue(lines.get(2).matches("zeros +1 → 1 +1\\.0 → 1\\.0 +1\\.000 +0 +11\\.35 % +never"));
    assertTrue(lines.stream().allMatch(line -> PlainText.length(line) <= 80), lines::toString);
  }

  @Test
  void longNamesAreShortenedInTheTable() throws IOException {
    SampleSymmetry sample = SampleSymmetry.small();
    sample.withInits("normal:sd=1.2345678901234567E-5:mean=0.5", "he").write(folder);
    List<String> lines = SymmetryReport.table(folder, 80).lines().toList();
    assertTrue(lines.stream().allMatch(line -> PlainText.length(line) <= 80), lines::toString);
    assertTrue(lines.get(2).startsWith("normal:sd") && lines.get(2).contains("…"), lines.get(2));
  }

  @Test
  void anInfiniteLossIsNoLoss() throws IOException {
    SampleSymmetry.small().write(folder);
    replace("symmetry.csv", "2.30259,", "Infinity,");
    assertEquals("–", SymmetryReport.read(folder).inits().get(0).start().text(Column.TRAIN_LOSS));
    replace("symmetry.csv", "he,0,4,", "he,0,Infinity,");
    assertTrue(problem().contains("distinct_units is \"Infinity\""), problem());
  }

  @Test
  void aNetworkThatStoppedEarlyIsShownAsFarAsItCame() throws IOException {
    SampleSymmetry.small().write(folder);
    List<String> rows = file("symmetry.csv").lines().filter(l -> !l.startsWith("he,10,")).toList();
    Files.write(folder.resolve("symmetry.csv"), rows);
    SymmetryReport.write(folder);
    assertTrue(file("report.html").contains("\"at\":[0,1]"));
  }

  private void replace(String name, String part, String other) throws IOException {
    String text = file(name);
    assertTrue(text.contains(part), () -> name + " has " + part);
    Files.writeString(folder.resolve(name), text.replaceFirst("\\Q" + part + "\\E", other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "symmetry.csv | distinct_units | units | the columns are init,step,units",
        "symmetry.csv | zeros,1,1,1.0000,1 | zeros,1,1,1.0000,1,1 | line 3: 16 cells",
        "symmetry.csv | zeros,1,1 | zeros,1,5 | distinct_units is \"5\"; it should be a number",
        "symmetry.csv | zeros,1,1 | zeros,1,x | distinct_units is \"x\"",
        "symmetry.csv | zeros,1,1 | zeros,1,NaN | distinct_units is \"NaN\"",
        "symmetry.csv | zeros,1,1 | zeros,0,1 | step is \"0\"; it should be above the step before",
        "symmetry.csv | zeros,1,1 | ../x,1,1 | init is \"../x\"",
        "summary.json | `\"init\" : \"he\"` | `\"init\" : \"me\"` | inits are [zeros, me], but"
            + " those of",
        "activations.csv | zeros,0,hidden | zeros,0,inner | layer is \"inner\"",
        "activations.csv | zeros,0,hidden | zeros,9,hidden | the bins of the layer hidden differ",
        "activations.csv | 0.000000,0.025 | 0.030000,0.025 | a bin should start where",
        "activations.csv | 0.025000,0.05 | 0.030000,0.05 | a bin should start where",
        "summary.json | `\"hidden\" : 4` | `\"hidden\" : 0` | hidden is 0",
        "summary.json | `\"command\"` | `\"cmd\"` | command is missing",
        "summary.json | `\"explanation\"` | `\"why\"` | explanation is missing",
        "summary.json | `\"test_accuracy\" : 0.1135` | `\"test_accuracy\" : 2` | no share",
        "summary.json | `\"half_distinct_step\" : 0` | `\"half_distinct_step\" : 7` | no recorded",
      })
  void aMalformedFileIsOneLine(String name, String part, String other, String message)
      throws IOException {
    SampleSymmetry.small().write(folder);
    replace(name, part, other);
    String problem =
        assertThrows(InputException.class, () -> SymmetryReport.write(folder)).getMessage();
    assertTrue(problem.contains(name) && problem.contains(message), problem);
    assertEquals(1, problem.lines().count());
    assertFalse(Files.exists(folder.resolve("report.html")), "nothing is written");
  }

  @Test
  void picturesAreChecked() throws IOException {
    SampleSymmetry.small().write(folder);
    Path picture = folder.resolve("frames/he-step1-units.png");
    Files.write(picture, UnitSheet.png(new float[8], 2, 2, 2, 64, 1, 1));
    assertTrue(problem().contains("he-step1-units.png is 10 x 6 pixels"), problem());
    Files.write(picture, "no picture".getBytes(StandardCharsets.UTF_8));
    assertTrue(problem().contains("he-step1-units.png is not a PNG image"), problem());
    Files.delete(picture);
    assertTrue(problem().contains("he-step1-units.png is missing"), problem());
  }

  private String problem() {
    return assertThrows(InputException.class, () -> SymmetryReport.write(folder)).getMessage();
  }
}
