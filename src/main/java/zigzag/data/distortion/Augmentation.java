package zigzag.data.distortion;

import java.util.List;
import java.util.Locale;
import zigzag.Choice;

/**
 * How training images are distorted, and how much; strengths that a kind has no use for are those
 * of default.
 *
 * @param kind which distortion
 * @param rotation largest rotation or shear in degrees, from 0 to less than 90
 * @param stretch largest relative change of a side, from 0 to less than 1
 * @param shift largest shift in pixels, 0 or more
 * @param alpha strength of elastic displacements in pixels, 0 or more; 0 is affine alone
 * @param sigma standard deviation in pixels of the Gaussian that smooths them, above 0 to 100
 */
public record Augmentation(
    Kind kind, double rotation, double stretch, double shift, double alpha, double sigma) {
  public enum Kind {
    /** Images as they are. */
    NONE,
    /** Turned or slanted, stretched, shifted: {@link AffineDistortion}. */
    AFFINE,
    /** Bent as well: {@link ElasticDistortion}. */
    ELASTIC;

    private static final Choice<Kind> CHOICE =
        Choice.of("augmentation", List.of(values()), Kind::label);

    /** What it is called on the command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that label, in upper or lower case.
     *
     * @throws zigzag.InputException if there is none
     */
    public static Kind named(String label) {
      return CHOICE.pick(label);
    }
  }

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(Kind.NONE);

  /** Affine distortions of the usual strengths. */
  public static final Augmentation AFFINE = new Augmentation(Kind.AFFINE);

  /** Elastic distortions of the usual strengths. */
  public static final Augmentation ELASTIC = new Augmentation(Kind.ELASTIC);

  /**
   * Checks the strengths.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Augmentation {
    if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("alpha " + alpha + "; 0 or more works");
    }
    if (!(sigma > 0 && sigma <= 100)) {
      throw new IllegalArgumentException("sigma " + sigma + "; above 0 to 100 pixels work");
    }
    if (!(rotation >= 0 && rotation < 90)) {
      throw new IllegalArgumentException("angle " + rotation + "; 0 to less than 90 degrees work");
    }
    if (!(stretch >= 0 && stretch < 1)) {
      throw new IllegalArgumentException("stretch " + stretch + "; 0 to less than 1 works");
    }
    if (!(shift >= 0 && shift < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shift " + shift + "; 0 pixels or more work");
    }
  }

  /** With the usual strengths. */
  public Augmentation(Kind kind) {
    this(
        kind,
        AffineDistortion.DEFAULT_ANGLE,
        AffineDistortion.DEFAULT_STRETCH,
        AffineDistortion.DEFAULT_SHIFT,
        ElasticDistortion.DEFAULT_ALPHA,
        ElasticDistortion.DEFAULT_SIGMA);
  }

  /**
   * Makes a distortion of images of this size, for one thread.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  public Distortion distortion(int rows, int columns) {
    return switch (kind) {
      case NONE ->
          (source, sourceOffset, target, targetOffset, random) ->
              System.arraycopy(source, sourceOffset, target, targetOffset, rows * columns);
      case AFFINE -> new AffineDistortion(new ImageWarp(rows, columns, 1), this);
      case ELASTIC -> new ElasticDistortion(rows, columns, this);
    };
  }
}
