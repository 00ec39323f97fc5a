package zigzag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Json;
import zigzag.archive.ReportLimits;
import zigzag.archive.TuningTrial;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.folder.StoredStart;
import zigzag.cli.option.ComparisonOptions;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.Numbers;
import zigzag.cli.option.PartOptions;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.Interruption;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.experiment.comparison.Cluster;
import zigzag.experiment.comparison.Comparison;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.TimeEstimate;
import zigzag.experiment.comparison.Workplace;
import zigzag.report.comparison.ComparisonReport;
import zigzag.report.comparison.PlanText;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;
import zigzag.rule.Plugins;
import zigzag.tensorboard.TensorBoard;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;

@Command(
    name = "compare",
    description = {
      "Trains every optimizer and initializer with the same seeds, and says which is better, by how"
          + " much, and whether that is more than luck.",
      "Within a seed all start at the same weights and see the same batches."
    },
    footer =
        "Example: ${ROOT-COMMAND-NAME} compare --optimizers sgd,momentum,adam --tune --epochs 5"
            + " --out runs/compared")
final class CompareCommand extends DataSubcommand {
  /** The flags that don't change what is compared. */
  private static final Set<String> FREE =
      Set.of(
          "--out",
          "--resume",
          "--threads",
          "--cluster",
          "--quiet",
          "--json",
          "--overwrite",
          "--tensorboard");

  /** What must be the same when a comparison goes on. */
  private static final List<String> PARTS =
      List.of("settings", "labels", "seeds", "target", "tuning", "part");

  @ArgGroup(validate = false, heading = "%nComparison%n", order = -2)
  private ComparisonOptions comparisonOptions = new ComparisonOptions();

  @ArgGroup(validate = false, heading = "%nA comparison in parts%n", order = -2)
  private PartOptions partOptions = new PartOptions();

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

  @Option(
      names = "--tensorboard",
      description = "write the curves for TensorBoard, too, into the run folders as they train")
  private boolean tensorboard;

  @Option(
      names = "--cluster",
      paramLabel = "URL",
      description =
          "do the trainings on Spark, as in local[2] or spark://host:7077, with the same results"
              + " (default: on --threads of this program)")
  private String cluster;

  @Override
  public Integer call() throws IOException {
    partOptions.require(comparisonOptions.tunes(), dryRun);
    InputException.refuseBoth(dryRun && resume, "--dry-run", "--resume");
    if (cluster != null) {
      InputException.refuseBoth(dryRun, "--cluster", "--dry-run");
      ParseResult given = spec.commandLine().getParseResult();
      InputException.refuseBoth(given.hasMatchedOption("--threads"), "--cluster", "--threads");
      Cluster.ofClassPath().requireAddress(cluster);
    }
    return resume ? resume() : start();
  }

  private int start() throws IOException {
    try (LoadedData data = loadForNetwork()) {
      ComparisonPlan plan = plan(data);
      for (String same : plan.sameSettings()) {
        messages.say(same + " have the same settings: all their results will be equal");
      }
      DataSplit split = data.split(plan.common());
      Comparison.requireMemory(plan, split, cluster == null ? trainingOptions.training.threads : 1);
      ReportLimits.requireComparison(
          plan.contenders().size(),
          plan.seeds().size(),
          plan.steps(split),
          plan.common().loop().epochs());
      List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
      ComparisonFile file =
          plan.file(
              Zigzag.commandLine(spec), arguments.subList(1, arguments.size()), data.description());
      List<TuningTrial> trials = partOptions.trials(plan, file);
      if (dryRun) {
        return announce(trials.isEmpty() ? plan : plan.tuned(trials), data, split);
      }
      try (Interruption interruption =
              new Interruption(output.fresh(FolderKind.COMPARE.contents(Json.fields(file))));
          // Before anything is cleared away: perhaps nobody answers there.
          Workplace workplace = workplace(plan, data, split)) {
        interruption.beginWork();
        output.clear();
        file.write(interruption.folder());
        return run(plan, trials, data, split, workplace, interruption);
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
    return done(text.text(Messages.width()), text.json());
  }

  private int resume() throws IOException {
    try (Interruption interruption =
        new Interruption(output.existing(List.of(ComparisonFile.NAME)))) {
      Path file = interruption.folder().resolve(ComparisonFile.NAME);
      StoredStart stored = StoredStart.of(file, null, "compare anew");
      boolean isOfPage = stored.json().path("command").asText("-").isEmpty();
      CompareCommand original = isOfPage ? this : original(stored);
      original.messages = messages;
      // Its words may name a folder from where it was begun.
      original.dataOptions = new DataOptions();
      original.dataOptions.restore(stored.object("data"));
      original.tensorboard |= tensorboard;
      original.cluster = cluster;
      original.trainingOptions.training.threads = trainingOptions.training.threads;
      original.partOptions.resume(interruption.folder());
      try (LoadedData data = original.loadForNetwork()) {
        ComparisonPlan plan =
            isOfPage
                ? ComparisonPlan.of(ComparisonFile.read(interruption.folder()), rules())
                : original.plan(data);
        ComparisonFile now = plan.file("", List.of(), data.description());
        requireSame(stored, Json.reread(Json.fields(now)));
        List<TuningTrial> trials = original.partOptions.trials(plan, now);
        DataSplit split = data.split(plan.common());
        try (Workplace workplace = original.workplace(plan, data, split)) {
          interruption.beginWork();
          return original.run(plan, trials, data, split, workplace, interruption);
        }
      }
    }
  }

  /** The rules for a comparison that the page began: it takes no plug-ins, and no other flags. */
  private Registries rules() {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!FREE.contains(option.longestName())) {
        throw new InputException(
            option.longestName() + ": the comparison was begun from the page; leave the flag out");
      }
    }
    return trainingOptions.rules();
  }

