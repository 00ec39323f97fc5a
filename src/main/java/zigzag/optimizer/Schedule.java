package zigzag.optimizer;

import java.util.List;
import zigzag.Choice;
import zigzag.Labelled;

/**
 * The shape of a learning rate over a training: its share of the base rate by progress p, which
 * runs from 0, at the first step after the warm-up, to 1, just after the last step.
 */
public enum Schedule implements Labelled {
  /** {@code f(p) = 1}. */
  CONSTANT,

  /**
   * {@code f(p) = 1, 0.1, 0.01} from p = 0, 1/2 and 3/4 on.
   *
   * <p>Source: K. He, X. Zhang, S. Ren and J. Sun, Deep residual learning for image recognition,
   * CVPR 2016, arXiv:1512.03385, section 4.2: divided by 10 at 32k and 48k of 64k steps.
   */
  STEP,

  /**
   * {@code f(p) = 0.01ᵖ}: the same two orders of magnitude as {@link #STEP}, spread evenly, so that
   * the two differ in shape alone. It has no single source.
   */
  EXPONENTIAL,

  /**
   * {@code f(p) = (1 + cos π p) / 2}.
   *
   * <p>Source: I. Loshchilov and F. Hutter, SGDR: stochastic gradient descent with warm restarts,
   * ICLR 2017, arXiv:1608.03983, without restarts and down to 0.
   */
  COSINE,

  /**
   * Up from 1/25 to 1 over the first 30 %, then down to 1/250,000, each half a cosine wave.
   *
   * <p>{@code f(p) = 1 - (1 - 1/25) (1 + cos(π p / 0.3)) / 2} for p ≤ 0.3, then {@code f(p) =
   * 1/250000 + (1 - 1/250000) (1 + cos(π (p - 0.3) / 0.7)) / 2}. The base rate is the highest one.
   *
   * <p>Source: L. N. Smith and N. Topin, Super-convergence: very fast training of neural networks
   * using large learning rates, 2018, arXiv:1708.07120, in the form that libraries settled on: two
   * phases rather than three, cosines rather than lines, and the momentum left as it is.
   */
  ONE_CYCLE;

  public static final Choice<Schedule> CHOICE =
      Choice.of("schedule", List.of(values()), Schedule::label);

  /** The share of the base rate; it and the progress are in [0, 1]. */
  public double factor(double progress) {
    if (!(progress >= 0 && progress <= 1)) {
      throw new IllegalArgumentException("progress must be in [0, 1], not " + progress);
    }
    return switch (this) {
      case CONSTANT -> 1;
      case STEP -> progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
      case EXPONENTIAL -> Math.pow(0.01, progress);
      case COSINE -> cosine(1, 0, progress);
      case ONE_CYCLE -> oneCycle(progress);
    };
  }

  private static double oneCycle(double p) {
    double peak = 0.3;
    double start = 1 / 25.0;
    double end = start / 1e4;
    return p <= peak ? cosine(start, 1, p / peak) : cosine(1, end, (p - peak) / (1 - peak));
  }

  /** From one value to another along half a cosine wave, as p goes from 0 to 1. */
  private static double cosine(double from, double to, double p) {
    return to + (from - to) * (1 + Math.cos(Math.PI * p)) / 2;
  }
}
