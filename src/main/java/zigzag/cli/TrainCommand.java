package zigzag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.Numerals;
import zigzag.archive.FolderLock;
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.archive.ReportLimits;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.folder.StoredStart;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Interruption;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.cli.terminal.Subcommand;
import zigzag.cli.terminal.TrainingProgress;
import zigzag.network.Nd4jStart;
import zigzag.report.run.Answers;
import zigzag.report.run.ExamplePictures;
import zigzag.report.run.RunReport;
import zigzag.training.Checkpoint;
import zigzag.training.MemoryNeed;
import zigzag.training.TrainingRun;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Versions;

/** {@code train}: one network, from its initial weights to its report. */
@Command(
    name = "train",
    description = "Trains one network and leaves a run folder with the model, curves and a report.",
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} train --hidden 50 --optimizer sgd --lr 0.1 --epochs 17 --out"
          + " runs/sgd"
    })
final class TrainCommand extends Subcommand {
  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

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

  @Override
  public Integer call() throws IOException {
    Registries rules = trainingOptions.rules();
    return resume ? resume(rules) : start(rules);
  }

  private int start(Registries rules) throws IOException {
    Nd4jStart.begin();
    try (LoadedData data = dataOptions.load(messages)) {
      TrainingSettings settings = trainingOptions.settings(rules, data.train().size());
      DataSplit split = data.split(settings);
      MemoryNeed.of(settings, data.train()).require(1);
      requireReport(settings, split);
      if (recipe != null) {
        messages.say(
            "the recipe stands for: "
                + new TrainCommandText(data.description(), null).of(CommandText.PROGRAM, settings));
      }
      CompareCommand.nameBuiltIn(data, messages);
      if (settings.update().optimizer().name().equals("adamw")
          && settings.update().weightDecay() == 0) {
        messages.say("adamw with a --weight-decay of 0 is adam");
      }
      FolderLock lock = output.fresh(FolderKind.TRAIN.contents());
      try (Interruption interruption = Interruption.holding(lock)) {
        interruption.beginWork();
        RunConfig config =
            RunConfig.of(
                Zigzag.commandLine(spec),
                data.description(),
                SettingsJson.write(settings),
                Versions.all());
        TrainingRun run = new TrainingRun(settings, split, config, lock.folder());
        if (output.replaces()) {
          run.requireStart();
        }
        output.clear();
        config.write(lock.folder());
        return train(run, Optional.empty(), interruption);
      }
    }
  }

  private static void requireReport(TrainingSettings settings, DataSplit split) {
    long steps = settings.learningRateSchedule(split.training().length).steps();
    ReportLimits.requireRun(steps, settings.loop().epochs());
  }

  private int resume(Registries rules) throws IOException {
    FolderLock lock =
        output.existing(List.of(RunFiles.CHECKPOINT, RunFiles.PREVIOUS_CHECKPOINT, RunConfig.NAME));
    try (Interruption interruption = Interruption.holding(lock)) {
      return resume(lock.folder(), rules, interruption);
    }
  }

  private int resume(Path folder, Registries rules, Interruption interruption) throws IOException {
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
    TrainingSettings settings =
        ResumedRun.settings(start, spec.commandLine().getParseResult(), rules);
    dataOptions.restore(start.object("data"));
    Nd4jStart.begin();
    try (LoadedData data = dataOptions.load(messages)) {
      start.requireSameData(data.description());
      DataSplit split = data.split(settings);
      messages.say(
          checkpoint
              .map(Checkpoint::state)
              .map(
                  state ->
                      settings.loop().steps() > 0
                          ? Numerals.format(
                              "going on after step %,d of %,d",
                              state.step(), settings.loop().steps())
                          : Numerals.format(
                              "going on after step %,d (epoch %d of %d is done)",
                              state.step(), state.epochsDone(), settings.loop().epochs()))
              .orElse("the run was stopped before its first checkpoint; starting anew"));
      requireReport(settings, split);
      RunConfig resumed =
          RunConfig.of(
              start.command(), data.description(), SettingsJson.write(settings), Versions.all());
      interruption.beginWork();
      return train(new TrainingRun(settings, split, resumed, folder), checkpoint, interruption);
    }
  }

  private int train(TrainingRun run, Optional<Checkpoint> checkpoint, Interruption interruption)
      throws IOException {
    TrainingSettings settings = run.settings();
    int examples = run.data().training().length;
    TrainingProgress progress = new TrainingProgress(messages, settings.loop(), examples);
    TrainingRun.Result result;
    ProgressBar bar = messages.bar();
    try (bar) {
      result = run.train(checkpoint, List.of(progress), interruption);
    }
    switch (result.outcome()) {
      case INTERRUPTED -> {
        messages.say(
            Numerals.format(
                "stopped after step %,d; go on with: %s",
                result.state().step(), CommandText.resume("train", run.folder())));
        return ExitCode.FAILED;
      }
      case DIVERGED -> {
        ReportCommand.drawRun(run.folder());
        Messages.error(
            result.symptoms().get(0).text()
                + " The curves up to there are in "
                + run.folder().resolve(ReportFiles.PAGE));
        return ExitCode.DIVERGED;
      }
      default -> {
        finish(run, result);
        return ExitCode.DONE;
      }
    }
  }

  private void finish(TrainingRun run, TrainingRun.Result result) throws IOException {
    Answers answers = EvaluateCommand.answers(run.data().test(), result.test().orElseThrow());
    ExamplePictures.write(run.folder(), answers);
    RunReport report = ReportCommand.drawRun(run.folder());
    StringBuilder text = new StringBuilder();
    text.append(answers.headline("test")).append('\n').append(report.kept()).append('\n');
    result.symptoms().forEach(symptom -> text.append(symptom.text()).append('\n'));
    messages.result(text.toString(), Json.fields(result.summary().orElseThrow()), run.folder());
  }
}
