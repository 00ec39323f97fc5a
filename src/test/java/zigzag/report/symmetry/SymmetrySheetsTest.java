package zigzag.report.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import zigzag.report.image.ImageSheet;
import zigzag.report.image.UnitSheet;

/** The pictures of units and cosines of which the page on symmetry has one for each step. */
class SymmetrySheetsTest {
  private static final int BLUE = 0x2166ac;
  private static final int WHITE = 0xffffff;
  private static final int RED = 0xb2182b;
  private static final int GRAY = 0xb4b8c0;

  private static BufferedImage read(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertInstanceOf(IndexColorModel.class, image.getColorModel(), "colours from a table");
    return image;
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  @Test
  void unitsAreDrawnOnTheGivenScaleAndClippedBeyond() throws IOException {
    // Two pixels by three units, row by row.
    float[] w1 = {-2, 0, 1, 5, Float.NaN, -9};
    BufferedImage sheet = read(UnitSheet.png(w1, 1, 2, 3, 64, 2, 1));
    BufferedImage large = read(UnitSheet.png(w1, 1, 2, 3, 64, 2, 3));
    assertEquals(2 + 2 * (6 + 2), large.getWidth());
    assertEquals(2 + 2 * (3 + 2), large.getHeight());
    assertEquals(sheet.getRGB(2, 2), large.getRGB(4, 4), "the first weight, three pixels wide");
    assertEquals(sheet.getRGB(3, 2), large.getRGB(5, 2), "the second one");
    assertEquals(2 + 2 * (2 + 2), sheet.getWidth());
    assertEquals(2 + 2 * (1 + 2), sheet.getHeight());
    assertEquals(BLUE, rgb(sheet, 2, 2));
    assertEquals(RED, rgb(sheet, 3, 2), "5 is beyond 2");
    assertEquals(WHITE, rgb(sheet, 6, 2));
    assertEquals(0, rgb(sheet, 7, 2), "not finite");
    assertEquals(BLUE, rgb(sheet, 3, 5), "the third unit in the next line");
    assertEquals(GRAY, rgb(sheet, 6, 5), "there is no fourth");
    assertEquals(ImageSheet.color(0.5f), rgb(sheet, 2, 5));
  }

  @Test
  void ofManyUnitsTheFirstAreDrawn() throws IOException {
    BufferedImage sheet = read(UnitSheet.png(new float[300], 1, 3, 100, 64, 0, 1));
    assertEquals(2 + 8 * 5, sheet.getWidth());
    assertEquals(2 + 8 * 3, sheet.getHeight());
    assertEquals(WHITE, rgb(sheet, 2, 2), "zeros on a scale of nothing");
  }

  @Test
  void weightsThatAreNoiseStaySmall() {
    Random random = new Random(1);
    float[] w1 = new float[784 * 64];
    for (int i = 0; i < w1.length; i++) {
      w1[i] = (float) random.nextGaussian();
    }
    int bytes = UnitSheet.png(w1, 28, 28, 64, 64, 4, 1).length;
    assertTrue(bytes < 60_000, bytes + " bytes; sixty of them go into one page");
  }

  @Test
  void badSheetsAreRefused() {
    float[] w1 = new float[6];
    assertThrows(IllegalArgumentException.class, () -> UnitSheet.png(w1, 1, 2, 4, 64, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> UnitSheet.png(w1, 1, 2, 3, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> UnitSheet.png(w1, 1, 2, 3, 9, -1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> UnitSheet.png(w1, 1, 2, 3, 9, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> UnitSheet.cosines(w1, 2));
    assertThrows(IllegalArgumentException.class, () -> UnitSheet.cosines(new float[0], 0));
  }

  @Test
  void cosinesAreSquareCells() throws IOException {
    BufferedImage sheet = read(UnitSheet.cosines(new float[] {1.0001f, 0, -1, Float.NaN}, 2));
    assertEquals(320, sheet.getWidth());
    assertEquals(320, sheet.getHeight());
    assertEquals(RED, rgb(sheet, 0, 0));
    assertEquals(RED, rgb(sheet, 159, 159));
    assertEquals(WHITE, rgb(sheet, 160, 0));
    assertEquals(BLUE, rgb(sheet, 0, 160));
    assertEquals(GRAY, rgb(sheet, 319, 319), "no cosine");
  }

  @Test
  void manyUnitsShareAPixel() throws IOException {
    assertEquals(320, read(UnitSheet.cosines(new float[64 * 64], 64)).getWidth());
    assertEquals(300, read(UnitSheet.cosines(new float[300 * 300], 300)).getWidth());
    int units = 1601;
    float[] cosines = new float[units * units];
    cosines[0] = 1;
    cosines[1] = Float.NaN;
    cosines[cosines.length - 1] = -1;
    BufferedImage sheet = read(UnitSheet.cosines(cosines, units));
    assertEquals(534, sheet.getWidth(), "three units each");
    assertTrue(rgb(sheet, 0, 0) != WHITE, "one of nine is not 0");
    assertEquals(ImageSheet.color(-0.25f), rgb(sheet, 533, 533), "two by two are left at the end");
  }
}
