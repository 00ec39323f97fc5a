package zigzag.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.ModelFile;
import zigzag.cli.option.Split;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.Dataset;
import zigzag.network.Nd4jStart;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;
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
    Split split = splitName == null ? Split.TEST : Split.named(splitName);
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
      for (int i = 0; i < files.size(); i++) {
        files.get(i).requireFinite(ensemble.members().get(i).loss());
      }
      messages.result(text(data, split, ensemble), json(files, data, split, ensemble));
      return ExitCode.DONE;
    }
  }

  /** A model that is given twice has two votes, which nobody means. */
  private static void requireDistinct(List<ModelFile> files) {
    for (int i = 0; i < files.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (files.get(i).sha256().equals(files.get(j).sha256())) {
          throw new InputException(
              files.get(i).path()
                  + " is the same model as "
                  + files.get(j).path()
                  + "; leave one out");
        }
        if (files.get(i).model().layout().classes() != files.get(j).model().layout().classes()) {
          throw new InputException(
              files.get(i).path()
                  + " tells another number of classes apart than "
                  + files.get(j).path());
        }
      }
    }
  }

  private String text(Dataset data, Split split, Ensemble ensemble) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      rows.add(row(named.get(i).toString(), ensemble.members().get(i)));
    }
    rows.add(row("together", ensemble.committee()));
    TextTable table = new TextTable(Column.list("model", "wrong", "error %", "loss"), rows);
    return String.format(
        Locale.ROOT,
        "%s, %s set, %,d examples%n%n%s%n%s; two of them differ on %.2f %% of the examples, on"
            + " average, and they don't all agree on %,d of them.%n",
        data.name(),
        split.name().toLowerCase(Locale.ROOT),
        data.size(),
        table.render(Messages.width()),
        Numerals.count(named.size(), "model"),
        100 * ensemble.disagreement(),
        ensemble.disputed());
  }

  private static List<String> row(String name, Evaluation evaluation) {
    int wrong = evaluation.labels().length - evaluation.correct();
    return List.of(
        name,
        Numerals.whole(wrong),
        String.format(Locale.ROOT, "%.2f", 100 * (1 - evaluation.accuracy())),
        Numerals.fixed(evaluation.loss(), 4));
  }

  private static ObjectNode json(
      List<ModelFile> files, Dataset data, Split split, Ensemble ensemble) {
    ObjectNode document = Json.object();
    document.put("dataset", data.name());
    document.put("split", split.name().toLowerCase(Locale.ROOT));
    document.put("examples", data.size());
    ArrayNode models = document.putArray("models");
    for (int i = 0; i < files.size(); i++) {
      ObjectNode node = models.addObject();
      node.put("file", files.get(i).path().toString());
      node.put("sha256", files.get(i).sha256());
      figures(node, ensemble.members().get(i));
    }
    figures(document.putObject("committee"), ensemble.committee());
    document.put("disagreement", ensemble.disagreement());
    document.put("disputed", ensemble.disputed());
    return document;
  }

  private static void figures(ObjectNode node, Evaluation evaluation) {
    node.put("accuracy", evaluation.accuracy());
    node.put("wrong", evaluation.labels().length - evaluation.correct());
    node.put("loss", evaluation.loss());
  }
}
