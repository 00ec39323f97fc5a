package zigzag.cli.option;

import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.data.distortion.Augmentation;
import zigzag.data.distortion.Augmentation.Kind;

/** The flags of the distortions. */
public final class AugmentOptions {
  @Option(
      names = "--augment",
      paramLabel = "NAME",
      description = "distort the training images: none, affine or elastic (default: none)")
  private String augment = Kind.NONE.label();

  @Option(
      names = "--rotation",
      paramLabel = "DEGREES",
      description = "largest rotation or shear (default: " + Augmentation.DEFAULT_ANGLE + ")")
  private Double rotation;

  @Option(
      names = "--stretch",
      paramLabel = "X",
      description =
          "largest relative change of a side (default: " + Augmentation.DEFAULT_STRETCH + ")")
  private Double stretch;

  @Option(
      names = "--shift",
      paramLabel = "PIXELS",
      description = "largest shift (default: " + Augmentation.DEFAULT_SHIFT + ")")
  private Double shift;

  @Option(
      names = "--elastic-alpha",
      paramLabel = "PIXELS",
      description =
          "strength of elastic displacements (default: " + Augmentation.DEFAULT_ALPHA + ")")
  private Double alpha;

  @Option(
      names = "--elastic-sigma",
      paramLabel = "PIXELS",
      description = "how far they reach (default: " + Augmentation.DEFAULT_SIGMA + ")")
  private Double sigma;

  /** Refuses a kind that there is not, and a strength that it has no use for or out of range. */
  public Augmentation augmentation() {
    Kind kind = Kind.CHOICE.pick(augment);
    boolean affine = kind != Kind.NONE;
    boolean elastic = kind == Kind.ELASTIC;
    return new Augmentation(
        kind,
        strength("--rotation", rotation, affine, Augmentation.DEFAULT_ANGLE),
        strength("--stretch", stretch, affine, Augmentation.DEFAULT_STRETCH),
        strength("--shift", shift, affine, Augmentation.DEFAULT_SHIFT),
        strength("--elastic-alpha", alpha, elastic, Augmentation.DEFAULT_ALPHA),
        strength("--elastic-sigma", sigma, elastic, Augmentation.DEFAULT_SIGMA));
  }

  private double strength(String flag, Double given, boolean used, double usual) {
    if (given != null && !used) {
      throw new InputException(
          flag + " has no effect with --augment " + augment + "; leave it out, or choose another");
    }
    return given == null ? usual : given;
  }
}
