package zigzag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.archive.ReportLimits;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.TrainingOutcome;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.folder.StoredStart;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.Interruption;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.cli.terminal.TrainingProgress;
import zigzag.optimizer.Schedule;
import zigzag.report.run.Answers;
import zigzag.report.run.ExamplePictures;
import zigzag.report.run.RunReport;
import zigzag.tensorboard.LiveEvents;
import zigzag.training.Checkpoint;
import zigzag.training.MemoryNeed;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingRun;
import zigzag.training.TrainingState;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Loop;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Versions;

@Command(
    name = "train",
    description = "Trains one network and leaves a run folder with the model, curves and a report.",
    footer =
        "Example: ${ROOT-COMMAND-NAME} train --hidden 50 --optimizer sgd --lr 0.1 --epochs 17 --out"
            + " runs/sgd")
final class TrainCommand extends DataSubcommand {
  /** The flags that say when to end, and so don't change the steps that are still to come. */
  private static final Set<String> ENDS = Set.of("epochs", "patience");

  @Mixin private TrainingOptions trainingOptions;
  @Mixin private OutputFolder output;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "flags that were chosen together; see the command recipes. Others given beside it"
              + " override its own")
  private String recipe;

  @Option(
      names = "--resume",
      description = "go on with the run in --out from its checkpoint, bit for bit")
  private boolean resume;

  @Option(
      names = "--tensorboard",
      description = "write the curves for TensorBoard, too, into the run folder as it trains")
  private boolean tensorboard;

  @Override
  public Integer call() throws IOException {
    Registries rules = trainingOptions.rules();
    return resume ? resume(rules) : start(rules);
  }

  private int start(Registries rules) throws IOException {
    try (LoadedData data = loadForNetwork()) {
      TrainingSettings settings = trainingOptions.settings(rules, data.train().size());
      DataSplit split = data.split(settings);
      MemoryNeed.of(settings, data.train()).require(1);
      requireReport(settings, split);
      if (recipe != null) {
        TrainCommandText text = new TrainCommandText(CommandText.PROGRAM, data.description(), null);
        messages.say("the recipe stands for: " + text.of(settings));
      }
      CompareCommand.nameBuiltIn(data, messages);
      if (settings.update().optimizer().name().equals("adamw")
          && settings.update().weightDecay() == 0) {
        messages.say("adamw with a --weight-decay of 0 is adam");
      }
      try (Interruption interruption =
          new Interruption(output.fresh(FolderKind.TRAIN.contents()))) {
        interruption.beginWork();
        RunConfig config = config(Zigzag.commandLine(spec), data, settings);
        TrainingRun run = new TrainingRun(settings, split, config, interruption.folder());
        if (output.replaces()) {
          run.requireStart();
        }
        output.clear();
        config.write(interruption.folder());
        return train(run, Optional.empty(), interruption);
      }
    }
  }

  private static void requireReport(TrainingSettings settings, DataSplit split) {
    long steps = settings.learningRateSchedule(split.training().length).steps();
    ReportLimits.requireRun(steps, settings.loop().epochs());
  }

  private static RunConfig config(String command, LoadedData data, TrainingSettings settings) {
    return RunConfig.of(command, data.description(), SettingsJson.write(settings), Versions.all());
  }

  private int resume(Registries rules) throws IOException {
    try (Interruption interruption =
        new Interruption(
            output.existing(
                List.of(RunFiles.CHECKPOINT, RunFiles.PREVIOUS_CHECKPOINT, RunConfig.NAME)))) {
      Path folder = interruption.folder();
      Optional<Checkpoint> checkpoint = Checkpoint.newest(folder, Messages::error);
      // Results whose checkpoint was thrown away are no run that was stopped at its start.
      if (checkpoint.isEmpty() && Files.exists(folder.resolve(RunSummary.NAME))) {
        throw output.lacks(RunFiles.CHECKPOINT);
      }
      StoredStart start =
          StoredStart.of(
              folder.resolve(checkpoint.isPresent() ? RunFiles.CHECKPOINT : RunConfig.NAME),
              checkpoint.map(Checkpoint::config).orElse(null),
              "train anew");
      TrainingSettings settings = settings(start, rules);
      dataOptions.restore(start.object("data"));
      try (LoadedData data = loadForNetwork()) {
        start.requireSameData(data.description());
        DataSplit split = data.split(settings);
        messages.say(
            checkpoint
                .map(found -> goingOn(found.state(), settings.loop()))
                .orElse("the run was stopped before its first checkpoint; starting anew"));
        requireReport(settings, split);
        RunConfig config = config(start.command(), data, settings);
        interruption.beginWork();
        return train(new TrainingRun(settings, split, config, folder), checkpoint, interruption);
      }
    }
  }

  private static String goingOn(TrainingState state, Loop loop) {
    return loop.steps() > 0
        ? Numerals.format("going on after step %,d of %,d", state.step(), loop.steps())
        : Numerals.format(
            "going on after step %,d (epoch %d of %d is done)",
            state.step(), state.epochsDone(), loop.epochs());
  }

  /** The stored settings, joined with those flags given now that don't contradict them. */
  private TrainingSettings settings(StoredStart start, Registries rules) {
    ObjectNode stored = start.object("settings");
    int epochs = stored.path("epochs").intValue();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName().replaceFirst("^--", "");
      JsonNode hyperparameter =
          stored.path("hyperparameters").path(name.equals("learning-rate") ? "learningRate" : name);
      JsonNode setting = stored.has(name) ? stored.get(name) : hyperparameter;
      Object given = option.getValue();
      if (setting.isMissingNode() || isSame(setting, given)) {
        continue;
      }
      if (!ENDS.contains(name) && !SettingsJson.EXECUTION.contains(name)) {
        throw new InputException(
            Numerals.format(
                "--%s %s: the run to resume has %s; leave the flag out",
                name, given, setting.asText()));
      }
      stored.put(name, ((Number) given).intValue());
    }
    TrainingSettings settings;
    try {
      settings = SettingsJson.read(stored, rules);
    } catch (InputException e) {
      throw new InputException(start.file() + ": " + e.getMessage(), e);
    }
    Loop loop = settings.loop();
    Schedule schedule = settings.update().schedule();
    if (loop.epochs() != epochs && loop.steps() > 0) {
      throw new InputException(
          Numerals.format(
              "--epochs %d: the run ends after %d steps; leave the flag out",
              loop.epochs(), loop.steps()));
    }
    if (loop.epochs() != epochs && schedule != Schedule.CONSTANT) {
      throw new InputException(
          Numerals.format(
              "--epochs %d: the learning rates of a %s schedule depend on the %d epochs it was made"
                  + " for; leave the flag out",
              loop.epochs(), schedule.label(), epochs));
    }
    return settings;
  }

  private static boolean isSame(JsonNode stored, Object given) {
    return given instanceof Number number
        ? stored.isNumber() && stored.doubleValue() == number.doubleValue()
        : stored.asText().equalsIgnoreCase(String.valueOf(given));
  }

  private int train(TrainingRun run, Optional<Checkpoint> checkpoint, Interruption interruption)
      throws IOException {
    TrainingProgress progress =
        new TrainingProgress(messages, run.settings().loop(), run.data().training().length);
    List<TrainingListener> listeners = new ArrayList<>(List.of(progress));
    // A run that was begun with it goes on with it.
    if (tensorboard || Files.exists(run.folder().resolve(RunFiles.EVENTS))) {
      listeners.add(new LiveEvents(run.folder()));
    }
    TrainingRun.Result result;
    ProgressBar bar = messages.bar();
    try (bar) {
      result = run.train(checkpoint, listeners, interruption);
    }
    if (result.outcome() == TrainingOutcome.INTERRUPTED) {
      messages.say(
          Numerals.format(
              "stopped after step %,d; go on with: %s",
              result.state().step(), CommandText.resume("train", run.folder())));
      return FAILED;
    }
    if (result.outcome() == TrainingOutcome.DIVERGED) {
      ReportCommand.drawRun(run.folder());
      Messages.error(
          result.symptoms().get(0).text()
              + " The curves up to there are in "
              + run.folder().resolve(ReportFiles.PAGE));
      return DIVERGED;
    }
    Answers answers = EvaluateCommand.answers(run.data().test(), result.test().orElseThrow());
    ExamplePictures.write(run.folder(), answers);
    RunReport report = ReportCommand.drawRun(run.folder());
    StringBuilder text = new StringBuilder();
    text.append(answers.headline("test")).append('\n').append(report.kept()).append('\n');
    result.symptoms().forEach(symptom -> text.append(symptom.text()).append('\n'));
    messages.result(text.toString(), Json.fields(result.summary().orElseThrow()), run.folder());
    return DONE;
  }
}
