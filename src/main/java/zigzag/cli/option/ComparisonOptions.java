package zigzag.cli.option;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Label;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.Contender;
import zigzag.experiment.comparison.TuningPlan;
import zigzag.optimizer.Sgd;
import zigzag.training.settings.Registries;
import zigzag.training.settings.TrainingSettings;

/** The flags that say who is compared, and how. */
public final class ComparisonOptions {
  /** The chapter's four. */
  private static final List<String> OPTIMIZERS = List.of("sgd", "momentum", "adagrad", "adam");

  private static final int SEEDS = 5;

  private static final int MAX_SEEDS = 10_000;

  /** Far from the seeds that people choose for the comparison itself. */
  private static final long FIRST_TUNING_SEED = 1_000_000_001;

  @Option(
      names = "--optimizers",
      paramLabel = "A,B,…",
      split = ",",
      hideParamSyntax = true,
      description =
          "update rules, with their hyperparameters if need be, as in"
              + " sgd:lr=0.1,momentum:lr=0.1:momentum=0.95 (default: sgd,momentum,adagrad,adam;"
              + " with --inits alone, the one of --optimizer)")
  private List<String> optimizers;

  @Option(
      names = "--inits",
      paramLabel = "A,B,…",
      split = ",",
      hideParamSyntax = true,
      description =
          "initializers, as in zeros,normal:std=0.01,xavier,he; with --optimizers, every pair"
              + " (default: the one of --init)")
  private List<String> inits;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "trainings of each, with the seeds from --seed on (default: " + SEEDS + ")")
  private int seeds = SEEDS;

  @Option(
      names = "--target",
      paramLabel = "ACC",
      description =
          "report the steps and seconds to this validation accuracy, a share such as 0.97; it is"
              + " looked at after each epoch")
  private Double target;

  @Option(
      names = "--tune",
      description =
          "first find each one's learning rate on the validation data, by a logarithmic grid about"
              + " its own that grows where the best rate lies on its edge")
  private boolean tune;

  @Option(
      names = "--tune-budget",
      paramLabel = "N",
      description = "learning rates to try for each one (default: " + TuningPlan.BUDGET + ")")
  private Integer tuneBudget;

  @Option(
      names = "--tune-seeds",
      paramLabel = "N",
      description =
          "trainings of each rate, with seeds that the comparison does not use (default: "
              + TuningPlan.SEEDS
              + ")")
  private Integer tuneSeeds;

  /** Refuses flags that contradict each other, and names and numbers that make no sense. */
  public ComparisonPlan plan(TrainingOptions training, PartOptions parts, int trainingExamples)
      throws IOException {
    InputException.refuseBoth(
        optimizers != null && training.namesOptimizer(), "--optimizers", "--optimizer");
    InputException.refuseBoth(inits != null && training.namesInit(), "--inits", "--init");
    if (!tune && (tuneBudget != null || tuneSeeds != null)) {
      throw new InputException("--tune-budget and --tune-seeds go with --tune; add it");
    }
    Numbers.requireCount("--seeds", seeds, MAX_SEEDS);
    int tuningSeeds = tuneSeeds == null ? TuningPlan.SEEDS : tuneSeeds;
    Numbers.requireCount("--tune-seeds", tuningSeeds, MAX_SEEDS);
    Registries rules = training.rules();
    List<Contender> contenders = new ArrayList<>();
    // Of a rule without a weight decay of its own: what the flag says, or none.
    TrainingSettings common = training.settings(rules, new Sgd(), trainingExamples);
    for (String rule : rules(training)) {
      TrainingSettings settings =
          training.settings(rules, training.optimizer(rules, rule), trainingExamples);
      for (String init : inits == null ? List.of("") : inits) {
        String start = canonical(init);
        contenders.add(
            new Contender(
                inits == null
                    ? canonical(rule)
                    : optimizers == null ? start : canonical(rule) + "+" + start,
                settings.update().optimizer(),
                inits == null ? settings.architecture().init() : rules.initializers().named(start),
                settings.update().weightDecay()));
      }
    }
    int budget = tuneBudget == null ? TuningPlan.BUDGET : tuneBudget;
    try {
      return new ComparisonPlan(
          common,
          contenders,
          seeds(common.seed(), seeds),
          target == null ? OptionalDouble.empty() : OptionalDouble.of(target),
          tune
              ? Optional.of(new TuningPlan(budget, seeds(FIRST_TUNING_SEED, tuningSeeds)))
              : parts.tuning(),
          parts.share());
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  /** Whether learning rates are to be found. */
  public boolean tunes() {
    return tune;
  }

  /** The rules by name: the one of --optimizer, or its default, where only --inits are many. */
  private List<String> rules(TrainingOptions training) {
    if (optimizers != null) {
      return optimizers;
    }
    return inits != null || training.namesOptimizer()
        ? List.of(training.optimizerName())
        : OPTIMIZERS;
  }

  private static List<Long> seeds(long first, int count) {
    return LongStream.range(0, count).map(i -> first + i).boxed().toList();
  }

  private static String canonical(String text) {
    return Label.parse(text).canonical().toString();
  }
}
