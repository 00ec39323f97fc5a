package zigzag.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PngChartTest {
  private static BufferedImage image(LineChart chart) throws IOException {
    byte[] png = PngChart.of(chart.toSvg()).orElseThrow();
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static LineChart chart(String title, Series... series) {
    Axis axis = Axis.linear("").within(0, 1);
    return new LineChart(title, "", axis, axis, List.of(series), "");
  }

  private static int pixels(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void theColoursAreThoseForALightBackground() throws IOException {
    Series line = Series.of("", 1, new double[] {0, 1}, new double[] {0.5, 0.5});
    // The second curve, dashed: 2 x 2 pixels for each of 640 units, 7 of 10 of which are drawn.
    int drawn = pixels(image(chart("", line)), 0xd55e00);
    assertEquals(0.7 * 640 * 2 * 4, drawn, 0.25 * 640 * 2 * 4);
  }

  @Test
  void aBandIsShaded() throws IOException {
    double[] x = {0, 1};
    Series line = Series.of("", 0, x, new double[] {0.5, 0.5});
    Series band = line.withBand(new double[] {0, 0}, new double[] {1, 1});
    // 16 % of #0072b2 on white, but for the line and the grid.
    int shaded = pixels(image(chart("", band)), 0xd6e8f3);
    assertTrue(shaded > 0.9 * 4 * Plot.WIDTH * Plot.HEIGHT, () -> shaded + " pixels");
  }

  @Test
  void crossesAndRingsStandAtTheirPoints() throws IOException {
    double[] middle = {0.5};
    for (Series.Look look : List.of(Series.Look.CROSSES, Series.Look.RINGS)) {
      BufferedImage image = image(chart("", Series.of("", 2, middle, middle).as(look)));
      int all = pixels(image, 0x009e73);
      int left = 2 * (82 + 320 - 12);
      int top = 2 * (28 + 170 - 12);
      int here = pixels(image.getSubimage(left, top, 48, 48), 0x009e73);
      assertTrue(here > 40 && here == all, () -> look + ": " + here + " of " + all);
      boolean filled = (image.getRGB(left + 24, top + 24) & 0xffffff) == 0x009e73;
      assertEquals(look == Series.Look.CROSSES, filled, "the middle of " + look);
    }
  }

  @Test
  void textHasAWidthThatGrowsWithIt() throws IOException {
    BufferedImage brief = image(chart("iii"));
    BufferedImage longer = image(chart("iii WWW"));
    int ink = pixels(brief, 0x1d1f24);
    assertTrue(ink > 20, () -> ink + " pixels of text");
    assertTrue(pixels(longer, 0x1d1f24) > 2 * ink);
  }

  @Test
  void whatIsNoSvgGivesNoFileAndNoNoise() throws IOException {
    List<String> log = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            log.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      assertEquals(Optional.empty(), PngChart.of("<svg"));
    } finally {
      root.removeHandler(handler);
    }
    assertEquals(List.of(), log);
  }
}