  /** The command with the flags it was begun with: a stored plan does not name the plug-ins. */
  private CompareCommand original(StoredStart stored) {
    JsonNode arguments = stored.json().path("arguments");
    if (!arguments.isArray()) {
      throw new InputException(
          stored.file() + " is no plan of a comparison; compare anew into another folder");
    }
    List<String> words = new ArrayList<>();
    arguments.forEach(word -> words.add(word.asText()));
    CompareCommand command = new CompareCommand();
    CommandLine commandLine = new CommandLine(command).setExpandAtFiles(false);
    Numbers.register(commandLine);
    try {
      commandLine.parseArgs(words.toArray(String[]::new));
    } catch (PicocliException e) {
      throw new InputException(
          stored.file() + " has flags that this version does not know: " + e.getMessage(), e);
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      Object then = commandLine.getCommandSpec().findOption(name).getValue();
      if (!FREE.contains(name) && !Objects.equals(then, option.getValue())) {
        throw new InputException(
            Numerals.format(
                "%s: the comparison to resume was begun without that; it was: %s",
                name, stored.command()));
      }
    }
    return command;
  }

  /** Checks that the data is the same, and that the stored flags mean now what they meant then. */
  private static void requireSame(StoredStart stored, ObjectNode now) {
    stored.requireSameData((ObjectNode) now.path("data"));
    Optional<String> other = stored.difference(PARTS, now);
    if (other.isPresent()) {
      throw new InputException(
          "%s: its %s are not what the same flags mean to this version of the program;"
              + " compare anew with --overwrite",
          stored.file(), other.get());
    }
  }

  private ComparisonPlan plan(LoadedData data) throws IOException {
    return comparisonOptions.plan(trainingOptions, partOptions, data.train().size());
  }

  private int run(
      ComparisonPlan plan,
      List<TuningTrial> trials,
      LoadedData data,
      DataSplit split,
      Workplace workplace,
      Interruption interruption)
      throws IOException {
    nameBuiltIn(data, messages);
    Path folder = interruption.folder();
    TrainCommandText command =
        new TrainCommandText(
            CommandText.STORED_PROGRAM, data.description(), trainingOptions.update.plugins);
    ComparisonProgress progress =
        new ComparisonProgress(messages, tensorboard ? Optional.of(folder) : Optional.empty());
    if (tensorboard) {
      TensorBoard.writeComparison(
          plan.contenders().stream()
              .flatMap(one -> plan.seeds().stream().map(seed -> plan.settings(one, seed)))
              .map(SettingsJson::write)
              .toList(),
          folder);
    }
    Comparison comparison =
        new Comparison(plan, split, data.description(), folder, command::of, progress);
    if (!trials.isEmpty()) {
      messages.say(Numerals.count(trials.size(), "trial") + " of learning rates kept as they are");
      comparison.keep(trials);
    }
    boolean isDone;
    ProgressBar bar = messages.bar();
    try (bar) {
      isDone = comparison.run(workplace, interruption);
    }
    if (!isDone) {
      messages.say("stopped; go on with: " + CommandText.resume("compare", folder));
      return FAILED;
    }
    int exitCode = DONE;
    if (partOptions.isTuneOnly()) {
      exitCode = showRates(folder);
    } else if (progress.hasResults()) {
      ComparisonReport report = ComparisonReport.read(folder);
      draw(report, folder, messages);
      exitCode = report.everyRunDiverged() ? DIVERGED : DONE;
    }
    List<String> faults = progress.faults();
    if (!faults.isEmpty()) {
      Messages.error(
          Numerals.format(
              "%d trainings failed; the first: %s; --resume does them again, and keeps the others",
              faults.size(), faults.get(0)));
      return FAILED;
    }
    return exitCode;
  }

  private Workplace workplace(ComparisonPlan plan, LoadedData data, DataSplit split)
      throws IOException {
    if (cluster == null) {
      return new Workplace.Threads(trainingOptions.training.threads);
    }
    Path plugins = trainingOptions.update.plugins;
    Cluster.Inputs inputs =
        new Cluster.Inputs(
            data.provenance(),
            split,
            plan.common().validation(),
            plugins == null ? List.of() : Plugins.jars(plugins));
    return Cluster.ofClassPath().open(cluster, inputs, messages::say);
  }

  /** Draws a comparison into a folder, and prints its figures. */
  static void draw(ComparisonReport report, Path folder, Messages messages) throws IOException {
    report.write(folder);
    messages.result(report.text(Messages.width()), report.json(), folder);
  }

  /** Prints the learning rates that were found; of a label whose trials all diverged, none. */
  private int showRates(Path folder) throws IOException {
    ObjectNode rates = Json.object();
    TuningTrial.readAll(folder).stream()
        .filter(TuningTrial::chosen)
        .forEach(trial -> rates.put(trial.label(), trial.learningRate()));
    List<List<String>> rows = new ArrayList<>();
    for (var rate : rates.properties()) {
      rows.add(List.of(rate.getKey(), Numerals.rate(rate.getValue().doubleValue())));
    }
    ObjectNode document = Json.object().put("folder", folder.toString());
    document.set("learning_rates", rates);
    messages.result(
        new TextTable(List.of(Column.text("label"), Column.number("lr")), rows)
                .render(Messages.width())
            + "to compare at these rates: "
            + CommandText.whole("--rates " + CommandText.quote(folder.toString()))
            + "\n",
        document);
    return rates.isEmpty() ? DIVERGED : DONE;
  }

  /** Says which data it is where that could be mistaken. */
  static void nameBuiltIn(LoadedData data, Messages messages) {
    if (data.isBuiltIn()) {
      messages.say("data: built-in digits (not MNIST)");
    }
  }
}
