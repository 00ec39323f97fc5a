package zigzag.data.distortion;

import java.util.List;
import zigzag.Choice;
import zigzag.Labelled;

/**
 * How training images are distorted, and how much; strengths that a kind has no use for are those
 * of default. Those in pixels suit images near MNIST's size; their source: {@link Distortion}.
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
  public enum Kind implements Labelled {
    /** Images as they are. */
    NONE,
    /** Turned or slanted, stretched, shifted. */
    AFFINE,
    /** Bent as well. */
    ELASTIC;

    public static final Choice<Kind> CHOICE =
        Choice.of("augmentation", List.of(values()), Kind::label);
  }

  public static final double DEFAULT_ANGLE = 7.5;
  public static final double DEFAULT_STRETCH = 0.15;
  public static final double DEFAULT_SHIFT = 1;
  public static final double DEFAULT_ALPHA = 34;
  public static final double DEFAULT_SIGMA = 4;

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(Kind.NONE);

  /**
   * Checks the strengths.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Augmentation {
    require(alpha >= 0 && Double.isFinite(alpha), "alpha " + alpha + "; 0 or more works");
    require(sigma > 0 && sigma <= 100, "sigma " + sigma + "; above 0 to 100 pixels work");
    require(
        rotation >= 0 && rotation < 90, "angle " + rotation + "; 0 to less than 90 degrees work");
    require(stretch >= 0 && stretch < 1, "stretch " + stretch + "; 0 to less than 1 works");
    require(shift >= 0 && Double.isFinite(shift), "shift " + shift + "; 0 pixels or more work");
  }

  private static void require(boolean works, String what) {
    if (!works) {
      throw new IllegalArgumentException(what);
    }
  }

  /** With the usual strengths. */
  public Augmentation(Kind kind) {
    this(kind, DEFAULT_ANGLE, DEFAULT_STRETCH, DEFAULT_SHIFT, DEFAULT_ALPHA, DEFAULT_SIGMA);
  }
}
