package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.FolderLock;
import zigzag.archive.Json;
import zigzag.archive.ReportLimits;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Interruption;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.Dataset;
import zigzag.experiment.symmetry.Symmetry;
import zigzag.experiment.symmetry.SymmetryBreak;
import zigzag.experiment.symmetry.SymmetryFiles;
import zigzag.initializer.Initializer;
import zigzag.network.Nd4jStart;
import zigzag.report.symmetry.SymmetryPictures;
import zigzag.report.symmetry.SymmetryReport;
import zigzag.report.text.PlainText;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.TrainingSettings;

/** {@code symmetry}: what an initializer does to the hidden units' likeness. */
@Command(
    name = "symmetry",
    description = {
      "Trains the same network from several initializers on the same batches, and follows how alike"
          + " its hidden units are: equal units stay equal, and work as one."
    },
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} symmetry --inits zeros,constant,he --activation sigmoid"
          + " --hidden 50 --epochs 1",
      "Example: ${ROOT-COMMAND-NAME} symmetry --inits constant --break weights-noise=1e-6 --epochs"
          + " 2"
    })
public final class SymmetryCommand extends Subcommand {
  /** What there is to see happens in the first epochs. */
  public static final int EPOCHS = 3;

  private static final List<String> INITS = List.of("zeros", "constant", "normal", "xavier", "he");

  /** What is compared. */
  static final class SymmetryOptions {
    @Option(
        names = "--inits",
        paramLabel = "A,B,…",
        split = ",",
        hideParamSyntax = true,
        description = "initializers (default: zeros,constant,normal,xavier,he)")
    private List<String> inits;

    @Option(
        names = "--break",
        paramLabel = "HOW",
        description =
            "tell equal units apart by weights-noise=1e-6 (added to all weights once), bias (each"
                + " unit another one), dropout, or none (default: none)")
    private String broken = "none";
  }

  @ArgGroup(validate = false, heading = "%nSymmetry%n")
  private SymmetryOptions symmetryOptions = new SymmetryOptions();

  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Mixin private TrainingOptions trainingOptions;
  @Mixin private OutputFolder output;

  @Override
  public Integer call() throws IOException {
    Registries rules = trainingOptions.rules();
    List<Initializer> inits = inits(rules);
    ReportLimits.require(inits.size(), ReportLimits.INITS, "initializers; name fewer");
    SymmetryBreak broken = SymmetryBreak.parse(symmetryOptions.broken);
    trainingOptions.training.usualEpochs = EPOCHS;
    Nd4jStart.begin();
    try (LoadedData data = dataOptions.load(messages)) {
      TrainingSettings settings = settings(rules, broken, data);
      DataSplit split = data.split(settings);
      CompareCommand.nameBuiltIn(data, messages);
      Symmetry symmetry = new Symmetry(settings, inits, broken, split);
      symmetry.requireMemory(settings.execution().threads());
      FolderLock lock =
          output.fresh(FolderKind.symmetry(inits.stream().map(Initializer::label).toList()));
      try (Interruption interruption = Interruption.holding(lock)) {
        interruption.beginWork();
        List<Symmetry.Run> runs;
        try (ProgressBar bar = messages.bar()) {
          runs = symmetry.run(settings.execution().threads(), progress(bar), interruption);
        }
        if (runs.isEmpty()) {
          messages.say("stopped; nothing was written");
          return ExitCode.FAILED;
        }
        return finish(symmetry, runs, data, lock.folder());
      }
    }
  }

  /** Shows all trainings together: one bar on a terminal, otherwise a line for each. */
  private Symmetry.Listener progress(ProgressBar bar) {
    return new Symmetry.Listener() {
      @Override
      public void begin(long steps) {
        bar.begin("symmetry", steps, List::of);
      }

      @Override
      public void step() {
        bar.advance(1);
      }

      @Override
      public void finished(Symmetry.Run run) {
        if (!bar.isDrawable()) {
          messages.say(
              run.init().label()
                  + ": "
                  + Numerals.count((long) run.last().value(Column.DISTINCT_UNITS), "distinct unit")
                  + " after step "
                  + Numerals.whole(run.last().step()));
        }
      }
    };
  }

  private int finish(Symmetry symmetry, List<Symmetry.Run> runs, LoadedData data, Path folder)
      throws IOException {
    SymmetryFiles files = new SymmetryFiles(symmetry, runs);
    String command = Zigzag.commandLine(spec);
    output.clear();
    SymmetrySummary summary = files.summary(command, data.description());
    files.write(folder, summary);
    pictures(data.train(), symmetry.settings().architecture().hidden(), runs).write(folder);
    SymmetryReport.write(folder);
    messages.result(text(summary, folder), Json.fields(summary), folder);
    boolean diverged = runs.stream().allMatch(run -> run.test().isEmpty());
    return diverged ? ExitCode.DIVERGED : ExitCode.DONE;
  }

  private static SymmetryPictures pictures(Dataset images, int hidden, List<Symmetry.Run> runs) {
    List<SymmetryPictures.Init> inits = new ArrayList<>();
    for (Symmetry.Run run : runs) {
      List<SymmetryPictures.Frame> frames =
          run.frames().stream()
              .map(f -> new SymmetryPictures.Frame(f.row().step(), f.w1(), f.cosines()))
              .toList();
      inits.add(new SymmetryPictures.Init(run.init().label(), run.finalOrder(), frames));
    }
    return new SymmetryPictures(images.rows(), images.columns(), hidden, inits);
  }

  private static String text(SymmetrySummary summary, Path folder) throws IOException {
    StringBuilder text = new StringBuilder(SymmetryReport.table(folder, Messages.width()));
    for (SymmetrySummary.Init init : summary.inits()) {
      String paragraph = init.init() + ": " + init.explanation() + "\n";
      text.append('\n').append(PlainText.wrapped(paragraph, Messages.width()));
    }
    return text.append('\n').toString();
  }

  private List<Initializer> inits(Registries rules) {
    InputException.refuseBoth(
        symmetryOptions.inits != null && trainingOptions.namesInit(), "--inits", "--init");
    if (trainingOptions.namesInit()) {
      return List.of(trainingOptions.init(rules));
    }
    List<String> names = symmetryOptions.inits == null ? INITS : symmetryOptions.inits;
    List<Initializer> inits = new ArrayList<>();
    for (String name : names) {
      Initializer init = rules.initializers().named(name);
      if (inits.contains(init)) {
        throw new InputException(init.label() + " is named twice; leave one out");
      }
      inits.add(init);
    }
    return inits;
  }

  /** The settings, with the dropout that breaks the symmetry. */
  private TrainingSettings settings(Registries rules, SymmetryBreak broken, LoadedData data) {
    TrainingSettings settings = trainingOptions.settings(rules, data.train().size());
    if (broken.dropout() == 0) {
      return settings;
    }
    if (settings.architecture().dropout() > 0) {
      throw new InputException("--dropout and --break dropout are the same; leave one out");
    }
    return settings.withDropout(broken.dropout());
  }
}
