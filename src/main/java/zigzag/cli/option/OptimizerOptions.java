package zigzag.cli.option;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Label;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.training.settings.Update;

/** The flags of the update rule and its learning rate. */
public final class OptimizerOptions extends PluginOptions {
  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "update rule; see the command optimizers (default: adam)")
  String optimizer;

  @Option(
      names = {"--lr", "--learning-rate"},
      paramLabel = "X",
      description = "learning rate (default: the rule's own, as for the next five)")
  private Double learningRate;

  @Option(names = "--momentum", paramLabel = "X", description = "momentum")
  private Double momentum;

  @Option(names = "--beta1", paramLabel = "X", description = "decay of the mean gradient")
  private Double beta1;

  @Option(names = "--beta2", paramLabel = "X", description = "decay of the mean square")
  private Double beta2;

  @Option(names = "--rho", paramLabel = "X", description = "decay in rmsprop and adadelta")
  private Double rho;

  @Option(names = "--epsilon", paramLabel = "X", description = "keeps divisors from 0")
  private Double epsilon;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description =
          "L2 on weights, not biases; decoupled for adamw and lion (default: 0.01 for adamw, else"
              + " 0)")
  private Double weightDecay;

  @Option(
      names = "--clip-norm",
      paramLabel = "X",
      description = "shorten a gradient that is longer than X to X (default: never)")
  private double clipNorm;

  @Option(
      names = "--ema",
      paramLabel = "X",
      description =
          "judge and keep a running mean of the parameters, of which a step keeps the share X"
              + " (default: 0, none)")
  private double ema;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "constant, step, exponential, cosine or one-cycle (default: constant)")
  private String schedule = Schedule.CONSTANT.label();

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      description = "epochs over which the learning rate climbs first (default: 0)")
  private double warmup;

  /** What the flags come to, with this rule. */
  Update update(Optimizer rule) {
    return new Update(
        rule,
        weightDecay == null ? rule.defaultWeightDecay() : weightDecay,
        clipNorm,
        ema,
        Schedule.CHOICE.pick(schedule),
        warmup);
  }

  Optimizer create(Optimizers optimizers, String text) {
    Label label = Label.parse(text);
    Map<String, Double> values = new LinkedHashMap<>(label.values());
    String[] names = {"lr", "momentum", "beta1", "beta2", "rho", "epsilon"};
    Double[] flags = {learningRate, momentum, beta1, beta2, rho, epsilon};
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] != null && values.put(names[i], flags[i]) != null) {
        throw new InputException(names[i] + " is given twice; leave one out");
      }
    }
    return optimizers.create(label.name(), values);
  }
}
