package zigzag.data.photo;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.RegularFile;

/**
 * Reads PNG, JPEG, GIF and BMP files as grayscale pictures.
 *
 * <p>Photos are turned upright, as their Exif data says. The grey of a pixel is its luma, {@code
 * 0.299 R + 0.587 G + 0.114 B}; what is transparent lies on white paper. The size is read from the
 * header and bounded before memory is taken for the pixels, and a large photo is thinned out while
 * it is decoded.
 *
 * <p>Source of the weights: ITU-R BT.601.
 */
public final class ImageFile {
  /** The largest file, in bytes. */
  public static final int MAX_BYTES = 64 << 20;

  /** The most pixels of a picture. */
  public static final int MAX_PIXELS = 50_000_000;

  /** The longest side of a picture: decoders take memory for whole rows. */
  public static final int MAX_SIDE = 20_000;

  /** Pixels that are kept of a picture, at most; of larger ones every second, third, … is read. */
  private static final int MAX_KEPT = 16_000_000;

  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  private ImageFile() {}

  /**
   * Reads a picture.
   *
   * @throws InputException if there is no such file, it is none of the formats, damaged, or too
   *     large
   * @throws IOException if it can't be read
   */
  public static GrayImage read(Path file) throws IOException {
    return read(file.toString(), bytes(file));
  }

  /**
   * Reads a picture that is in memory.
   *
   * @param name what it is called in messages
   */
  public static GrayImage read(String name, byte[] bytes) {
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(
                () ->
                    new InputException(
                        name + " is no PNG, JPEG, GIF or BMP picture; save it as PNG"));
    try {
      format.check(bytes);
      GrayImage stored = gray(decode(name, format, bytes));
      return format == ImageFormat.JPEG
          ? ExifOrientation.upright(stored, ExifOrientation.of(bytes))
          : stored;
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The bytes are in memory, so nothing but their content can fail; and the decoders answer
      // hostile content with whatever their arrays and colour models happen to throw.
      String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new InputException(
          Numerals.format(
              "%s is no %s picture that can be read: %s; copy it again or save it as PNG",
              name, format, what),
          e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new InputException(file + ": there is no such file; name a picture");
    }
    if (!Files.isReadable(file)) {
      throw new InputException(file + ": permission denied; make it readable");
    }
    try (InputStream in = RegularFile.stream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InputException(
            file + " is larger than " + (MAX_BYTES >> 20) + " MB; scale the picture down");
      }
      if (bytes.length == 0) {
        throw new InputException(file + " is empty; copy or save the picture again");
      }
      return bytes;
    }
  }

  private static BufferedImage decode(String name, ImageFormat format, byte[] bytes)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    AtomicReference<String> warned = new AtomicReference<>(); // a few bytes can draw thousands
    reader.addIIOReadWarningListener((source, warning) -> warned.compareAndSet(null, warning));
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      int columns = reader.getWidth(0);
      int rows = reader.getHeight(0);
      requireBounded(name, rows, columns);
      long count = (long) rows * columns;
      if (count > format.maxPixels(bytes)) {
        throw new IIOException(bytes.length + " bytes can't hold " + columns + " x " + rows);
      }
      int step = (int) Math.ceil(Math.sqrt((double) count / MAX_KEPT));
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image = reader.read(0, parameters);
      if (warned.get() != null) {
        throw new IIOException(warned.get());
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  private static void requireBounded(String name, int rows, int columns) {
    if (Math.min(rows, columns) < 1
        || Math.max(rows, columns) > MAX_SIDE
        || (long) rows * columns > MAX_PIXELS) {
      throw new InputException(
          Numerals.format(
              "%s has %,d x %,d pixels; at most %d million and sides of 1 to %,d can be read;"
                  + " scale the picture down",
              name, columns, rows, MAX_PIXELS / 1_000_000, MAX_SIDE));
    }
  }

  private static GrayImage gray(BufferedImage image) {
    int columns = image.getWidth();
    ColorModel model = image.getColorModel();
    int type = model.getColorSpace().getType();
    // Whether the samples are the grey level or red, green and blue themselves. getRGB would
    // brighten grey ones, because it takes them to be linear, which the samples of files are not.
    boolean plain =
        model instanceof ComponentColorModel
            && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB);
    int[] samples = new int[image.getRaster().getNumBands()];
    byte[] pixels = new byte[image.getHeight() * columns];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % columns;
      int y = i / columns;
      pixels[i] =
          plain ? gray(model, image.getRaster().getPixel(x, y, samples)) : gray(image.getRGB(x, y));
    }
    return new GrayImage(image.getHeight(), columns, pixels);
  }

  private static byte gray(ColorModel model, int[] samples) {
    int colours = model.getNumColorComponents();
    double level =
        colours == 1
            ? share(model, samples, 0, 1)
            : share(model, samples, 0, RED)
                + share(model, samples, 1, GREEN)
                + share(model, samples, 2, BLUE);
    return onWhite(level, samples.length > colours ? share(model, samples, colours, 1) : 1);
  }

  private static double share(ColorModel model, int[] samples, int band, double weight) {
    return weight * samples[band] / ((1 << model.getComponentSize(band)) - 1);
  }

  private static byte gray(int argb) {
    double level = RED * (argb >> 16 & 0xff) + GREEN * (argb >> 8 & 0xff) + BLUE * (argb & 0xff);
    return onWhite(level / 255, (argb >>> 24) / 255.0);
  }

  private static byte onWhite(double level, double alpha) {
    return (byte) Math.round(255 * (alpha * level + 1 - alpha));
  }
}
