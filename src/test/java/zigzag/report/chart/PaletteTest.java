package zigzag.report.chart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void everyColourCanBeSeenOnItsBackground() {
    for (Palette.Hue hue : Palette.HUES) {
      assertTrue(contrast(hue.light(), Palette.BACKGROUND.light()) >= 3, hue.light());
      assertTrue(contrast(hue.dark(), Palette.BACKGROUND.dark()) >= 3, hue.dark());
    }
    // That of text, which some of them colour.
    for (Palette.Hue hue :
        List.of(Palette.INK, Palette.MUTED, Palette.NEGATIVE, Palette.POSITIVE)) {
      assertTrue(contrast(hue.light(), Palette.BACKGROUND.light()) >= 4.5, hue.light());
      assertTrue(contrast(hue.dark(), Palette.BACKGROUND.dark()) >= 4.5, hue.dark());
    }
  }

  /** The contrast ratio of WCAG 2. */
  private static double contrast(String one, String other) {
    double a = luminance(Integer.decode(one));
    double b = luminance(Integer.decode(other));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double share = (channel & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
