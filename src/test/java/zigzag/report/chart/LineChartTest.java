package zigzag.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LineChartTest {
  private static final double[] X = {0, 1, 2, 3};

  private static LineChart chart(Axis y, Series... series) {
    return new LineChart("Title", "Subtitle", Axis.linear("x"), y, List.of(series), "");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allPointsLieWithinTheAxes(boolean log) {
    Random random = new Random(7);
    double[] x = IntStream.range(0, 300).mapToDouble(i -> i - 40).toArray();
    double[] y = random.doubles(300, 1e-3, 20).toArray();
    double[] low = IntStream.range(0, 300).mapToDouble(i -> y[i] / 2).toArray();
    double[] high = IntStream.range(0, 300).mapToDouble(i -> y[i] * 3).toArray();
    Axis axis = log ? Axis.log10("y") : Axis.linear("y");
    LineChart chart = chart(axis, Series.of("a", 0, x, y).withBand(low, high));
    Document svg = SvgDocuments.parse(chart.toSvg());
    List<Element> paths = SvgDocuments.elements(svg, "path");
    int points = 0;
    for (Element path : paths) {
      if (path.getParentNode() != svg.getDocumentElement()
          && path.getParentNode().getNodeName().equals("svg")) {
        for (List<double[]> stroke : SvgDocuments.strokes(path.getAttribute("d"))) {
          for (double[] point : stroke) {
            assertTrue(point[0] > -1e-6 && point[0] < Plot.WIDTH + 1e-6, () -> "x " + point[0]);
            assertTrue(point[1] > -1e-6 && point[1] < Plot.HEIGHT + 1e-6, () -> "y " + point[1]);
            points++;
          }
        }
      }
    }
    assertTrue(points >= 900, "curve and both edges, but " + points);
  }

  @Test
  void marksStandWhereTheirMomentsAre() {
    Series line = Series.of("a", 0, X, new double[] {0, 5, 2.5, 9.9});
    List<LineChart.Mark> marks =
        List.of(
            new LineChart.Mark(1.5, "first <b>"),
            new LineChart.Mark(3, "last"),
            new LineChart.Mark(3.1, "beyond"),
            new LineChart.Mark(Double.NaN, "never"));
    LineChart chart =
        new LineChart("", "", Axis.linear("x"), Axis.linear("y"), List.of(line), marks, "");
    Document svg = SvgDocuments.parse(chart.toSvg());
    List<String> texts =
        SvgDocuments.elements(svg, "text").stream().map(Element::getTextContent).toList();
    assertTrue(texts.containsAll(List.of("first <b>", "last")), texts.toString());
    assertFalse(texts.contains("beyond") || texts.contains("never"), texts.toString());
    List<String> lines =
        SvgDocuments.elements(svg, "path").stream()
            .filter(path -> path.getAttribute("stroke-dasharray").equals("2 3"))
            .map(path -> path.getAttribute("d"))
            .toList();
    double left = 82;
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("M" + SvgWriter.number(left + Plot.WIDTH / 2) + " "));
    assertTrue(lines.get(1).startsWith("M" + SvgWriter.number(left + Plot.WIDTH) + " "));
  }

  @Test
  void pointsStandWhereTheNumbersSay() {
    // The axes run from 0 to 3 and, rounded, from 0 to 10.
    Series line = Series.of("a", 0, X, new double[] {0, 5, 2.5, 9.9});
    Document svg = SvgDocuments.parse(chart(Axis.linear("y"), line).toSvg());
    String path = SvgDocuments.curves(svg).get(0).getAttribute("d");
    List<double[]> points = SvgDocuments.strokes(path).get(0);
    assertEquals(0, points.get(0)[0], 0.05);
    assertEquals(Plot.HEIGHT, points.get(0)[1], 0.05);
    assertEquals(Plot.WIDTH / 3, points.get(1)[0], 0.051);
    assertEquals(Plot.HEIGHT / 2, points.get(1)[1], 0.051);
    assertEquals(Plot.WIDTH, points.get(3)[0], 0.051);
  }

  @Test
  void namesAreEscaped() {
    String name = "<script>alert(\"1\")</script> & 'more' \u0001";
    LineChart chart =
        new LineChart(
            name,
            name,
            Axis.linear(name),
            Axis.linear(name),
            List.of(Series.of(name, 0, X, X)),
            name);
    Document svg = SvgDocuments.parse(chart.toSvg());
    assertEquals(0, SvgDocuments.elements(svg, "script").size());
    String seen = name.replace('\u0001', '\ufffd');
    assertEquals(seen, SvgDocuments.elements(svg, "title").get(0).getTextContent());
    assertEquals(seen, svg.getDocumentElement().getAttribute("aria-label"));
    assertTrue(SvgDocuments.texts(svg).contains(seen));
  }

  @Test
  void aScreenReaderIsToldWhatThereIs() {
    Series line = Series.of("adam", 0, X, X);
    Document svg = SvgDocuments.parse(chart(Axis.linear("loss"), line).toSvg());
    assertEquals("img", svg.getDocumentElement().getAttribute("role"));
    assertEquals(
        "Subtitle loss over x: adam.", SvgDocuments.elements(svg, "desc").get(0).getTextContent());
  }

  @Test
  void valuesOffALogarithmicAxisAreGaps() {
    Series line = Series.of("a", 0, new double[] {0, 1, 2, 3, 4}, new double[] {1, 2, 0, 4, 5});
    Document svg = SvgDocuments.parse(chart(Axis.log10("y"), line).toSvg());
    String path = SvgDocuments.curves(svg).get(0).getAttribute("d");
    assertEquals(2, SvgDocuments.strokes(path).size());
  }

  @Test
  void aChartWithoutFiniteValuesSaysSo() {
    double nan = Double.NaN;
    Series line = Series.of("a", 0, X, new double[] {nan, nan, Double.POSITIVE_INFINITY, nan});
    Document svg = SvgDocuments.parse(chart(Axis.log10("y"), line).toSvg());
    assertTrue(SvgDocuments.texts(svg).contains("nothing to draw: no finite values"));
  }

  @Test
  void valuesFarOutsideFixedEndsKeepThePathShort() {
    Series line = Series.of("a", 0, X, new double[] {1, 1e200, -1e299, 2});
    String svg = chart(Axis.linear("y").within(0, 5), line).toSvg();
    String path = SvgDocuments.curves(SvgDocuments.parse(svg)).get(0).getAttribute("d");
    assertTrue(path.length() < 80, path);
  }

  @Test
  void elevenCurvesDifferInColourOrDashes() {
    List<Series> many = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      many.add(Series.of("curve " + i, i, X, new double[] {i, i + 1, i, i + 2}));
    }
    LineChart chart = chart(Axis.linear("y"), many.toArray(Series[]::new));
    Document svg = SvgDocuments.parse(chart.toSvg());
    Set<String> looks = new HashSet<>();
    for (Element curve : SvgDocuments.curves(svg)) {
      looks.add(curve.getAttribute("stroke") + curve.getAttribute("stroke-dasharray"));
    }
    assertEquals(11, looks.size());
    for (int i = 0; i < 11; i++) {
      assertTrue(SvgDocuments.texts(svg).contains("curve " + i));
    }
  }

  @Test
  void aRingAtTheEndOfTheAxisIsWhole() {
    Series rings = Series.of("a", 0, X, X).as(Series.Look.RINGS);
    Document svg = SvgDocuments.parse(chart(Axis.linear("y"), rings).toSvg());
    Element inner = SvgDocuments.elements(svg, "svg").get(1);
    String[] box = inner.getAttribute("viewBox").split(" ", -1);
    // 8 pixels and half the width of its line.
    assertTrue(Double.parseDouble(box[0]) <= -9, inner.getAttribute("viewBox"));
    assertTrue(Double.parseDouble(box[2]) >= Plot.WIDTH + 18, inner.getAttribute("viewBox"));
  }

  @Test
  void aCurveWithoutANameIsNotInTheLegend() {
    Document named = SvgDocuments.parse(chart(Axis.linear("y"), Series.of("a", 0, X, X)).toSvg());
    Document blank = SvgDocuments.parse(chart(Axis.linear("y"), Series.of("", 0, X, X)).toSvg());
    assertEquals(SvgDocuments.texts(named).size() - 1, SvgDocuments.texts(blank).size());
    assertEquals(1, SvgDocuments.curves(blank).size());
  }

  @Test
  void theLegendStandsBesideThePlotAndWithinThePicture() {
    String name = "nesterov with a rather long name that goes on and on and on and on";
    Document svg = SvgDocuments.parse(chart(Axis.linear("y"), Series.of(name, 0, X, X)).toSvg());
    Element frame = SvgDocuments.elements(svg, "svg").get(1);
    double plotEnd =
        Double.parseDouble(frame.getAttribute("x"))
            + Double.parseDouble(frame.getAttribute("width"));
    Element entry =
        SvgDocuments.elements(svg, "text").stream()
            .filter(text -> text.getTextContent().startsWith("nesterov"))
            .findFirst()
            .orElseThrow();
    double at = Double.parseDouble(entry.getAttribute("x"));
    assertTrue(at > plotEnd);
    double end = at + TextFit.width(entry.getTextContent());
    assertTrue(end <= Double.parseDouble(svg.getDocumentElement().getAttribute("width")));
    assertTrue(entry.getTextContent().endsWith("…"));
  }

  @Test
  void sixThousandPointsRawAndSmoothedStaySmall() {
    Random random = new Random(5);
    double[] x = IntStream.rangeClosed(1, 6000).asDoubleStream().toArray();
    double[] y = random.doubles(6000, 0.001, 2).toArray();
    Series raw = Series.of("raw", 0, x, y).as(Series.Look.FAINT);
    Series smooth = Series.of("smooth", 0, x, Smoothing.centred(y, 51));
    String svg = chart(Axis.log10("loss"), raw, smooth).toSvg();
    int bytes = svg.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 60_000, () -> bytes + " bytes");
  }

  @Test
  void numbersDoNotFollowTheLanguageOfTheMachine() {
    LineChart chart = chart(Axis.linear("y"), Series.of("a", 0, X, new double[] {0, .1, .2, .3}));
    String expected = chart.toSvg();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, chart.toSvg());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void darkColoursAreOnlyForDarkMode() {
    String svg = chart(Axis.linear("y"), Series.of("a", 0, X, X)).toSvg();
    assertTrue(svg.contains("@media(prefers-color-scheme:dark){.zz-b{fill:#16181d}"));
    // Converters to PDF know no custom properties; a colour must not depend on one.
    assertFalse(svg.contains("var("));
  }

  @Test
  void lengthsThatDisagreeAreRefused() {
    double[] two = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> Series.of("a", 0, X, two));
    Series good = Series.of("a", 0, X, X);
    assertThrows(IllegalArgumentException.class, () -> good.withBand(two, two));
    assertThrows(IllegalArgumentException.class, () -> Series.of("a", -1, X, X));
  }
}
