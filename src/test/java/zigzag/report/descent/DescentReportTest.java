package zigzag.report.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import zigzag.InputException;
import zigzag.archive.descent.HeightGrid;
import zigzag.report.chart.SvgDocuments;

@Tag("slow")
class DescentReportTest {
  @TempDir Path folder;

  @BeforeEach
  void descend() throws IOException {
    SampleDescent.write(
        folder, SampleDescent.surface("bowl"), 30, "sgd", "momentum", "adagrad", "adam");
  }

  @Test
  void thePictureHasEachPathOnItsOwnAndAmongAll() throws IOException {
    DescentReport.read(folder).write(folder);
    Document svg = SvgDocuments.parse(Files.readString(folder.resolve("paths.svg")));
    Map<String, Long> paths =
        SvgDocuments.elements(svg, "path").stream()
            .map(path -> path.getAttribute("data-optimizer"))
            .filter(label -> !label.isEmpty())
            .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    assertEquals(Map.of("sgd", 2L, "momentum", 2L, "adagrad", 2L, "adam", 2L), paths);
    List<String> texts = SvgDocuments.texts(svg);
    assertTrue(texts.contains("all together"));
    assertTrue(texts.contains("Descending f(x, y) = x²/20 + y²"), texts.toString());
    Element sgd =
        SvgDocuments.elements(svg, "path").stream()
            .filter(path -> path.getAttribute("data-optimizer").equals("sgd"))
            .findFirst()
            .orElseThrow();
    assertEquals(31, SvgDocuments.strokes(sgd.getAttribute("d")).get(0).size());
  }

  @Test
  void oneOptimizerNeedsOnePicture() throws IOException {
    SampleDescent.write(folder, SampleDescent.surface("beale"), 5, "adam");
    DescentReport.read(folder).write(folder);
    String svg = Files.readString(folder.resolve("paths.svg"));
    assertEquals(2, svg.split("data-optimizer=", -1).length);
    assertFalse(svg.contains("all together"));
  }

  @Test
  void theSameFolderGivesTheSameBytes() throws IOException {
    DescentReport.read(folder).write(folder);
    String page = Files.readString(folder.resolve("report.html"));
    String svg = Files.readString(folder.resolve("paths.svg"));
    DescentReport.read(folder).write(folder);
    assertEquals(page, Files.readString(folder.resolve("report.html")));
    assertEquals(svg, Files.readString(folder.resolve("paths.svg")));
  }

  @Test
  void contourLinesLieOnTheirLevel() throws IOException {
    HeightGrid grid = DescentReport.read(folder).grid();
    assertEquals(121, grid.x().length);
    List<Contours.Line> circle = Contours.of(grid, 0.25);
    assertEquals(1, circle.size(), "one ellipse");
    Contours.Line line = circle.get(0);
    for (int i = 0; i < line.x().length; i++) {
      double f = line.x()[i] * line.x()[i] / 20 + line.y()[i] * line.y()[i];
      assertEquals(0.25, f, 2e-3);
    }
    int last = line.x().length - 1;
    assertEquals(line.x()[0], line.x()[last], 1e-12, "it is closed");
    assertTrue(Arrays.stream(line.x()).max().orElseThrow() > 2.2, "and as wide as √5");
    assertEquals(List.of(), Contours.of(grid, 1e9));
  }

  @Test
  void aSaddleOfOneCellIsCutByItsMean() {
    double[] places = {0, 1};
    HeightGrid grid = new HeightGrid(places, places, new double[][] {{1, 0}, {0, 1}});
    List<Contours.Line> low = Contours.of(grid, 0.4);
    assertEquals(2, low.size());
    // The mean 0.5 is above 0.4: the low corners, (1, 0) and (0, 1), are cut off.
    for (Contours.Line line : low) {
      boolean byRight = line.x()[0] > 0.5 || line.x()[1] > 0.5;
      boolean byTop = line.y()[0] > 0.5 || line.y()[1] > 0.5;
      assertTrue(byRight != byTop, line.x()[0] + ", " + line.y()[0]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paths.csv    | sgd,3,          | sgd,4,      | step must count from 0",
        "paths.csv    | sgd,0,-7.0      | sgd,0,NaN   | x is \"NaN\"; it should be a finite number",
        "paths.csv    | sgd,0,-7.0      | sgd,0,<b>   | x is \"<b>\"; it should be a number",
        "paths.csv    | adam,           | adams,      | has no path of adam",
        "paths.csv    | optimizer,step  | label,step  | they should be optimizer,step",
        "surface.csv  | x,y,f           | y,x,f       | they should be x,y,f",
        "summary.json | \"optimizers\"  | \"others\"  | optimizers is missing",
        "summary.json | learningRate    | rate        | optimizers[0].hyperparameters.learningRate"
            + " is missing",
        "summary.json | \"momentum\" : 0.9 | \"momentum\" : \"a\" | it should be a number",
      })
  void aDamagedFolderIsRefused(String name, String from, String to, String message)
      throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertTrue(text.contains(from));
    Files.writeString(file, text.replace(from, to));
    InputException e = assertThrows(InputException.class, () -> DescentReport.read(folder));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void aGridWithAGapIsRefused() throws IOException {
    Path file = folder.resolve("surface.csv");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
    assertThrows(InputException.class, () -> DescentReport.read(folder));
  }
}
