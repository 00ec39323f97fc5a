package zigzag.network;

import java.util.List;
import zigzag.Choice;
import zigzag.Labelled;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers.Variance;
import zigzag.initializer.Initializers.VarianceScaling;

/**
 * The non-linearity of the hidden layer, {@code h = f(z)}.
 *
 * <p>Every derivative is written in terms of {@code h} itself, so that the backward pass needs
 * nothing but what the forward pass left.
 */
public enum Activation implements Labelled {
  /** {@code f(z) = max(0, z)}; its derivative at 0 is taken as 0. */
  RELU {
    @Override
    void apply(float[] z, int start, int length) {
      for (int i = start; i < start + length; i++) {
        z[i] = Math.max(z[i], 0f);
      }
    }

    @Override
    void multiplyByDerivative(float[] h, float[] gradient, int start, int length) {
      for (int i = start; i < start + length; i++) {
        // 1 for h > 0, else 0: two factors of 2^100 take even the least h above 1. HotSpot 17 does
        // not vectorise a branch: 8 µs for 2,500 values on a way of 1.
        gradient[i] *= Math.min(h[i] * 0x1p100f * 0x1p100f, 1f);
      }
    }
  },

  /** {@code f(z) = 1 / (1 + exp(-z))}. */
  SIGMOID {
    @Override
    void apply(float[] z, int start, int length) {
      for (int i = start; i < start + length; i++) {
        z[i] = (float) (1 / (1 + Math.exp(-z[i])));
      }
    }

    @Override
    void multiplyByDerivative(float[] h, float[] gradient, int start, int length) {
      for (int i = start; i < start + length; i++) {
        gradient[i] *= h[i] * (1f - h[i]);
      }
    }
  },

  /** {@code f(z) = tanh z}. */
  TANH {
    @Override
    void apply(float[] z, int start, int length) {
      for (int i = start; i < start + length; i++) {
        z[i] = (float) Math.tanh(z[i]);
      }
    }

    @Override
    void multiplyByDerivative(float[] h, float[] gradient, int start, int length) {
      for (int i = start; i < start + length; i++) {
        gradient[i] *= 1f - h[i] * h[i];
      }
    }
  };

  /** Closer to the end of its range than this, a unit says nothing. */
  private static final float SATURATED = 0.01f;

  public static final Choice<Activation> CHOICE =
      Choice.of("activation", List.of(values()), Activation::label);

  /** What weights start from unless told otherwise: he for ReLU, else xavier. */
  public Initializer defaultInitializer() {
    return new VarianceScaling(this == RELU ? Variance.HE : Variance.XAVIER, false);
  }

  /** f(z) in double precision, as the formula reads. */
  double value(double z) {
    return switch (this) {
      case RELU -> Math.max(0, z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case TANH -> Math.tanh(z);
    };
  }

  /** f'(z), likewise. */
  double slope(double z) {
    double h = value(z);
    return switch (this) {
      case RELU -> z > 0 ? 1 : 0;
      case SIGMOID -> h * value(-z);
      case TANH -> 1 - h * h;
    };
  }

  /**
   * How many hidden units are dead or saturated for every example: their slope is 0 there, or
   * nearly so.
   *
   * @param h what the units put out, {@code examples × units}, row by row
   */
  public int silentUnits(float[] h, int units) {
    int count = 0;
    for (int unit = 0; unit < units; unit++) {
      boolean isSilent = true;
      for (int at = unit; at < h.length && isSilent; at += units) {
        isSilent = isSilent(h[at]);
      }
      count += isSilent ? 1 : 0;
    }
    return count;
  }

  private boolean isSilent(float h) {
    return switch (this) {
      case RELU -> h == 0;
      case SIGMOID -> h < SATURATED || h > 1 - SATURATED;
      case TANH -> Math.abs(h) > 1 - SATURATED;
    };
  }

  /**
   * Applies the non-linearity, in place.
   *
   * @param z {@code length} values from {@code start} on, on entry {@code x W1 + b1}, on return h
   */
  abstract void apply(float[] z, int start, int length);

  /**
   * Takes a gradient back through the non-linearity, in place.
   *
   * @param h what the forward pass computed, {@code length} values from {@code start} on
   * @param gradient in the same places, on entry dL/dh, on return dL/d(x W1 + b1)
   */
  abstract void multiplyByDerivative(float[] h, float[] gradient, int start, int length);
}
