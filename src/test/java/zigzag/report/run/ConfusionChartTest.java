package zigzag.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.Confusion.Mistake;
import zigzag.report.chart.SvgDocuments;

class ConfusionChartTest {
  private static final Confusion THREE =
      new Confusion(new long[][] {{8, 2, 0}, {1, 4, 5}, {0, 0, 0}});

  @Test
  void countsAddUp() {
    assertEquals(20, THREE.total());
    assertEquals(12, THREE.right());
    assertEquals(0.8, THREE.recall(0));
    assertEquals(4.0 / 6, THREE.precision(1));
    assertEquals(0, THREE.precision(2));
    assertTrue(Double.isNaN(THREE.recall(2)), "a class without examples");
  }

  @Test
  void mistakesComeMostFrequentFirst() {
    assertEquals(
        List.of(new Mistake(1, 2, 5), new Mistake(0, 1, 2), new Mistake(1, 0, 1)),
        THREE.mistakes());
  }

  @Test
  void aTableThatIsNotSquareIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Confusion(new long[][] {{1, 2}}));
    assertThrows(
        IllegalArgumentException.class, () -> new Confusion(new long[][] {{1, -2}, {0, 1}}));
  }

  @Test
  void theChartHasEveryCountAsText() {
    ConfusionChart chart = new ConfusionChart("Mistakes <on> test", "", THREE, "a note");
    Document svg = SvgDocuments.parse(chart.toSvg());
    List<String> texts = SvgDocuments.texts(svg);
    assertTrue(texts.containsAll(List.of("8", "2", "1", "4", "5", "80.0", "66.7", "–", "a note")));
    // One for each cell, and the background.
    assertEquals(10, SvgDocuments.elements(svg, "rect").size());
    assertEquals("Mistakes <on> test", texts.get(0));
  }

  @Test
  void theStrongestShadesAreTheBestClassAndTheWorstMistake() {
    Document svg = SvgDocuments.parse(new ConfusionChart("", "", THREE, "").toSvg());
    List<Double> shades =
        SvgDocuments.elements(svg, "rect").stream()
            .skip(1)
            .map(rect -> Double.valueOf(rect.getAttribute("fill-opacity")))
            .toList();
    // 0.04 + 0.56 × share: of the row on the diagonal, of the worst mistake (5) elsewhere.
    assertEquals(List.of(0.49, 0.26, 0.04, 0.15, 0.26, 0.6, 0.04, 0.04, 0.04), shades);
  }
}
