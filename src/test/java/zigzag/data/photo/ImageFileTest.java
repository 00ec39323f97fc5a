package zigzag.data.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

/** Pictures as they come, and pictures made to do harm. */
@Tag("slow")
final class ImageFileTest {
  private static final List<String> FORMATS = List.of("png", "jpg", "gif", "bmp");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void readsTheLevelsOfAnyKindOfPng(int type) throws IOException {
    BufferedImage image = new BufferedImage(256, 2, type);
    for (int x = 0; x < 256; x++) {
      for (int y = 0; y < 2; y++) {
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
          image.getRaster().setSample(x, y, 0, x);
        } else if (type == BufferedImage.TYPE_USHORT_GRAY) {
          image.getRaster().setSample(x, y, 0, x * 257);
        } else {
          image.setRGB(x, y, 0xff000000 | x * 0x010101);
        }
      }
    }

    GrayImage read = ImageFile.read(write("levels.png", bytes(image, "png")));

    assertEquals(2, read.rows());
    assertEquals(256, read.columns());
    for (int x = 0; x < 256; x++) {
      assertEquals(x, read.pixels()[x] & 0xff);
      assertEquals(x, read.pixels()[256 + x] & 0xff);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp"})
  void readsPalettesAsTheLumaOfTheirColours(String format) throws IOException {
    byte[] red = new byte[256];
    byte[] green = new byte[256];
    byte[] blue = new byte[256];
    red[0] = (byte) 255;
    green[1] = (byte) 255;
    blue[2] = (byte) 255;
    red[3] = 10;
    green[3] = 20;
    blue[3] = 30;
    IndexColorModel palette = new IndexColorModel(8, 256, red, green, blue);
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 1, 2, 3});

    GrayImage read = ImageFile.read(write("palette", bytes(image, format)));

