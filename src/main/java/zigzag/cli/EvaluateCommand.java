package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.FolderLock;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.LoadedData.Split;
import zigzag.cli.option.ModelFile;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.Dataset;
import zigzag.network.Model;
import zigzag.network.Nd4jStart;
import zigzag.report.run.Answers;
import zigzag.report.run.EvaluationReport;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.evaluation.Evaluator;

/** {@code evaluate}: how good a trained model is, and where it goes wrong. */
@Command(
    name = "evaluate",
    description = {
      "Judges a trained model: accuracy, loss, each class, what is taken for what, and the mistakes"
          + " that it was surest of.",
      "Writes evaluation.json, confusion.svg and, if there are mistakes, mistakes.svg."
    },
    footer = {"", "Example: ${ROOT-COMMAND-NAME} evaluate runs/sgd --out runs/sgd-evaluated"})
public final class EvaluateCommand extends Subcommand {
  @Parameters(
      paramLabel = "MODEL",
      description = "a model.safetensors, or the run folder that holds one")
  private Path named;

  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description = "the part of the data to judge it on (default: test)")
  private String splitName;

  @Mixin private OutputFolder output;

  @Override
  public Integer call() throws IOException {
    Split split = splitName == null ? Split.TEST : Split.CHOICE.pick(splitName);
    ModelFile file = ModelFile.read(named);
    Nd4jStart.begin();
    try (LoadedData loaded = dataOptions.load(messages)) {
      Dataset data = split.of(loaded);
      requireFits(file, data);
      try (FolderLock lock = output.freshBeside(file.path(), FolderKind.EVALUATE.contents())) {
        Path folder = lock.folder();
        List<String> notes = notes(file, loaded, split);
        notes.forEach(messages::say);
        Evaluation evaluation = evaluate(file.model(), data);
        file.requireFinite(evaluation.loss());
        EvaluationReport report =
            new EvaluationReport(
                new EvaluationReport.Model(file.path(), file.sha256(), file.dataset()),
                loaded.description(),
                split == Split.TEST ? "test" : "training",
                answers(data, evaluation),
                notes);
        output.clear();
        report.write(folder);
        messages.result(
            report.text(folder, Messages.width()),
            report.document().put("folder", folder.toString()));
        return ExitCode.DONE;
      }
    }
  }

  private static Evaluation evaluate(Model model, Dataset data) {
    // The figures are the same for any number of threads.
    int threads = Runtime.getRuntime().availableProcessors();
    try (Evaluator evaluator = new Evaluator(model.layout(), model.activation(), threads)) {
      return evaluator.evaluate(model.parameters(), data);
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

  static void requireFits(ModelFile file, Dataset data) {
    Model model = file.model();
    if (data.rows() != model.rows() || data.columns() != model.columns()) {
      throw new InputException(
          Numerals.format(
              "%s takes images of %d x %d pixels, but those of %s have %d x %d; give the data it"
                  + " was trained on with --data",
              file.path(),
              model.rows(),
              model.columns(),
              data.name(),
              data.rows(),
              data.columns()));
    }
    if (data.classes() > model.layout().classes()) {
      throw new InputException(
          Numerals.format(
              "%s tells %d classes apart, but %s has %d; give the data it was trained on with"
                  + " --data",
              file.path(), model.layout().classes(), data.name(), data.classes()));
    }
    if (data.size() == 0) {
      throw new InputException(data.name() + " has no examples there; choose another --split");
    }
  }

  /** What a reader of the figures must know. */
  static List<String> notes(ModelFile file, LoadedData loaded, Split split) {
    List<String> notes = new ArrayList<>();
    String name = loaded.train().name();
    if (loaded.isBuiltIn()) {
      notes.add("Judged on the built-in digits; this is no MNIST result.");
    }
    if (file.dataset().isEmpty()) {
      notes.add("The model does not say what data it was trained on.");
    } else if (!file.dataset().get().equals(name)) {
      notes.add(
          "The model was trained on other data: on "
              + file.dataset().get()
              + ", and is judged on "
              + name
              + ".");
    } else if (file.dataSums().isObject()
        && !file.dataSums().equals(loaded.description().path("sha256"))) {
      notes.add(
          "The model was trained on other data of the same name, "
              + name
              + ": the SHA-256 sums differ.");
    }
    if (split == Split.TRAIN) {
      notes.add(
          "The model was trained on most of these examples; only the test set shows how it"
              + " does on new ones.");
    }
    return notes;
  }
}
