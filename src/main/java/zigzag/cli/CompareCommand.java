package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.archive.ComparisonFile;
import zigzag.archive.FolderLock;
import zigzag.archive.Json;
import zigzag.archive.ReportLimits;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.ComparisonOptions;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Interruption;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.cli.terminal.Subcommand;
import zigzag.experiment.comparison.Comparison;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.TimeEstimate;
import zigzag.network.Nd4jStart;
import zigzag.report.comparison.ComparisonReport;
import zigzag.report.comparison.PlanText;
import zigzag.training.batch.DataSplit;

/** {@code compare}: optimizers, initializers, or every pair of them, over several seeds. */
@Command(
    name = "compare",
    description = {
      "Trains every optimizer and initializer with the same seeds, and says which is better, by how"
          + " much, and whether that is more than luck.",
      "Within a seed all start at the same weights and see the same batches."
    },
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} compare --optimizers sgd,momentum,adam --tune --epochs 5 --out"
          + " runs/compared"
    })
final class CompareCommand extends Subcommand {
  @ArgGroup(validate = false, heading = "%nComparison%n")
  private ComparisonOptions comparisonOptions = new ComparisonOptions();

  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Mixin private TrainingOptions trainingOptions;
  @Mixin private OutputFolder output;

  @Option(
      names = "--resume",
      description = "go on with the comparison in --out; what is finished is kept")
  private boolean resume;

  @Option(
      names = "--dry-run",
      description = "say what would be trained, and about how long it would take, and stop")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    InputException.refuseBoth(dryRun && resume, "--dry-run", "--resume");
    return resume ? resume() : start();
  }

  private int start() throws IOException {
    Nd4jStart.begin();
    try (LoadedData data = dataOptions.load(messages)) {
      ComparisonPlan plan = plan(data);
      for (String same : plan.sameSettings()) {
        messages.say(same + " have the same settings: all their results will be equal");
      }
      DataSplit split = data.split(plan.common());
      Comparison.requireMemory(plan, split, trainingOptions.training.threads);
      ReportLimits.requireComparison(
          plan.contenders().size(),
          plan.seeds().size(),
          plan.steps(split),
          plan.common().loop().epochs());
      if (dryRun) {
        return announce(plan, data, split);
      }
      List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
      ComparisonFile file =
          plan.file(
              Zigzag.commandLine(spec), arguments.subList(1, arguments.size()), data.description());
      FolderLock lock = output.fresh(FolderKind.COMPARE.contents(Json.fields(file)));
      try (Interruption interruption = Interruption.holding(lock)) {
        interruption.beginWork();
        output.clear();
        file.write(lock.folder());
        return run(plan, data, split, lock.folder(), messages, interruption);
      }
    }
  }

  /** Estimates the time and prints the plan. */
  private int announce(ComparisonPlan plan, LoadedData data, DataSplit split) throws IOException {
    messages.say("timing each optimizer for a moment");
    PlanText text =
        new PlanText(
            Json.fields(plan.file("", List.of(), data.description())),
            split.train().name(),
            split.training().length,
            split.validation().length,
            split.test().size(),
            plan.steps(split),
            plan.tuningTrainings(),
            new TimeEstimate(plan, split).seconds(trainingOptions.training.threads));
    messages.result(text.text(Messages.width()), text.json());
    return ExitCode.DONE;
  }

  private int resume() throws IOException {
    FolderLock lock = output.existing(List.of(ComparisonFile.NAME));
    try (Interruption interruption = Interruption.holding(lock)) {
      return resume(lock.folder(), interruption);
    }
  }

  private int resume(Path folder, Interruption interruption) throws IOException {
    StoredComparison stored = StoredComparison.read(folder);
    CompareCommand original = stored.command(spec.commandLine().getParseResult());
    original.dataOptions.restore(stored.start().object("data"));
    original.trainingOptions.training.threads = trainingOptions.training.threads;
    Nd4jStart.begin();
    try (LoadedData data = original.dataOptions.load(messages)) {
      ComparisonPlan plan = original.plan(data);
      stored.requireSame(Json.fields(plan.file("", List.of(), data.description())));
      interruption.beginWork();
      return original.run(plan, data, data.split(plan.common()), folder, messages, interruption);
    }
  }

  private ComparisonPlan plan(LoadedData data) {
    return comparisonOptions.plan(trainingOptions, data.train().size());
  }

  private int run(
      ComparisonPlan plan,
      LoadedData data,
      DataSplit split,
      Path folder,
      Messages to,
      Interruption interruption)
      throws IOException {
    nameBuiltIn(data, to);
    TrainCommandText command =
        new TrainCommandText(data.description(), trainingOptions.update.plugins);
    ComparisonProgress progress = new ComparisonProgress(to);
    Comparison comparison =
        new Comparison(plan, split, data.description(), folder, command::of, progress);
    boolean isDone;
    ProgressBar bar = to.bar();
    try (bar) {
      isDone = comparison.run(trainingOptions.training.threads, interruption);
    }
    if (!isDone) {
      to.say("stopped; go on with: " + CommandText.resume("compare", folder));
      return ExitCode.FAILED;
    }
    Optional<String> failure = progress.failure();
    boolean everyRunDiverged = false;
    if (failure.isEmpty() || progress.hasResults()) {
      ComparisonReport report = ComparisonReport.read(folder);
      draw(report, folder, to);
      everyRunDiverged = report.everyRunDiverged();
    }
    if (failure.isPresent()) {
      Messages.error(failure.get() + "; --resume does them again, and keeps the others");
      return ExitCode.FAILED;
    }
    return everyRunDiverged ? ExitCode.DIVERGED : ExitCode.DONE;
  }

  /** Draws a comparison into a folder, and prints its figures. */
  static void draw(ComparisonReport report, Path folder, Messages messages) throws IOException {
    report.write(folder);
    messages.result(report.text(Messages.width()), report.json(), folder);
  }

  /** Says which data it is where that could be mistaken. */
  static void nameBuiltIn(LoadedData data, Messages messages) {
    if (data.isBuiltIn()) {
      messages.say("data: built-in digits (not MNIST)");
    }
  }
}
