package zigzag.experiment.symmetry;

import java.util.List;
import java.util.random.RandomGenerator;
import zigzag.Choice;
import zigzag.InputException;
import zigzag.Labelled;
import zigzag.network.Layout;

/**
 * The smallest things that can tell equal hidden units apart.
 *
 * @param size of it: the standard deviation of the noise or of the biases, the dropout rate; 0 for
 *     none
 */
public record SymmetryBreak(Kind kind, double size) {
  /** What is done, and how much of it unless told otherwise. */
  public enum Kind implements Labelled {
    /** Nothing: what starts equal stays equal. */
    NONE(0),
    /** {@code w ← w + N(0, size²)} for every weight, once, before the first step. */
    WEIGHTS_NOISE(1e-6),
    /** {@code b1 ← N(0, size²)} once, before the first step. */
    BIAS(0.01),
    /** Dropout of the hidden units at this rate in every step. */
    DROPOUT(0.5);

    private final double usual;

    Kind(double usual) {
      this.usual = usual;
    }
  }

  private static final Choice<Kind> CHOICE =
      Choice.of("way to break the symmetry", List.of(Kind.values()), Kind::label);

  public SymmetryBreak {
    boolean isRate = kind == Kind.DROPOUT;
    if (!(size >= 0) || Double.isInfinite(size) || (isRate && size >= 1)) {
      throw new IllegalArgumentException(
          kind.label() + " of " + size + "; give a number from 0 up" + (isRate ? " below 1" : ""));
    }
  }

  /**
   * Reads {@code none}, {@code bias}, {@code dropout} or {@code weights-noise=1e-6}, each with or
   * without a number.
   *
   * @throws InputException if it is none of these
   */
  public static SymmetryBreak parse(String text) {
    int equals = text.indexOf('=');
    Kind kind = CHOICE.pick((equals < 0 ? text : text.substring(0, equals)).strip());
    if (equals < 0) {
      return new SymmetryBreak(kind, kind.usual);
    }
    try {
      return new SymmetryBreak(kind, Double.parseDouble(text.substring(equals + 1).strip()));
    } catch (NumberFormatException e) {
      throw new InputException("\"" + text + "\" has no number after its =", e);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  /** The share of hidden units to drop while training. */
  public double dropout() {
    return kind == Kind.DROPOUT ? size : 0;
  }

  /**
   * Changes freshly drawn parameters in place.
   *
   * @param random drawn from as often for every initializer
   */
  void apply(Layout layout, float[] parameters, RandomGenerator random) {
    if (kind == Kind.WEIGHTS_NOISE) {
      for (int i = 0; i < layout.weightCount(); i++) {
        parameters[i] += (float) (size * random.nextGaussian());
      }
    } else if (kind == Kind.BIAS) {
      for (int i = layout.b1(); i < layout.b2(); i++) {
        parameters[i] = (float) (size * random.nextGaussian());
      }
    }
  }

  @Override
  public String toString() {
    return kind == Kind.NONE ? kind.label() : kind.label() + "=" + size;
  }
}
