package zigzag.experiment.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import zigzag.InputException;
import zigzag.archive.RunFolders;
import zigzag.archive.TuningTrial;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.rule.PluginException;

/**
 * Finds every contender's learning rate, on validation data and with seeds of its own.
 *
 * <p>The searches take turns: in every round each contender's next rates are trained, all side by
 * side. What has been trained is kept in a file each, so that an interrupted search goes on where
 * it was.
 */
final class Tuning {
  /** Trains a contender at a learning rate; null if it was stopped. */
  @FunctionalInterface
  interface Trial {
    TuningTrial train(Contender contender, long seed, BooleanSupplier stop) throws IOException;
  }

  private final List<Contender> contenders;
  private final TuningPlan plan;
  private final Path folder;
  private final Trial trial;
  private final ComparisonListener listener;
  private final Map<String, TuningTrial> done = new ConcurrentHashMap<>();
  private final Map<String, LearningRateSearch> searches = new LinkedHashMap<>();

  /**
   * A search that has not begun, or goes on.
   *
   * @param folder where finished trials are kept
   */
  Tuning(
      List<Contender> contenders,
      TuningPlan plan,
      Path folder,
      Trial trial,
      ComparisonListener listener) {
    this.contenders = contenders;
    this.plan = plan;
    this.folder = folder;
    this.trial = trial;
    this.listener = listener;
    for (Contender contender : contenders) {
      searches.put(
          contender.label(),
          new LearningRateSearch(contender.optimizer().learningRate(), plan.budget()));
    }
  }

  /**
   * Spends every contender's budget.
   *
   * @return the contenders with their new learning rates; a contender keeps its own if all diverged
   */
  List<Contender> run(int threads, BooleanSupplier stop) throws IOException {
    while (!stop.getAsBoolean()) {
      Map<Contender, List<Double>> round = new LinkedHashMap<>();
      for (Contender contender : contenders) {
        List<Double> rates = searches.get(contender.label()).next();
        if (!rates.isEmpty()) {
          round.put(contender, rates);
        }
      }
      if (round.isEmpty()) {
        break;
      }
      List<ParallelTasks.Task> tasks = new ArrayList<>();
      round.forEach(
          (contender, rates) ->
              rates.forEach(
                  rate ->
                      plan.seeds()
                          .forEach(seed -> tasks.add(end -> attempt(contender, rate, seed, end)))));
      ParallelTasks.run(threads, tasks, stop);
      if (!stop.getAsBoolean()) {
        round.forEach(this::conclude);
      }
    }
    return contenders.stream().map(this::tuned).toList();
  }

  private void attempt(Contender contender, double rate, long seed, BooleanSupplier stop)
      throws IOException {
    Contender tried = at(contender, rate);
    String key = key(contender, rate, seed);
    Path file = folder.resolve(key + ".json");
    TuningTrial result = kept(file, tried);
    if (result == null) {
      try {
        result = trial.train(tried, seed, stop);
      } catch (PluginException e) {
        // No good at this rate, as if it had diverged; not kept, for the plug-in may be mended.
        done.put(key, tried.trial(seed, OptionalDouble.empty(), OptionalDouble.empty()));
        listener.failed(contender, seed, e);
        return;
      }
      if (result == null) {
        return;
      }
      result.write(file);
    }
    done.put(key, result);
    listener.tried(result);
  }

  /** A trial that an interrupted search left; null if there is none, or only its ruins. */
  private static TuningTrial kept(Path file, Contender contender) {
    try {
      return Files.isRegularFile(file)
          ? TuningTrial.read(file, contender.optimizer().name(), contender.init().label())
          : null;
    } catch (IOException | InputException e) {
      return null;
    }
  }

  /** Gives a search what came of its rates: the mean over the seeds. */
  private void conclude(Contender contender, List<Double> rates) {
    Map<Double, OptionalDouble> scores = new LinkedHashMap<>();
    for (double rate : rates) {
      List<TuningTrial> trials =
          plan.seeds().stream().map(seed -> done.get(key(contender, rate, seed))).toList();
      boolean isFeasible = trials.stream().noneMatch(TuningTrial::diverged);
      scores.put(
          rate,
          isFeasible
              ? trials.stream().mapToDouble(one -> one.validationLoss().getAsDouble()).average()
              : OptionalDouble.empty());
    }
    searches.get(contender.label()).add(scores);
  }

  private Contender tuned(Contender contender) {
    OptionalDouble best = searches.get(contender.label()).best();
    return best.isPresent() ? at(contender, best.getAsDouble()) : contender;
  }

  /** The same contender at another learning rate. */
  private static Contender at(Contender contender, double rate) {
    Optimizer optimizer = Optimizers.withLearningRate(contender.optimizer(), rate);
    return new Contender(contender.label(), optimizer, contender.init(), contender.weightDecay());
  }

  private static String key(Contender contender, double rate, long seed) {
    return RunFolders.name(contender.label() + "-lr" + rate, seed);
  }

  /** All trials, by contender, learning rate and seed. */
  List<TuningTrial> trials() {
    List<TuningTrial> trials = new ArrayList<>();
    for (Contender contender : contenders) {
      OptionalDouble best = searches.get(contender.label()).best();
      for (double rate : searches.get(contender.label()).rates()) {
        boolean isChosen = best.isPresent() && best.getAsDouble() == rate;
        for (long seed : plan.seeds()) {
          trials.add(done.get(key(contender, rate, seed)).chosen(isChosen));
        }
      }
    }
    return trials;
  }
}
