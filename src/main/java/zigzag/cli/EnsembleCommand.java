package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.LoadedData.Split;
import zigzag.cli.option.ModelFile;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.Dataset;
import zigzag.network.Nd4jStart;
import zigzag.report.run.Answers;
import zigzag.report.run.EnsembleReport;
import zigzag.training.evaluation.Ensemble;
import zigzag.training.evaluation.Evaluation;

/** {@code ensemble}: how good several models are together. */
@Command(
    name = "ensemble",
    description =
        "Judges models together, by the mean of their probabilities, and each by itself: errors,"
            + " and how often they disagree.",
    footer = {"", "Example: ${ROOT-COMMAND-NAME} ensemble runs/best-1 runs/best-2 runs/best-3"})
final class EnsembleCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "model.safetensors files, or the run folders that hold them")
  private List<Path> named;

  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description = "the part of the data to judge them on (default: test)")
  private String splitName;

  @Override
  public Integer call() throws IOException {
    Split split = splitName == null ? Split.TEST : Split.CHOICE.pick(splitName);
    List<ModelFile> files = new ArrayList<>();
    for (Path path : named) {
      files.add(ModelFile.read(path));
    }
    requireDistinct(files);
    Nd4jStart.begin();
    try (LoadedData loaded = dataOptions.load(messages)) {
      Dataset data = split.of(loaded);
      for (ModelFile file : files) {
        EvaluateCommand.requireFits(file, data);
        EvaluateCommand.notes(file, loaded, split)
            .forEach(note -> messages.say(file.path() + ": " + note));
      }
      int threads = Runtime.getRuntime().availableProcessors();
      Ensemble ensemble = Ensemble.of(files.stream().map(ModelFile::model).toList(), data, threads);
      List<EnsembleReport.Member> members = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        ModelFile file = files.get(i);
        Evaluation evaluation = ensemble.members().get(i);
        file.requireFinite(evaluation.loss());
        Answers answers = EvaluateCommand.answers(data, evaluation);
        members.add(new EnsembleReport.Member(named.get(i), file.path(), file.sha256(), answers));
      }
      EnsembleReport report =
          new EnsembleReport(
              split.label(),
              members,
              EvaluateCommand.answers(data, ensemble.committee()),
              ensemble.disagreement(),
              ensemble.disputed());
      messages.result(report.text(Messages.width()), report.json());
      return ExitCode.DONE;
    }
  }

  /** A model that is given twice has two votes, which nobody means. */
  private static void requireDistinct(List<ModelFile> files) {
    for (int i = 0; i < files.size(); i++) {
      ModelFile file = files.get(i);
      for (ModelFile earlier : files.subList(0, i)) {
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
  }
}