    // 0.299, 0.587 and 0.114 of 255; 2.99 + 11.74 + 3.42
    assertArrayEquals(new byte[] {76, (byte) 150, 29, 18}, read.pixels());
  }

  @Test
  void laysWhatIsTransparentOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00000000);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 0, 0xff000000);

    GrayImage read = ImageFile.read(write("transparent.png", bytes(image, "png")));

    assertArrayEquals(new byte[] {(byte) 255, 127, 0}, read.pixels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void knowsAFormatByItsContentWhateverTheName(String format) throws IOException {
    GrayImage read = ImageFile.read(write("picture.txt", sample(format)));

    assertEquals(24, read.rows());
    assertEquals(32, read.columns());
    assertEquals(255, read.pixels()[0] & 0xff, 12);
    assertEquals(0, read.pixels()[12 * 32 + 16] & 0xff, 12);
  }

  @Test
  void thinsOutLargePictures() throws IOException {
    BufferedImage image = new BufferedImage(6000, 3000, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(4000, 2000, 0xffffffff);

    GrayImage read = ImageFile.read(write("large.png", bytes(image, "png")));

    assertEquals(1500, read.rows());
    assertEquals(3000, read.columns());
    assertEquals(255, read.pixels()[1000 * 3000 + 2000] & 0xff);
    assertEquals(0, read.pixels()[0]);
  }

  static Stream<String> formats() {
    return FORMATS.stream();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void rejectsFilesThatWereCutOff(String format) throws IOException {
    byte[] whole = sample(format);
    for (int length = 0; length < whole.length - 4; length += 1 + whole.length / 60) {
      Path file = write("cut." + format, Arrays.copyOf(whole, length));
      String at = format + " cut at " + length + " of " + whole.length;
      assertRejected(file, at);
    }
  }

  /** Whatever the bytes: a picture of a bounded size or an InputException, nothing else. */
  @ParameterizedTest
  @MethodSource("formats")
  void survivesDamageOfAnyKind(String format) throws IOException {
    SplittableRandom random = new SplittableRandom(format.hashCode());
    byte[] whole = sample(format);
    int rejected = 0;
    for (int round = 0; round < 400; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        damaged[random.nextInt(2, damaged.length)] = (byte) random.nextInt();
      }
      try {
        GrayImage read = ImageFile.read(write("damaged", damaged));
        assertTrue(read.pixels().length <= 16_000_000);
      } catch (InputException e) {
        assertTrue(e.getMessage().contains("damaged"), e.getMessage());
        rejected++;
      }
    }
    // Only its header can be seen to be wrong in a BMP, which is pixels otherwise.
    assertTrue(rejected > (format.equals("bmp") ? 3 : 40), rejected + " rejected");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void survivesNoiseBehindTheFirstBytes(String format) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] whole = sample(format);
    for (int round = 0; round < 50; round++) {
      byte[] noise = new byte[random.nextInt(20, 4000)];
      random.nextBytes(noise);
      System.arraycopy(whole, 0, noise, 0, 8);
      assertRejected(write("noise", noise), format);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20_001, 1 << 30, Integer.MAX_VALUE, -1, 0})
  void rejectsPngsThatPromiseTooMuch(int side) throws IOException {
    byte[] png = sample("png");
    ByteBuffer.wrap(png).putInt(16, side);
    sign(png, 8);
    assertRejected(write("huge.png", png), side + " columns");
  }

  @Test
  void rejectsTooManyPixelsWithAWordOnTheBound() throws IOException {
    byte[] png = sample("png");
    ByteBuffer.wrap(png).putInt(16, 10_000).putInt(20, 5_001);
    sign(png, 8);
    InputException e = assertRejected(write("huge.png", png), "50.01 million");
    assertTrue(e.getMessage().contains("10,000 x 5,001"), e.getMessage());
    assertTrue(e.getMessage().contains("50 million"), e.getMessage());
  }

  @Test
  void rejectsHugeSidesInTheOtherFormats() throws IOException {
    byte[] gif = sample("gif");
    int frame =
        IntStream.range(13, gif.length).filter(i -> gif[i] == 0x2c).findFirst().orElseThrow();
    while (gif[frame + 5] != 32 || gif[frame + 7] != 24) {
      frame++;
    }
    gif[frame + 6] = (byte) 0xff;
    gif[frame + 8] = (byte) 0xff;
    assertRejected(write("huge.gif", gif), "gif");

    byte[] bmp = sample("bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 1 << 30);
    assertRejected(write("huge.bmp", bmp), "bmp");

    byte[] jpeg = sample("jpg");
    int header =
        IntStream.range(2, jpeg.length)
            .filter(i -> (jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0)
            .findFirst()
            .orElseThrow();
    ByteBuffer.wrap(jpeg).putShort(header + 5, (short) 65_000).putShort(header + 7, (short) 65_000);
    assertRejected(write("huge.jpg", jpeg), "jpg");
  }

  /** A palette of two gigabytes, promised by a file of a few hundred bytes. */
  @Test
  void takesNoMemoryForChunksThatAreNotThere() throws IOException {
    byte[] png = sample("png");
    int length = ByteBuffer.wrap(png).getInt(33);
    for (int promised : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, length + 1_000_000}) {
      byte[] damaged = png.clone();
      ByteBuffer.wrap(damaged).putInt(33, promised);
      damaged[37] = 'P';
      damaged[38] = 'L';
      damaged[39] = 'T';
      damaged[40] = 'E';
      InputException e = assertRejected(write("chunk.png", damaged), "chunk of " + promised);
      assertTrue(e.getMessage().contains("ends within a chunk"), e.getMessage());
    }
  }

  @Test
  void checksTheSumsOfPngs() throws IOException {
    byte[] png = sample("png");
    png[17] ^= 1;
    InputException e = assertRejected(write("sum.png", png), "a flipped bit");
    assertTrue(e.getMessage().contains("checksum"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, -1})
  void rejectsCompressedBmps(int compression) throws IOException {
    byte[] bmp = sample("bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(30, compression);
    assertTrue(assertRejected(write("b.bmp", bmp), "compression").getMessage().contains("rare"));
  }

  @ParameterizedTest
  @ValueSource(ints = {257, Integer.MAX_VALUE, -1})
  void rejectsHugePalettesOfBmps(int colours) throws IOException {
    byte[] bmp = sample("bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(46, colours);
    assertTrue(assertRejected(write("b.bmp", bmp), "palette").getMessage().contains("palette"));
  }

  @Test
  void saysWhatIsNoPicture() throws IOException {
    String text = reject(write("text.png", "seven".getBytes(StandardCharsets.UTF_8)));
    assertTrue(text.contains("no PNG, JPEG, GIF or BMP"), text);
    assertTrue(reject(write("empty.png", new byte[0])).contains("is empty"));
    assertTrue(reject(folder).contains("is not a file"));
    assertTrue(reject(folder.resolve("none.png")).contains("no such file"));
  }

  @Test
  void rejectsHugeFilesWithoutReadingThem() throws IOException {
    Path file = write("huge.png", sample("png"));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(ImageFile.MAX_BYTES + 1L);
    }
    assertTrue(reject(file).contains("larger than 64 MB"));
  }

  private static String reject(Path file) {
    return assertThrows(InputException.class, () -> ImageFile.read(file)).getMessage();
  }

  private static InputException assertRejected(Path file, String what) {
    InputException e = assertThrows(InputException.class, () -> ImageFile.read(file), what);
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    return e;
  }

  /** Puts the right checksum on the chunk that starts at {@code at}. */
  private static void sign(byte[] png, int at) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int length = bytes.getInt(at);
    CRC32 sum = new CRC32();
    sum.update(png, at + 4, 4 + length);
    bytes.putInt(at + 8 + length, (int) sum.getValue());
  }

  /** A black disc on white, 32 × 24 pixels. */
  private static byte[] sample(String format) throws IOException {
    BufferedImage image = new BufferedImage(32, 24, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 32; x++) {
        image.setRGB(x, y, Math.hypot(x - 16, y - 12) < 8 ? 0 : 0xffffff);
      }
    }
    return bytes(image, format);
  }

  private static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, bytes), format);
    return bytes.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
