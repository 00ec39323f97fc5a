package zigzag.experiment.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
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

    /** The same for another program, if it can be told. */
    default TrainingOrder order(Contender contender, long seed) {
      throw new UnsupportedOperationException("only this program can try that");
    }
  }

  private final TuningPlan plan;
  private final Path folder;
  private final Trial trial;
  private final ComparisonListener listener;
  private final Map<String, TuningTrial> done = new ConcurrentHashMap<>();
  private final Map<Contender, LearningRateSearch> searches = new LinkedHashMap<>();

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
    this.plan = plan;
    this.folder = folder;
    this.trial = trial;
    this.listener = listener;
    for (Contender one : contenders) {
      double start = one.optimizer().learningRate();
      searches.put(one, new LearningRateSearch(start, plan.budget()));
    }
  }

  /**
   * Spends every contender's budget.
   *
   * @return the contenders with their new learning rates; a contender keeps its own if all diverged
   */
  List<Contender> run(Workplace workplace, BooleanSupplier stop) throws IOException {
    while (!stop.getAsBoolean()) {
      Map<Contender, List<Double>> round = new LinkedHashMap<>();
      searches.forEach((contender, search) -> round.put(contender, search.next()));
      if (round.values().stream().allMatch(List::isEmpty)) {
        break;
      }
      List<Attempt> tasks = new ArrayList<>();
      round.forEach(
          (contender, rates) ->
              rates.forEach(
                  rate ->
                      plan.seeds().forEach(seed -> tasks.add(new Attempt(contender, rate, seed)))));
      // What an interrupted search left is not done again.
      tasks.removeIf(Attempt::isKept);
      workplace.run(List.copyOf(tasks), stop);
      if (!stop.getAsBoolean()) {
        round.forEach(
            (contender, rates) ->
                rates.forEach(rate -> searches.get(contender).add(rate, score(contender, rate))));
      }
    }
    List<Contender> tuned = new ArrayList<>();
    searches.forEach(
        (contender, search) ->
            tuned.add(search.best().map(rate -> at(contender, rate)).orElse(contender)));
    return tuned;
  }

  /** A training at one learning rate with one seed. */
  private final class Attempt implements Workplace.Task {
    private final Contender tried;
    private final long seed;
    private final String key;
    private final Path file;

    Attempt(Contender contender, double rate, long seed) {
      this.seed = seed;
      tried = at(contender, rate);
      key = key(contender, rate, seed);
      file = folder.resolve(key + ".json");
    }

    /** Whether it is over already. */
    boolean isKept() {
      TuningTrial kept;
      try {
        kept = read();
      } catch (IOException | InputException e) {
        return false; // there is none, or only its ruins
      }
      note(kept);
      return true;
    }

    private TuningTrial read() throws IOException {
      return TuningTrial.read(file, tried.optimizer().name(), tried.init().label());
    }

    private void note(TuningTrial result) {
      listener.tried(result);
      done.put(key, result);
    }

    @Override
    public void run(BooleanSupplier stop) throws IOException {
      try {
        TuningTrial result = trial.train(tried, seed, stop);
        if (result != null) {
          result.write(file);
          note(result);
        }
      } catch (PluginException e) {
        noteFault(e);
      }
    }

    /** No good at this rate, as if it had diverged; not kept, for the plug-in may be mended. */
    private void noteFault(PluginException fault) {
      listener.failed(tried, seed, fault);
      done.put(key, tried.trial(seed, null, null));
    }

    @Override
    public TrainingOrder order() {
      return trial.order(tried, seed);
    }

    @Override
    public void take(Map<String, byte[]> files) throws IOException {
      Optional<PluginException> fault = TrainingOrder.fault(files);
      if (fault.isPresent()) {
        noteFault(fault.get());
        return;
      }
      AtomicFile.write(file, files.get(TrainingOrder.TRIAL));
      note(read());
    }
  }

  private Stream<TuningTrial> trials(Contender contender, double rate) {
    return plan.seeds().stream().map(seed -> done.get(key(contender, rate, seed)));
  }

  /** The mean over the seeds; infinite if one diverged. */
  private double score(Contender contender, double rate) {
    return trials(contender, rate).anyMatch(TuningTrial::diverged)
        ? Double.POSITIVE_INFINITY
        : trials(contender, rate).mapToDouble(TuningTrial::validationLoss).average().getAsDouble();
  }

  /** The same contender at another learning rate. */
  static Contender at(Contender contender, double rate) {
    Optimizer optimizer = Optimizers.withLearningRate(contender.optimizer(), rate);
    return new Contender(contender.label(), optimizer, contender.init(), contender.weightDecay());
  }

  private static String key(Contender contender, double rate, long seed) {
    return RunFolders.name(contender.label() + "-lr" + rate, seed);
  }

  /** Where a contender's trial is kept. */
  static Path file(Path folder, Contender contender, TuningTrial trial) {
    return folder.resolve(key(contender, trial.learningRate(), trial.seed()) + ".json");
  }

  /** All trials, by contender, learning rate and seed. */
  List<TuningTrial> trials() {
    List<TuningTrial> trials = new ArrayList<>();
    searches.forEach(
        (contender, search) -> {
          for (double rate : search.rates()) {
            boolean isChosen = search.best().filter(best -> best == rate).isPresent();
            trials(contender, rate).forEach(one -> trials.add(one.chosen(isChosen)));
          }
        });
    return trials;
  }
}
