package zigzag.experiment.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.archive.FolderLock;
import zigzag.archive.Json;
import zigzag.archive.RunFolders;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.TrainingOutcome;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.rule.PluginException;
import zigzag.training.Checkpoint;
import zigzag.training.MemoryNeed;
import zigzag.training.Trainer;
import zigzag.training.TrainingRun;
import zigzag.training.TrainingState;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Validation.Keep;
import zigzag.training.settings.Versions;

/**
 * Carries out a {@link ComparisonPlan}: finds learning rates if it says so, then trains every
 * contender with every seed, each into a run folder of its own.
 *
 * <p>Trainings run side by side, one thread each. Whatever is finished is kept, and whatever has a
 * checkpoint goes on from it, so the same call on the same folder takes up an interrupted
 * comparison and ends with the same results.
 *
 * @param description the data set's name, where it came from and its SHA-256 sums
 * @param command the command line that repeats one training
 */
public record Comparison(
    ComparisonPlan plan,
    DataSplit data,
    ObjectNode description,
    Path folder,
    Function<TrainingSettings, String> command,
    ComparisonListener listener) {
  /**
   * Checks that the Java heap may take as many trainings as there are threads.
   *
   * @throws InputException if it may not
   */
  public static void requireMemory(ComparisonPlan plan, DataSplit data, int threads) {
    for (Contender contender : plan.contenders()) {
      MemoryNeed.of(plan.settings(contender, plan.seeds().get(0)), data.train())
          .require(
              Math.min(threads, plan.trainings() > 0 ? plan.trainings() : plan.tuningTrainings()));
    }
  }

  /**
   * Trains what is still to be trained.
   *
   * @param threads how many trainings run side by side
   * @param stop asked after every step; the trainings then save their state and end
   * @return whether all are done
   * @throws InputException if so many trainings side by side would need more memory than there is
   */
  public boolean run(int threads, BooleanSupplier stop) throws IOException {
    requireMemory(plan, data, threads);
    List<Contender> contenders =
        plan.tuning().isPresent() ? tune(threads, stop) : plan.contenders();
    if (stop.getAsBoolean()) {
      return false;
    }
    List<ParallelTasks.Task> tasks = new ArrayList<>();
    for (long seed : plan.seeds()) {
      for (Contender contender : contenders) {
        if (!plan.trains(contender, seed)) {
          continue;
        }
        if (isFinished(contender, seed)) {
          // Clears away what a kill left there.
          FolderLock.take(runFolder(contender, seed)).close();
          listener.kept(runFolder(contender, seed));
        } else {
          tasks.add(end -> train(contender, seed, end));
        }
      }
    }
    listener.begin("comparison", tasks.size(), tasks.size() * plan.steps(data));
    ParallelTasks.run(threads, tasks, stop);
    return !stop.getAsBoolean();
  }

  private List<Contender> tune(int threads, BooleanSupplier stop) throws IOException {
    Path trials = folder.resolve(TuningTrial.FOLDER);
    if (Files.isDirectory(trials)) {
      AtomicFile.deleteUnfinished(trials);
    }
    int trainings = plan.tuningTrainings();
    listener.begin("tuning", trainings, trainings * plan.steps(data));
    Tuning search =
        new Tuning(plan.contenders(), plan.tuning().orElseThrow(), trials, this::tryOut, listener);
    List<Contender> tuned = search.run(threads, stop);
    if (!stop.getAsBoolean()) {
      TuningTrial.FILE.write(
          folder, search.trials().stream().map(one -> one.cells(Double::toString)));
      tuned.forEach(listener::tuned);
    }
    return tuned;
  }

  /** Trains without a run folder, and without a look at the test data. */
  private TuningTrial tryOut(Contender contender, long seed, BooleanSupplier stop)
      throws IOException {
    TrainingSettings settings = plan.settings(contender, seed);
    try (Trainer trainer = new Trainer(settings, data)) {
      TrainingState state = trainer.initialState();
      return switch (trainer.train(state, List.of((now, loss) -> listener.step()), stop)) {
        case INTERRUPTED -> null;
        case DIVERGED -> contender.trial(seed, null, null);
        default -> {
          boolean best = settings.validation().keep() == Keep.BEST;
          int epoch = best ? state.bestEpoch() : state.epochsDone();
          EpochMetrics kept = state.history().get(epoch);
          yield contender.trial(seed, kept.validationLoss(), kept.validationAccuracy());
        }
      };
    }
  }

  private void train(Contender contender, long seed, BooleanSupplier stop) throws IOException {
    TrainingSettings planned = plan.settings(contender, seed);
    Path runFolder = Folders.make(runFolder(contender, seed));
    try (FolderLock lock = FolderLock.take(runFolder)) {
      Optional<Checkpoint> from = checkpoint(lock.folder(), planned);
      TrainingSettings settings = from.isEmpty() ? planned : planned.with(changes(from.get()));
      RunConfig config =
          RunConfig.of(
                  command.apply(settings),
                  description,
                  SettingsJson.write(settings),
                  Versions.all())
              .labelled(contender.label());
      TrainingRun.Result result =
          new TrainingRun(settings, data, config, lock.folder())
              .steer(
                  from,
                  listener.listeners(contender, seed),
                  listener.control(contender, seed, stop));
      if (result.outcome() != TrainingOutcome.INTERRUPTED) {
        listener.finished(contender, seed, lock.folder(), result);
      }
    } catch (PluginException e) {
      listener.failed(contender, seed, e);
    }
  }

  private Path runFolder(Contender contender, long seed) {
    return RunFolders.of(folder, contender.label(), seed);
  }

  /** Keeps the trials of another search for the same rates, so that none is made again. */
  public void keep(List<TuningTrial> trials) throws IOException {
    Path kept = folder.resolve(TuningTrial.FOLDER);
    for (Contender contender : plan.contenders()) {
      for (TuningTrial trial : trials) {
        if (trial.label().equals(contender.label())) {
          trial.write(Tuning.file(kept, contender, trial));
        }
      }
    }
  }

  /** Whether a training was over before, with these very settings. */
  private boolean isFinished(Contender contender, long seed) throws IOException {
    Path runFolder = runFolder(contender, seed);
    TrainingSettings settings = plan.settings(contender, seed);
    // the last file that a training writes
    if (!Files.isRegularFile(runFolder.resolve(RunSummary.NAME))) {
      return false;
    }
    for (String name : List.of(RunConfig.NAME, RunSummary.NAME)) {
      Path file = runFolder.resolve(name);
      try {
        if (!hasSettings(Json.MAPPER.readTree(RegularFile.bytes(file)), settings)) {
          return false;
        }
      } catch (JsonProcessingException e) {
        listener.say(file + " is damaged; training this run again");
        return false;
      }
    }
    return true;
  }

  /** Where an interrupted training goes on; empty if it has to start anew. */
  private Optional<Checkpoint> checkpoint(Path runFolder, TrainingSettings settings)
      throws IOException {
    try {
      Optional<Checkpoint> checkpoint = Checkpoint.newest(runFolder, listener::say);
      if (checkpoint.isEmpty()
          || hasSettings(Json.MAPPER.readTree(checkpoint.get().config()), settings)) {
        return checkpoint;
      }
      listener.say(runFolder + ": its checkpoint has other settings; training anew");
    } catch (JsonProcessingException e) {
      listener.say(runFolder + ": the settings in its checkpoint are damaged; training anew");
    } catch (InputException e) {
      listener.say(e.getMessage() + "; training anew");
    }
    return Optional.empty();
  }

  private static boolean hasSettings(JsonNode config, TrainingSettings settings) {
    return SettingsJson.planned(config.path("settings"))
        .equals(SettingsJson.planned(SettingsJson.write(settings)));
  }

  /** What was made of the learning rate while somebody watched, which no plan knows. */
  private static List<LearningRateSchedule.Change> changes(Checkpoint checkpoint)
      throws IOException {
    return SettingsJson.changes(Json.MAPPER.readTree(checkpoint.config()).path("settings"));
  }
}
