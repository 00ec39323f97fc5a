package zigzag.archive;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import zigzag.InputException;
import zigzag.RegularFile;

/** The bytes of a PNG file and its size in pixels. */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares or prints
public record Png(byte[] bytes, int width, int height) {
  /** The most pixels of a picture that is read. */
  public static final long MAX_PIXELS = 40_000_000;

  /** Between the images of a sheet, and about them. */
  public static final int SHEET_GAP = 2;

  private static final long MAX_BYTES = 16 << 20;

  /**
   * Reads a picture as it is, if there is one.
   *
   * @throws InputException if the file is something else, damaged or too large
   */
  public static Optional<Png> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    RegularFile.require(file, MAX_BYTES);
    byte[] bytes = RegularFile.bytes(file);
    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        reader.setInput(input);
        return Optional.of(of(file, reader, bytes));
      }
    }
    throw new InputException(file + " is not a PNG image");
  }

  /** The bytes of a file with a picture. */
  public static byte[] of(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalStateException("this Java cannot write PNG images");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static Png of(Path file, ImageReader reader, byte[] bytes) throws IOException {
    try {
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (!reader.getFormatName().equals("png") || pixels > MAX_PIXELS) {
        throw new InputException(file + " is not a PNG image of a usable size");
      }
      BufferedImage image = reader.read(0);
      return new Png(bytes, image.getWidth(), image.getHeight());
    } catch (IOException | RuntimeException e) {
      if (e instanceof InputException input) {
        throw input;
      }
      throw new InputException(file + " is a damaged PNG image", e);
    } finally {
      reader.dispose();
    }
  }
}
