package zigzag.experiment.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.PluginException;

/**
 * Finds every contender's learning rate, on validation data and with seeds of its own.
 *
 * <p>The searches take turns: in every round each contender's next rates are trained, all side by
 * side. What has been trained is kept in a file each, so that an interrupted search goes on where
 * it was.
 */
final class Tuning {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    String key = key(contender, rate, seed);
    Path file = folder.resolve(key + ".json");
    TuningTrial result = kept(file);
    if (result == null) {
      try {
        result = trial.train(at(contender, rate), seed, stop);
      } catch (PluginException e) {
        // No good at this rate, as if it had diverged; not kept, for the plug-in may be mended.
        done.put(key, new TuningTrial(contender.label(), rate, seed, null, null));
        listener.failed(contender, seed, e);
        return;
      }
      if (result == null) {
        return;
      }
      TuningTrial finished = result;
      AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(finished)));
    }
    done.put(key, result);
    listener.tried(result);
  }

  /** A trial that an interrupted search left; null if there is none, or only its ruins. */
  private static TuningTrial kept(Path file) {
    try {
      return Files.isRegularFile(file)
          ? JSON.readValue(RegularFile.bytes(file), TuningTrial.class)
          : null;
    } catch (IOException e) {
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
              ? trials.stream().mapToDouble(TuningTrial::validationLoss).average()
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

  /** The content of {@code tuning.csv}: a row per trial, by contender, learning rate and seed. */
  String csv() {
    StringBuilder csv =
        new StringBuilder(
            "label,optimizer,init,learning_rate,seed,validation_loss,validation_accuracy,diverged,"
                + "chosen\n");
    for (Contender contender : contenders) {
      OptionalDouble best = searches.get(contender.label()).best();
      for (double rate : searches.get(contender.label()).rates()) {
        for (long seed : plan.seeds()) {
          TuningTrial one = done.get(key(contender, rate, seed));
          csv.append(contender.label())
              .append(',')
              .append(contender.optimizer().name())
              .append(',')
              .append(contender.init().label())
              .append(',')
              .append(rate)
              .append(',')
              .append(seed)
              .append(',')
              .append(one.diverged() ? "" : one.validationLoss())
              .append(',')
              .append(one.diverged() ? "" : one.validationAccuracy())
              .append(',')
              .append(one.diverged())
              .append(',')
              .append(best.isPresent() && best.getAsDouble() == rate)
              .append('\n');
        }
      }
    }
    return csv.toString();
  }
}
