package zigzag.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zigzag.rule.Plugins;
import zigzag.rule.Registry;

/** All update rules by name: the built-in ones, then the plug-ins. */
public final class Optimizers extends Registry<Optimizer> {
  public static final Kind<Optimizer> KIND =
      new Kind<>("optimizer", Optimizer.class, Optimizers::require);

  private static final List<Optimizer> BUILT_IN =
      List.of(
          new Sgd(),
          new Momentum(),
          new Nesterov(),
          new AdaGrad(),
          new RmsProp(),
          new AdaDelta(),
          new Adam(),
          new AdamW(),
          new Nadam(),
          new AmsGrad(),
          new Lion());

  /** The built-in rules and the plug-ins on the class path. */
  public Optimizers() {
    this(new Plugins());
  }

  /** As {@link Registry}. */
  public Optimizers(Plugins plugins) {
    super(KIND, BUILT_IN, plugins);
  }

  /** The same rule with another learning rate, which it may refuse. */
  public static Optimizer withLearningRate(Optimizer optimizer, double learningRate) {
    List<Double> values = new ArrayList<>(hyperparameters(optimizer).values());
    values.set(0, learningRate);
    return construct(KIND, optimizer, values);
  }

  /** The learning rate that a rule has where the user gives none. */
  public static double defaultLearningRate(Optimizer optimizer) {
    return defaults(optimizer).learningRate();
  }

  private static void require(Optimizer rule) {
    if (!hyperparameters(rule).keySet().stream().findFirst().equals(Optional.of("learningRate"))) {
      throw new IllegalArgumentException("its first component must be learningRate");
    }
    if (rule.slots() < 0) {
      throw new IllegalArgumentException(
          "its slots are " + rule.slots() + "; they must be at least 0");
    }
  }
}
