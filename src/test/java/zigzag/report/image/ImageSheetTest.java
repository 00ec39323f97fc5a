package zigzag.report.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import zigzag.report.chart.SvgDocuments;

class ImageSheetTest {
  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  @Test
  void tilesStandInLinesWithGapsOfTwoPixels() throws IOException {
    byte[] tile = {0, (byte) 255, 100, 7, 8, 9};
    // 2 × 3 pixels, 4 in a line, each pixel drawn 5 × 5; 6 tiles make two lines.
    byte[] png = new ImageSheet(2, 3, 4, 5).gray(Collections.nCopies(6, tile));
    BufferedImage image = read(png);
    assertEquals(2 + 4 * (15 + 2), image.getWidth());
    assertEquals(2 + 2 * (10 + 2), image.getHeight());
    assertEquals(0x5a5f6a, rgb(image, 0, 0), "gap");
    assertEquals(0x000000, rgb(image, 2, 2), "first pixel");
    assertEquals(0x000000, rgb(image, 6, 6), "its other corner");
    assertEquals(0xffffff, rgb(image, 7, 2), "second pixel");
    assertEquals(0x646464, rgb(image, 12, 2), "third pixel");
    assertEquals(0x070707, rgb(image, 2, 7), "second row");
    assertEquals(0x5a5f6a, rgb(image, 17, 2), "gap between tiles");
    assertEquals(0xffffff, rgb(image, 19 + 5, 2), "second tile");
    assertEquals(0xffffff, rgb(image, 7, 14), "second line");
    assertEquals(0x5a5f6a, rgb(image, 40, 20), "no seventh tile");
  }

  @Test
  void aShortLineMakesANarrowSheet() throws IOException {
    BufferedImage image = read(new ImageSheet(1, 1, 10, 1).gray(List.of(new byte[1])));
    assertEquals(5, image.getWidth());
    assertEquals(5, image.getHeight());
  }

  @Test
  void weightsShareOneSymmetricScale() throws IOException {
    List<float[]> tiles = List.of(new float[] {-2, 0}, new float[] {1, Float.NaN});
    BufferedImage image = read(new ImageSheet(1, 2, 2, 1).diverging(tiles));
    assertEquals(0x2166ac, rgb(image, 2, 2), "the strongest, negative");
    assertEquals(0xffffff, rgb(image, 3, 2), "zero");
    // Half way from white to b2182b: 255 + (178 - 255) / 2 = 216.5, 139.5, 149.
    assertEquals(0xd98c95, rgb(image, 6, 2), "half as strong, positive");
    assertEquals(0x000000, rgb(image, 7, 2), "not a number");
  }

  @Test
  void weightsThatAreAllZeroAreWhite() throws IOException {
    BufferedImage image = read(new ImageSheet(1, 1, 1, 1).diverging(List.of(new float[1])));
    assertEquals(0xffffff, rgb(image, 2, 2));
  }

  @Test
  void theSameTilesGiveTheSameBytes() {
    List<byte[]> tiles = List.of(new byte[784], new byte[784]);
    ImageSheet sheet = new ImageSheet(28, 28, 2, 3);
    assertArrayEquals(sheet.gray(tiles), sheet.gray(tiles));
  }

  @Test
  void sheetsThatCannotBeAreRefused() {
    ImageSheet sheet = new ImageSheet(2, 2, 1, 1);
    List<byte[]> none = List.of();
    assertThrows(IllegalArgumentException.class, () -> sheet.gray(none));
    List<byte[]> wrong = List.of(new byte[3]);
    assertThrows(IllegalArgumentException.class, () -> sheet.gray(wrong));
    assertThrows(IllegalArgumentException.class, () -> new ImageSheet(0, 2, 1, 1));
    ImageSheet huge = new ImageSheet(2, 2, 1, 100_000);
    List<byte[]> right = List.of(new byte[4]);
    assertThrows(IllegalArgumentException.class, () -> huge.gray(right));
  }

  @Test
  void aGalleryCarriesItsImagesAndCaptions() throws IOException {
    byte[] pixels = {0, 50, 100, (byte) 200};
    var picture = new ImageGallery.Picture(pixels, "true 4, predicted <9>");
    ImageGallery gallery =
        new ImageGallery("Worst mistakes", "", 2, 2, 5, List.of(picture, picture), "a note");
    Document svg = SvgDocuments.parse(gallery.toSvg());
    List<Element> images = SvgDocuments.elements(svg, "image");
    assertEquals(2, images.size());
    String start = "data:image/png;base64,";
    String href = images.get(0).getAttribute("href");
    assertTrue(href.startsWith(start));
    BufferedImage image = read(Base64.getDecoder().decode(href.substring(start.length())));
    assertEquals(image.getWidth(), image.getHeight());
    assertEquals(0x000000, rgb(image, 0, 0));
    assertEquals(0x646464, rgb(image, image.getWidth() / 2 - 1, image.getHeight() / 2));
    String all = String.join(" ", SvgDocuments.texts(svg));
    assertEquals("Worst mistakes true 4, predicted <9> true 4, predicted <9> a note", all);
  }
}
