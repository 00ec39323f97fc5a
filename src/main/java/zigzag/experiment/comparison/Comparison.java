package zigzag.experiment.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.TrainingOutcome;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.rule.PluginException;
import zigzag.training.Checkpoint;
import zigzag.training.MemoryNeed;
import zigzag.training.TrainingRun;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;

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
   * @param workplace where
   * @param stop asked after every step; the trainings then save their state and end
   * @return whether all are done
   * @throws InputException if so many trainings side by side would need more memory than there is
   */
  public boolean run(Workplace workplace, BooleanSupplier stop) throws IOException {
    requireMemory(plan, data, workplace.threads());
    List<Contender> contenders =
        plan.tuning().isPresent() ? tune(workplace, stop) : plan.contenders();
    if (stop.getAsBoolean()) {
      return false;
    }
    List<Workplace.Task> tasks = new ArrayList<>();
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
          tasks.add(new Run(contender, seed));
        }
      }
    }
    listener.begin("comparison", tasks.size(), tasks.size() * plan.steps(data));
    workplace.run(tasks, stop);
    return !stop.getAsBoolean();
  }

  /** The same on so many threads of this program. */
  public boolean run(int threads, BooleanSupplier stop) throws IOException {
    return run(new Workplace.Threads(threads), stop);
  }

  private List<Contender> tune(Workplace workplace, BooleanSupplier stop) throws IOException {
    Path trials = folder.resolve(TuningTrial.FOLDER);
    if (Files.isDirectory(trials)) {
      AtomicFile.deleteUnfinished(trials);
    }
    int trainings = plan.tuningTrainings();
    listener.begin("tuning", trainings, trainings * plan.steps(data));
    Tuning search =
        new Tuning(plan.contenders(), plan.tuning().orElseThrow(), trials, new Trials(), listener);
    List<Contender> tuned = search.run(workplace, stop);
    if (!stop.getAsBoolean()) {
      TuningTrial.FILE.write(
          folder, search.trials().stream().map(one -> one.cells(Double::toString)));
      tuned.forEach(listener::tuned);
    }
    return tuned;
  }

  private TrainingOrder order(Contender contender, TrainingSettings settings, boolean trial) {
    return new TrainingOrder(
        contender.label(),
        trial,
        command.apply(settings),
        description,
        SettingsJson.write(settings));
  }

  /** The trainings that only try a learning rate. */
  private final class Trials implements Tuning.Trial {
    @Override
    public TuningTrial train(Contender contender, long seed, BooleanSupplier stop)
        throws IOException {
      return TrainingOrder.tryOut(
              contender.label(),
              plan.settings(contender, seed),
              data,
              (state, loss) -> listener.step(),
              stop)
          .orElse(null);
    }

    @Override
    public TrainingOrder order(Contender contender, long seed) {
      return Comparison.this.order(contender, plan.settings(contender, seed), true);
    }
  }

  /** A training of the comparison itself. */
  private final class Run implements Workplace.Task {
    private final Contender contender;
    private final long seed;

    Run(Contender contender, long seed) {
      this.contender = contender;
      this.seed = seed;
    }

    @Override
    public void run(BooleanSupplier stop) throws IOException {
      train(contender, seed, stop);
    }

    @Override
    public TrainingOrder order() {
      return Comparison.this.order(contender, plan.settings(contender, seed), false);
    }

    @Override
    public void take(Map<String, byte[]> files) throws IOException {
      Optional<PluginException> fault = TrainingOrder.fault(files);
      if (fault.isPresent()) {
        listener.failed(contender, seed, fault.get());
        return;
      }
      Path runFolder = Folders.make(runFolder(contender, seed));
      try (FolderLock lock = FolderLock.take(runFolder)) {
        List<String> names = new ArrayList<>(RunFiles.RECORD);
        names.addAll(RunFiles.RESULTS);
        // First of all deleted and last written: it says that the others are whole.
        Files.deleteIfExists(lock.folder().resolve(RunSummary.NAME));
        names.remove(RunSummary.NAME);
        names.add(RunSummary.NAME);
        for (String name : names) {
          if (files.containsKey(name)) {
            AtomicFile.write(lock.folder().resolve(name), files.get(name));
          } else {
            Files.deleteIfExists(lock.folder().resolve(name));
          }
        }
        listener.finished(contender, seed, lock.folder(), RunSummary.read(lock.folder()));
      }
    }
  }

  private void train(Contender contender, long seed, BooleanSupplier stop) throws IOException {
    TrainingSettings planned = plan.settings(contender, seed);
    Path runFolder = Folders.make(runFolder(contender, seed));
    try (FolderLock lock = FolderLock.take(runFolder)) {
      Optional<Checkpoint> from = checkpoint(lock.folder(), planned);
      TrainingSettings settings = from.isEmpty() ? planned : planned.with(changes(from.get()));
      RunConfig config = order(contender, settings, false).config();
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
