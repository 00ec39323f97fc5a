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
import zigzag.archive.Json;
import zigzag.archive.ReportLimits;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.Interruption;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.ProgressBar;
import zigzag.data.Dataset;
import zigzag.experiment.symmetry.Symmetry;
import zigzag.experiment.symmetry.SymmetryBreak;
import zigzag.experiment.symmetry.SymmetryFiles;
import zigzag.initializer.Initializer;
import zigzag.report.symmetry.SymmetryPictures;
import zigzag.report.symmetry.SymmetryReport;
import zigzag.report.text.PlainText;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.TrainingSettings;

@Command(
    name = "symmetry",
    description =
        "Trains the same network from several initializers on the same batches, and follows how"
            + " alike its hidden units are: equal units stay equal, and work as one.",
    footer = {
      "Example: ${ROOT-COMMAND-NAME} symmetry --inits zeros,constant,he --activation sigmoid"
          + " --hidden 50 --epochs 1",
      "Example: ${ROOT-COMMAND-NAME} symmetry --inits constant --break weights-noise=1e-6 --epochs"
          + " 2"
    })
public final class SymmetryCommand extends DataSubcommand {
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

  @ArgGroup(validate = false, heading = "%nSymmetry%n", order = -2)
  private SymmetryOptions symmetryOptions = new SymmetryOptions();

  @Mixin private TrainingOptions trainingOptions;
  @Mixin private OutputFolder output;

  @Override
  public Integer call() throws IOException {
    Registries rules = trainingOptions.rules();
    List<Initializer> inits = inits(rules);
    ReportLimits.require(inits.size(), ReportLimits.INITS, "initializers; name fewer");
    SymmetryBreak broken = SymmetryBreak.parse(symmetryOptions.broken);
    trainingOptions.training.usualEpochs = EPOCHS;
    try (LoadedData data = loadForNetwork()) {
      TrainingSettings settings = settings(rules, broken, data);
      DataSplit split = data.split(settings);
      CompareCommand.nameBuiltIn(data, messages);
      Symmetry symmetry = new Symmetry(settings, inits, broken, split);
      symmetry.requireMemory(settings.execution().threads());
      List<String> labels = inits.stream().map(Initializer::label).toList();
      try (Interruption interruption =
          new Interruption(output.fresh(FolderKind.symmetry(labels)))) {
        interruption.beginWork();
        List<Symmetry.Run> runs;
        try (ProgressBar bar = messages.bar()) {
          runs = symmetry.run(settings.execution().threads(), progress(bar), interruption);
        }
        if (runs.isEmpty()) {
          messages.say("stopped; nothing was written");
          return FAILED;
        }
        return finish(symmetry, runs, data, interruption.folder());
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
        long distinct = (long) run.last().value(Column.DISTINCT_UNITS);
        messages.sayUnlessDrawn(
            Numerals.format(
                "%s: %s after step %,d",
                run.init().label(), Numerals.count(distinct, "distinct unit"), run.last().step()));
      }
    };
  }

  private int finish(Symmetry symmetry, List<Symmetry.Run> runs, LoadedData data, Path folder)
      throws IOException {
    SymmetryFiles files = new SymmetryFiles(symmetry, runs);
    SymmetrySummary summary = files.summary(Zigzag.commandLine(spec), data.description());
    output.clear();
    files.write(folder, summary);
    pictures(data.train(), symmetry.settings().architecture().hidden(), runs).write(folder);
    SymmetryReport.write(folder);
    StringBuilder text = new StringBuilder(SymmetryReport.table(folder, Messages.width()));
    for (SymmetrySummary.Init init : summary.inits()) {
      String paragraph = init.init() + ": " + init.explanation() + "\n";
      text.append('\n').append(PlainText.wrapped(paragraph, Messages.width()));
    }
    messages.result(text.append('\n').toString(), Json.fields(summary), folder);
    return runs.stream().allMatch(run -> run.test().isEmpty()) ? DIVERGED : DONE;
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
