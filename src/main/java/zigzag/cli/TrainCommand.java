package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.RegularFile;
import zigzag.archive.FolderLock;
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.archive.ReportLimits;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.TrainingOutcome;
import zigzag.cli.folder.FolderContents;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.folder.RunPictures;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Interruption;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.TrainingProgress;
import zigzag.network.Nd4jStart;
import zigzag.training.Checkpoint;
import zigzag.training.CheckpointFolder;
import zigzag.training.MemoryNeed;
import zigzag.training.TrainingRun;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.settings.Rules;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Versions;

/** {@code train}: one network, from its initial weights to its report. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains one network and leaves a run folder with the model, curves and a report.",
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} train --hidden 50 --optimizer sgd --lr 0.1 --epochs 17 --out"
          + " runs/sgd"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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

  @Mixin private Messages messages;

  @Override
  public Integer call() throws IOException {
    Rules rules = trainingOptions.rules();
    return resume ? resume(rules) : start(rules);
  }

  private int start(Rules rules) throws IOException {
    Nd4jStart.begin();
    try (LoadedData data = dataOptions.load(messages)) {
      TrainingSettings settings = trainingOptions.settings(rules, data.train().size());
      DataSplit split =
          DataSplit.of(data.train(), data.test(), settings.validation(), settings.splitSeed());
      MemoryNeed.of(settings, data.train()).require();
      requireReport(settings, split);
      if (recipe != null) {
        messages.say(
            "the recipe stands for: "
                + new TrainCommandText(data.description(), null).of(CommandText.PROGRAM, settings));
      }
      Advice.before(settings, data.isBuiltIn()).forEach(messages::say);
      FolderLock lock = output.fresh(FolderContents.of(FolderKind.TRAIN));
      try (Interruption interruption = Interruption.holding(lock)) {
        interruption.beginWork();
        RunConfig config =
            RunConfig.of(
                CommandText.of(Zigzag.arguments(spec)),
                data.description(),
                SettingsJson.write(settings),
                Versions.all());
        TrainingRun run = new TrainingRun(settings, split, config, lock.folder());
        if (output.replaces()) {
          run.requireStart();
        }
        output.clear();
        run.announce();
        return train(run, Optional.empty(), interruption);
      }
    }
  }

  private static void requireReport(TrainingSettings settings, DataSplit split) {
    int perEpoch = settings.stepsPerEpoch(split.training().length);
    ReportLimits.requireRun(settings.learningRateSchedule(perEpoch).steps(), settings.epochs());
  }

  private int resume(Rules rules) throws IOException {
    FolderLock lock =
        output.existing(List.of(RunFiles.CHECKPOINT, RunFiles.PREVIOUS_CHECKPOINT, RunConfig.NAME));
    try (Interruption interruption = Interruption.holding(lock)) {
      return resume(lock.folder(), rules, interruption);
    }
  }

  private int resume(Path folder, Rules rules, Interruption interruption) throws IOException {
    Optional<Checkpoint> checkpoint = CheckpointFolder.read(folder, Messages::error);
    // Results whose checkpoint was thrown away are no run that was stopped at its start.
    if (checkpoint.isEmpty() && Files.exists(folder.resolve(RunSummary.NAME))) {
      throw output.lacks(RunFiles.CHECKPOINT);
    }
    String config =
        checkpoint.isPresent()
            ? checkpoint.get().config()
            : new String(RegularFile.bytes(folder.resolve(RunConfig.NAME)), StandardCharsets.UTF_8);
    ResumedRun run =
        ResumedRun.of(
            folder.resolve(checkpoint.isPresent() ? RunFiles.CHECKPOINT : RunConfig.NAME),
            config,
            spec.commandLine().getParseResult(),
            rules);
    dataOptions.restore(run.data());
    Nd4jStart.begin();
    try (LoadedData data = dataOptions.load(messages)) {
      run.requireSameData(data.description());
      TrainingSettings settings = run.settings();
      DataSplit split =
          DataSplit.of(data.train(), data.test(), settings.validation(), settings.splitSeed());
      messages.say(
          checkpoint
              .map(Checkpoint::state)
              .map(
                  state ->
                      settings.steps() > 0
                          ? String.format(
                              Locale.ROOT,
                              "going on after step %,d of %,d",
                              state.step(),
                              settings.steps())
                          : String.format(
                              Locale.ROOT,
                              "going on after step %,d (epoch %d of %d is done)",
                              state.step(),
                              state.epochsDone(),
                              settings.epochs()))
              .orElse("the run was stopped before its first checkpoint; starting anew"));
      requireReport(settings, split);
      RunConfig resumed =
          RunConfig.of(
              run.command(), data.description(), SettingsJson.write(settings), Versions.all());
      interruption.beginWork();
      return train(new TrainingRun(settings, split, resumed, folder), checkpoint, interruption);
    }
  }

  private int train(TrainingRun run, Optional<Checkpoint> checkpoint, Interruption interruption)
      throws IOException {
    TrainingSettings settings = run.settings();
    int examples = run.data().training().length;
    try (TrainingProgress progress = new TrainingProgress(messages, settings, examples)) {
      TrainingRun.Result result = run.train(checkpoint, List.of(progress), interruption);
      progress.clear();
      switch (result.outcome()) {
        case INTERRUPTED -> {
          messages.say(
              String.format(
                  Locale.ROOT,
                  "stopped after step %,d; go on with: %s train --resume --out %s",
                  result.state().step(),
                  CommandText.PROGRAM,
                  CommandText.quote(run.folder().toString())));
          return ExitCode.FAILED;
        }
        case DIVERGED -> {
          RunPictures.write(run.folder());
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
  }

  private void finish(TrainingRun run, TrainingRun.Result result) throws IOException {
    Path folder = run.folder();
    new ExamplePictures(run.data().test(), result.test().orElseThrow()).write(folder);
    RunPictures.write(folder);
    RunSummary summary = result.summary().orElseThrow();
    ObjectNode document = Json.fields(summary).put("folder", folder.toString());
    messages.result(text(run, result, summary), document);
  }

  private static String text(TrainingRun run, TrainingRun.Result result, RunSummary summary) {
    Evaluation test = result.test().orElseThrow();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, test set: %.2f %% right (%,d of %,d wrong), loss %s%n",
            run.data().test().name(),
            100 * test.accuracy(),
            test.labels().length - test.correct(),
            test.labels().length,
            Numerals.fixed(test.loss(), 4)));
    text.append(kept(run.settings().steps() > 0, result.state().history(), summary)).append('\n');
    result.symptoms().forEach(symptom -> text.append(symptom.text()).append('\n'));
    text.append("see ")
        .append(Printable.line(run.folder().resolve(ReportFiles.PAGE).toString()))
        .append('\n');
    return text.toString();
  }

  /** Whose parameters were kept, and how long that took. */
  private static String kept(boolean inSteps, List<EpochMetrics> history, RunSummary summary) {
    EpochMetrics last = history.get(history.size() - 1);
    boolean best = summary.kept().equals(RunSummary.BEST);
    EpochMetrics kept = best ? history.get(summary.bestEpoch()) : last;
    String ended =
        (summary.stopped() == TrainingOutcome.EARLY ? ", stopped early" : "")
            + (summary.resumed() ? ", resumed" : "");
    double seconds =
        inSteps
            ? history.stream().filter(e -> e.seconds() != null).mapToDouble(e -> e.seconds()).sum()
            : summary.secondsPerEpoch() == null ? 0 : summary.secondsPerEpoch();
    return String.format(
        Locale.ROOT,
        "kept the parameters of %s %,d (%s) of %,d%s; %.3f s of training%s",
        inSteps ? "step" : "epoch",
        inSteps ? kept.step() : kept.epoch(),
        summary.kept(),
        inSteps ? last.step() : last.epoch(),
        ended,
        seconds,
        inSteps ? "" : " per epoch");
  }
}
