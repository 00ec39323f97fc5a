package zigzag.data;

import java.util.List;
import java.util.Locale;
import zigzag.Choice;

/** The distortions of training images to choose from, at their default strengths. */
public enum Augmentation {
  /** Images as they are. */
  NONE {
    @Override
    public Distortion distortion(int rows, int columns) {
      return (source, sourceOffset, target, targetOffset, random) ->
          System.arraycopy(source, sourceOffset, target, targetOffset, rows * columns);
    }
  },

  /** Turned or slanted, stretched, shifted: {@link AffineDistortion}. */
  AFFINE {
    @Override
    public Distortion distortion(int rows, int columns) {
      return new AffineDistortion(rows, columns);
    }
  },

  /** Bent as well: {@link ElasticDistortion}. */
  ELASTIC {
    @Override
    public Distortion distortion(int rows, int columns) {
      return new ElasticDistortion(rows, columns);
    }
  };

  private static final Choice<Augmentation> CHOICE =
      Choice.of("augmentation", List.of(values()), Augmentation::label);

  /** What it is called on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The augmentation of that label, in upper or lower case.
   *
   * @throws zigzag.InputException if there is none
   */
  public static Augmentation named(String label) {
    return CHOICE.pick(label);
  }

  /**
   * Makes a distortion of images of this size, for one thread.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  public abstract Distortion distortion(int rows, int columns);
}
