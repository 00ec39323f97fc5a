package zigzag.data.photo;

import java.awt.Rectangle;
import java.util.Optional;
import java.util.Set;
import zigzag.InputException;
import zigzag.data.digits.InkCanvas;

/**
 * Makes of any picture of one digit what a network trained on MNIST expects to see: white ink on
 * black, fitted and centred as {@link InkCanvas} says, for other sizes than MNIST's into a box of
 * 20/28 of the side, with grey levels from the scaling. What is ink, {@link InkFinder} says.
 *
 * @param rows the height of the network's images, in pixels
 * @param columns their width
 */
public record DigitNormalization(int rows, int columns) {
  /** Pictures are reduced to about this side first, which also averages their noise. */
  private static final int WORKING_SIDE = 600;

  /** The share of the brightest pixels that thin strokes are strengthened to. */
  private static final double BRIGHTEST = 0.1;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  public DigitNormalization {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels");
    }
  }

  /**
   * What the network sees of a picture: normalized, unless it has the right size already.
   *
   * @return {@code rows × columns} bytes, 0 the background and 255 the ink
   * @throws InputException if it shows no digit
   */
  public byte[] input(String name, GrayImage image, boolean normalized) {
    return (normalized ? normalize(image) : keep(image))
        .orElseThrow(
            () -> new InputException(name + " shows no digit: nothing stands out from its edges"));
  }

  public boolean hasSize(GrayImage image) {
    return image.rows() == rows && image.columns() == columns;
  }

  /**
   * Takes a picture of the right size as it is, only inverted if it is dark on light.
   *
   * @return {@code rows × columns} bytes, 0 the background and 255 the ink; empty if all pixels are
   *     alike
   * @throws IllegalArgumentException if it has another size
   */
  public Optional<byte[]> keep(GrayImage image) {
    if (!hasSize(image)) {
      throw new IllegalArgumentException(
          image.rows() + " x " + image.columns() + " pixels, not " + rows + " x " + columns);
    }
    byte[] pixels = image.pixels().clone();
    boolean dark = new InkFinder(Levels.of(image)).isDarkOnLight();
    boolean blank = true;
    for (int i = 0; i < pixels.length; i++) {
      blank &= image.pixels()[i] == image.pixels()[0];
      pixels[i] = (byte) (dark ? 255 - (pixels[i] & 0xff) : pixels[i]);
    }
    return blank ? Optional.empty() : Optional.of(pixels);
  }

  /**
   * Finds the digit in a picture of any size, fits it into the box and centres it.
   *
   * @return {@code rows × columns} bytes, 0 the background and 255 the ink; empty if there is no
   *     digit
   */
  public Optional<byte[]> normalize(GrayImage image) {
    return ink(image).map(ink -> fit(ink.amounts()));
  }

  /** What speaks against a picture's showing one whole digit; nothing if it shows none. */
  public Set<Doubt> doubts(GrayImage image) {
    return ink(image).map(InkFinder.Ink::doubts).orElse(Set.of());
  }

  private static Optional<InkFinder.Ink> ink(GrayImage image) {
    // How many pixels are averaged to one, in each direction.
    int step =
        Math.max(1, Math.round(Math.max(image.rows(), image.columns()) / (float) WORKING_SIDE));
    Levels levels = Levels.of(image);
    if (step > 1) {
      int rows = Math.max(1, image.rows() / step);
      levels = levels.scaled(0, 0, step, rows, Math.max(1, image.columns() / step));
    }
    return new InkFinder(levels).find();
  }

  private byte[] fit(Levels ink) {
    Rectangle box = new Rectangle(-1, -1); // around no point yet
    for (int i = 0; i < ink.values().length; i++) {
      if (ink.values()[i] > 0) {
        box.add(i % ink.columns(), i / ink.columns());
      }
    }
    int height = box.height + 1;
    int width = box.width + 1;
    double step = Math.max(height / (double) box(rows), width / (double) box(columns));
    int toRows = pixels(height / step, box(rows));
    int toColumns = pixels(width / step, box(columns));
    double fromTop = box.y - (toRows * step - height) / 2;
    double fromLeft = box.x - (toColumns * step - width) / 2;
    Levels fitted = ink.scaled(fromTop, fromLeft, step, toRows, toColumns);
    strengthen(fitted);
    byte[] target = new byte[rows * columns];
    InkCanvas.centre(fitted.values(), toRows, toColumns, target, 0, rows, columns);
    return target;
  }

  /** MNIST's box of 20 in 28 pixels, for any side. */
  private static int box(int side) {
    return Math.max(1, Math.round(side * InkCanvas.BOX / (float) InkCanvas.SIZE));
  }

  /** The whole pixels that a fractional length needs. */
  private static int pixels(double length, int most) {
    return Math.max(1, Math.min(most, (int) Math.ceil(length - 1e-9)));
  }

  /**
   * Scales the amounts so that a tenth of the ink's pixels is full: strokes thinner than a pixel
   * would be pale, and the network has seen no pale digits.
   */
  private static void strengthen(Levels ink) {
    double[] some = ink.above(0);
    float full = (float) some[some.length - 1 - (int) (BRIGHTEST * some.length)];
    for (int i = 0; i < ink.values().length; i++) {
      ink.values()[i] = Math.min(1, ink.values()[i] / full);
    }
  }
}
