package zigzag.data.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExifOrientationTest {
  private static final int ROWS = 48;
  private static final int COLUMNS = 32;

  @TempDir private Path folder;

  /** Where the corner that is stored first belongs, as the standard words it: row 0 is the…. */
  @ParameterizedTest
  @CsvSource({
    "1,top,left",
    "2,top,right",
    "3,bottom,right",
    "4,bottom,left",
    "5,left,top",
    "6,right,top",
    "7,right,bottom",
    "8,left,bottom"
  })
  void putsRowAndColumnZeroWhereTheStandardSays(int orientation, String row0, String column0)
      throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      // Row 0 side black, column 0 side grey, the rest white.
      GrayImage read = ImageFile.read(write(withExif(jpeg(), exif(orientation, order))));

      assertEquals(orientation >= 5 ? COLUMNS : ROWS, read.rows());
      assertEquals(orientation >= 5 ? ROWS : COLUMNS, read.columns());
      assertEquals(0, middleOf(read, row0), 20, row0);
      assertEquals(128, middleOf(read, column0), 20, column0);
    }
  }

  @Test
  void leavesAJpegWithoutExifAsItIs() throws IOException {
    assertEquals(ROWS, ImageFile.read(write(jpeg())).rows());
    assertEquals(1, ExifOrientation.of(withExif(jpeg(), exif(9, ByteOrder.BIG_ENDIAN))));
    assertEquals(1, ExifOrientation.of(withExif(jpeg(), exif(0, ByteOrder.BIG_ENDIAN))));
  }

  /** Whatever the bytes of the Exif data, it is a number from 1 to 8. */
  @Test
  void survivesDamage() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] whole = withExif(jpeg(), exif(6, ByteOrder.LITTLE_ENDIAN));
    assertEquals(6, ExifOrientation.of(whole));
    int differing = 0;
    for (int round = 0; round < 5000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(2, 50)] = (byte) random.nextInt();
      }
      int orientation = ExifOrientation.of(damaged);
      assertEquals(Math.max(1, Math.min(8, orientation)), orientation);
      differing += orientation == 6 ? 0 : 1;
    }
    assertTrue(differing > 1000, differing + " of 5000");
    for (int length = 2; length < 60; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      int orientation = ExifOrientation.of(cut);
      assertEquals(orientation == 6 ? 6 : 1, orientation);
    }
  }

  private static int middleOf(GrayImage image, String side) {
    int row = image.rows() / 2;
    int column = image.columns() / 2;
    switch (side) {
      case "top" -> row = 2;
      case "bottom" -> row = image.rows() - 3;
      case "left" -> column = 2;
      default -> column = image.columns() - 3;
    }
    return image.pixels()[row * image.columns() + column] & 0xff;
  }

  private static byte[] jpeg() throws IOException {
    BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        image.getRaster().setSample(x, y, 0, y < 8 ? 0 : x < 8 ? 128 : 255);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  /** One directory with two entries, the orientation the second. */
  private static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(COLUMNS);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
    return tiff.array();
  }

  private static byte[] withExif(byte[] jpeg, byte[] tiff) {
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + 10 + tiff.length);
    all.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + tiff.length));
    all.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    return all.put(jpeg, 2, jpeg.length - 2).array();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("photo.jpg"), bytes);
  }
}
