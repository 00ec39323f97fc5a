package zigzag.data.photo;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import zigzag.InputException;
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
    byte[] bytes = bytes(file);
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(
                () ->
                    new InputException(
                        file + " is no PNG, JPEG, GIF or BMP picture; save it as PNG"));
    format
        .damage(bytes)
        .ifPresent(
            what -> {
              throw damaged(file, format, what, null);
            });
    GrayImage stored = gray(decode(file, format, bytes));
    return format == ImageFormat.JPEG
        ? ExifOrientation.upright(stored, ExifOrientation.of(bytes))
        : stored;
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new InputException(file + ": there is no such file; name a picture");
    }
    RegularFile.require(file);
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

  private static BufferedImage decode(Path file, ImageFormat format, byte[] bytes) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (warnings.isEmpty()) { // a few bytes can draw tens of thousands
            warnings.add(warning);
          }
        });
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      int columns = reader.getWidth(0);
      int rows = reader.getHeight(0);
      requireBounded(file, rows, columns);
      if ((long) rows * columns > format.maxPixels(bytes)) {
        throw damaged(
            file, format, bytes.length + " bytes can't hold " + columns + " x " + rows, null);
      }
      int step = (int) Math.ceil(Math.sqrt((double) rows * columns / MAX_KEPT));
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image = reader.read(0, parameters);
      if (!warnings.isEmpty()) {
        throw damaged(file, format, warnings.get(0), null);
      }
      return image;
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The bytes are in memory, so nothing but their content can fail; and the decoders answer
      // hostile content with whatever their arrays and colour models happen to throw.
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw damaged(file, format, message, e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireBounded(Path file, int rows, int columns) {
    if (rows < 1
        || columns < 1
        || Math.max(rows, columns) > MAX_SIDE
        || (long) rows * columns > MAX_PIXELS) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has %,d x %,d pixels; at most %d million and sides of 1 to %,d can be read;"
                  + " scale the picture down",
              file,
              columns,
              rows,
              MAX_PIXELS / 1_000_000,
              MAX_SIDE));
    }
  }

  private static InputException damaged(
      Path file, ImageFormat format, String what, Throwable cause) {
    return new InputException(
        file
            + " is no "
            + format
            + " picture that can be read: "
            + what
            + "; copy it again or save it as PNG",
        cause);
  }

  private static GrayImage gray(BufferedImage image) {
    int rows = image.getHeight();
    int columns = image.getWidth();
    byte[] pixels = new byte[rows * columns];
    for (int row = 0; row < rows; row++) {
      if (isPlain(image.getColorModel())) {
        fromSamples(image, row, pixels);
      } else {
        fromColours(image, row, pixels);
      }
    }
    return new GrayImage(rows, columns, pixels);
  }

  /**
   * Whether the samples are the grey level or red, green and blue themselves. {@code getRGB} would
   * brighten grey ones, because it takes them to be linear, which the samples of files are not.
   */
  private static boolean isPlain(ColorModel model) {
    int type = model.getColorSpace().getType();
    return model instanceof ComponentColorModel
        && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB);
  }

  private static void fromSamples(BufferedImage image, int row, byte[] pixels) {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int colours = model.getNumColorComponents();
    double[] most = new double[bands];
    for (int band = 0; band < bands; band++) {
      most[band] = (1 << model.getComponentSize(band)) - 1;
    }
    int columns = image.getWidth();
    int[] samples = raster.getPixels(0, row, columns, 1, (int[]) null);
    for (int column = 0; column < columns; column++) {
      int at = column * bands;
      double level =
          colours == 1
              ? samples[at] / most[0]
              : RED * samples[at] / most[0]
                  + GREEN * samples[at + 1] / most[1]
                  + BLUE * samples[at + 2] / most[2];
      double alpha = bands > colours ? samples[at + colours] / most[colours] : 1;
      pixels[row * columns + column] = onWhite(level, alpha);
    }
  }

  private static void fromColours(BufferedImage image, int row, byte[] pixels) {
    int columns = image.getWidth();
    for (int column = 0; column < columns; column++) {
      int argb = image.getRGB(column, row);
      double level = RED * (argb >> 16 & 0xff) + GREEN * (argb >> 8 & 0xff) + BLUE * (argb & 0xff);
      pixels[row * columns + column] = onWhite(level / 255, (argb >>> 24) / 255.0);
    }
  }

  private static byte onWhite(double level, double alpha) {
    return (byte) Math.round(255 * (alpha * level + 1 - alpha));
  }
}
