package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.FolderLock;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.LoadedData.Split;
import zigzag.cli.option.ModelFile;
import zigzag.cli.terminal.Messages;
import zigzag.data.Dataset;
import zigzag.network.Model;
import zigzag.report.run.Answers;
import zigzag.report.run.EnsembleReport;
import zigzag.report.run.EvaluationReport;
import zigzag.training.evaluation.Ensemble;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.evaluation.Evaluator;

@Command(
    name = "evaluate",
    description = {
      "Judges a trained model: accuracy, loss, each class, what is taken for what, and the mistakes"
          + " that it was surest of.",
      "Writes evaluation.json, confusion.svg and, if there are mistakes, mistakes.svg."
    },
    footer = "Example: ${ROOT-COMMAND-NAME} evaluate runs/sgd --out runs/sgd-evaluated")
final class EvaluateCommand extends DataSubcommand {
  /** The figures are the same for any number. */
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  @Parameters(paramLabel = "MODEL", description = ModelFile.DESCRIPTION)
  private Path named;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description = "the part of the data to judge it on (default: test)")
  private String splitName = "test";

  @Mixin private OutputFolder output;

  @Override
  public Integer call() throws IOException {
    Split split = Split.CHOICE.pick(splitName);
    ModelFile file = ModelFile.read(named);
    try (LoadedData loaded = loadForNetwork()) {
      Dataset data = split.of(loaded);
      requireFits(file, data);
      try (FolderLock lock = output.freshBeside(file.path(), FolderKind.EVALUATE.contents())) {
        List<String> notes = notes(file, loaded, split);
        notes.forEach(messages::say);
        Model model = file.model();
        Evaluation evaluation;
        try (Evaluator evaluator = new Evaluator(model.layout(), model.activation(), THREADS)) {
          evaluation = evaluator.evaluate(model.parameters(), data);
        }
        file.requireFinite(evaluation.loss());
        EvaluationReport report =
            new EvaluationReport(
                new EvaluationReport.Model(file.path(), file.sha256(), file.dataset()),
                loaded.description(),
                split == Split.TEST ? "test" : "training",
                answers(data, evaluation),
                notes);
        output.clear();
        report.write(lock.folder());
        return done(
            report.text(lock.folder(), Messages.width()),
            report.document().put("folder", lock.folder().toString()));
      }
    }
  }

  @Command(
      name = "ensemble",
      description =
          "Judges models together, by the mean of their probabilities, and each by itself: errors,"
              + " and how often they disagree.",
      footer = "Example: ${ROOT-COMMAND-NAME} ensemble runs/best-1 runs/best-2 runs/best-3")
  static final class Together extends DataSubcommand {
    @Parameters(arity = "1..*", paramLabel = "MODEL", description = ModelFile.DESCRIPTION)
    private List<Path> named;

    @Option(
        names = "--split",
        paramLabel = "test|train",
        description = "the part of the data to judge them on (default: test)")
    private String splitName = "test";

    @Override
    public Integer call() throws IOException {
      Split split = Split.CHOICE.pick(splitName);
      List<ModelFile> files = new ArrayList<>();
      for (Path path : named) {
        ModelFile file = ModelFile.read(path);
        for (ModelFile earlier : files) {
          requireAnother(file, earlier);
        }
        files.add(file);
      }
      try (LoadedData loaded = loadForNetwork()) {
        Dataset data = split.of(loaded);
        for (ModelFile file : files) {
          requireFits(file, data);
          notes(file, loaded, split).forEach(note -> messages.say(file.path() + ": " + note));
        }
        Ensemble ensemble =
            Ensemble.of(files.stream().map(ModelFile::model).toList(), data, THREADS);
        List<EnsembleReport.Member> members = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
          ModelFile file = files.get(i);
          Evaluation evaluation = ensemble.members().get(i);
          file.requireFinite(evaluation.loss());
          Answers answers = answers(data, evaluation);
          members.add(new EnsembleReport.Member(named.get(i), file.path(), file.sha256(), answers));
        }
        EnsembleReport report =
            new EnsembleReport(
                split.label(),
                members,
                answers(data, ensemble.committee()),
                ensemble.disagreement(),
                ensemble.disputed());
        return done(report.text(Messages.width()), report.json());
      }
    }

    /** A model that is given twice has two votes, which nobody means. */
    private static void requireAnother(ModelFile file, ModelFile earlier) {
      if (file.sha256().equals(earlier.sha256())) {
        throw new InputException(
            file.path() + " is the same model as " + earlier.path() + "; leave one out");
      }
      if (file.model().layout().classes() != earlier.model().layout().classes()) {
        throw new InputException(
            file.path() + " tells another number of classes apart than " + earlier.path());
      }
    }
  }

  /** The same in plain numbers and pixels. */
  static Answers answers(Dataset data, Evaluation evaluation) {
    return new Answers(
        data.name(),
        data.rows(),
        data.columns(),
        example -> {
          byte[] pixels = new byte[data.inputs()];
          data.copyPixels(example, pixels, 0);
          return pixels;
        },
        evaluation.labels(),
        evaluation.predictions(),
        evaluation.confidences(),
        evaluation.loss(),
        evaluation.confusion());
  }

  private static void requireFits(ModelFile file, Dataset data) {
    Model model = file.model();
    if (data.rows() != model.rows() || data.columns() != model.columns()) {
      throw misfit(
          "%s takes images of %d x %d pixels, but those of %s have %d x %d",
          file.path(), model.rows(), model.columns(), data.name(), data.rows(), data.columns());
    }
    if (data.classes() > model.layout().classes()) {
      throw misfit(
          "%s tells %d classes apart, but %s has %d",
          file.path(), model.layout().classes(), data.name(), data.classes());
    }
    if (data.size() == 0) {
      throw new InputException(data.name() + " has no examples there; choose another --split");
    }
  }

  private static InputException misfit(String problem, Object... values) {
    return new InputException(
        Numerals.format(problem, values) + "; give the data it was trained on with --data");
  }

  /** What a reader of the figures must know. */
  private static List<String> notes(ModelFile file, LoadedData loaded, Split split) {
    List<String> notes = new ArrayList<>();
    String name = loaded.train().name();
    String trainedOn = file.dataset().orElse("");
    if (loaded.isBuiltIn()) {
      notes.add("Judged on the built-in digits; this is no MNIST result.");
    }
    file.assumption().ifPresent(notes::add);
    if (file.dataset().isEmpty()) {
      notes.add("The model does not say what data it was trained on.");
    } else if (!trainedOn.equals(name)) {
      notes.add(
          Numerals.format(
              "The model was trained on other data: on %s, and is judged on %s.", trainedOn, name));
    } else if (file.dataSums().isObject()
        && !file.dataSums().equals(loaded.description().path("sha256"))) {
      notes.add(
          Numerals.format(
              "The model was trained on other data of the same name, %s: the SHA-256 sums differ.",
              name));
    }
    if (split == Split.TRAIN) {
      notes.add(
          "The model was trained on most of these examples; only the test set shows how it"
              + " does on new ones.");
    }
    return notes;
  }
}
