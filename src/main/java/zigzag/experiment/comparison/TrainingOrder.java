package zigzag.experiment.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.TrainingOutcome;
import zigzag.rule.PluginException;
import zigzag.training.Trainer;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingRun;
import zigzag.training.TrainingState;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Validation.Keep;
import zigzag.training.settings.Versions;

/**
 * A training of a comparison, in words that another program understands, which leaves the files
 * that this one would.
 *
 * @param label what the contender is called
 * @param trial whether it only tries a learning rate, without a run folder
 * @param command the command line that repeats it
 * @param data the data set's name, where it came from and its SHA-256 sums
 * @param settings every setting in force
 */
public record TrainingOrder(
    String label, boolean trial, String command, ObjectNode data, ObjectNode settings) {
  /** The only file that a trial leaves. */
  static final String TRIAL = "trial.json";

  /** The only file of a training that a plug-in spoilt: what it did. */
  public static final String FAULT = "plugin-fault.txt";

  /** What a plug-in did elsewhere to the training that left these files, if it did. */
  static Optional<PluginException> fault(Map<String, byte[]> files) {
    return Optional.ofNullable(files.get(FAULT))
        .map(text -> PluginException.elsewhere(new String(text, StandardCharsets.UTF_8)));
  }

  /** What {@code config.json} says of it. */
  RunConfig config() {
    return RunConfig.of(command, data, settings, Versions.all()).labelled(label);
  }

  /** The settings; throws {@link zigzag.InputException} for what is none. */
  public TrainingSettings read(Registries rules) {
    return SettingsJson.read(settings, rules);
  }

  /**
   * Trains, and leaves the files of a run, or of a trial its one, in an empty folder.
   *
   * @param rules those that the order names
   * @param split the data that it names
   * @param stop asked after every step
   * @return whether it came to its end; otherwise the files are not to be used
   * @throws PluginException if a rule of others failed at its work
   */
  public boolean carryOut(Registries rules, DataSplit split, Path folder, BooleanSupplier stop)
      throws IOException {
    TrainingSettings known = read(rules);
    if (trial) {
      Optional<TuningTrial> result = tryOut(label, known, split, (state, loss) -> {}, stop);
      if (result.isPresent()) {
        result.get().write(folder.resolve(TRIAL));
      }
      return result.isPresent();
    }
    // Numbers that were read keep their digits, and are written in the usual way only anew.
    RunConfig config =
        new TrainingOrder(label, false, command, data, SettingsJson.write(known)).config();
    return new TrainingRun(known, split, config, folder)
            .train(Optional.empty(), List.of(), stop)
            .outcome()
        != TrainingOutcome.INTERRUPTED;
  }

  /** Trains without a run folder, and without a look at the test data; empty if it was stopped. */
  static Optional<TuningTrial> tryOut(
      String label,
      TrainingSettings settings,
      DataSplit split,
      TrainingListener listener,
      BooleanSupplier stop)
      throws IOException {
    Contender contender =
        new Contender(
            label,
            settings.update().optimizer(),
            settings.architecture().init(),
            settings.update().weightDecay());
    try (Trainer trainer = new Trainer(settings, split)) {
      TrainingState state = trainer.initialState();
      return switch (trainer.train(state, List.of(listener), stop)) {
        case INTERRUPTED -> Optional.empty();
        case DIVERGED -> Optional.of(contender.trial(settings.seed(), null, null));
        default -> {
          boolean best = settings.validation().keep() == Keep.BEST;
          int epoch = best ? state.bestEpoch() : state.epochsDone();
          EpochMetrics kept = state.history().get(epoch);
          yield Optional.of(
              contender.trial(settings.seed(), kept.validationLoss(), kept.validationAccuracy()));
        }
      };
    }
  }
}
