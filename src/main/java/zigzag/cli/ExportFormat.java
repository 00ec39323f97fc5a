package zigzag.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zigzag.Choice;
import zigzag.InputException;
import zigzag.Labelled;
import zigzag.archive.AtomicFile;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.cli.option.ModelFile;
import zigzag.exchange.NpzModel;
import zigzag.exchange.OnnxModel;
import zigzag.exchange.TorchModel;
import zigzag.network.Model;
import zigzag.tensorboard.TensorBoard;

/** The forms in which {@code export} writes a run for other programs. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum ExportFormat implements Labelled {
  ONNX(
      ".onnx",
      "in Python",
      "onnxruntime.InferenceSession(%s).run(None, {\"input\": images})",
      run -> model(run, OnnxModel::write)),
  PYTORCH(
      ".pytorch.safetensors",
      "in Python",
      "model.load_state_dict(safetensors.torch.load_file(%s))",
      run -> model(run, TorchModel::write)),
  NPZ(".npz", "in Python", "numpy.load(%s)", run -> model(run, NpzModel::write)),
  TENSORBOARD(
      ".tensorboard",
      "in a shell",
      "tensorboard --logdir %s",
      run -> new Export(run, "curves", List.of(), to -> TensorBoard.write(run, to)));

  static final Choice<ExportFormat> CHOICE =
      Choice.of("format", List.of(values()), ExportFormat::label);

  /** How the name of such a file, or folder, ends. */
  final String ending;

  /** Where it is loaded. */
  final String where;

  private final String loading;
  private final Source source;

  /**
   * What becomes of a run, read and checked.
   *
   * @param input what it was read from
   * @param what it is, for the user: "784-128-10, relu"
   * @param notes what the user must know
   */
  record Export(Path input, String what, List<String> notes, Target target) {}

  /** Writes a file or a folder. */
  @FunctionalInterface
  interface Target {
    void write(Path to) throws IOException;
  }

  /** Reads what a run has for a format; refuses what is of no use. */
  @FunctionalInterface
  private interface Source {
    Export read(Path run) throws IOException;
  }

  /** Writes a model's bytes. */
  @FunctionalInterface
  private interface ModelWriter {
    void write(Model model, OutputStream out) throws IOException;
  }

  ExportFormat(String ending, String where, String loading, Source source) {
    this.ending = ending;
    this.where = where;
    this.loading = loading;
    this.source = source;
  }

  Export read(Path run) throws IOException {
    return source.read(run);
  }

  /** How a file is loaded. */
  String loading(Path file) {
    return loading.replace("%s", TextNode.valueOf(file.toString()).toString());
  }

  private static Export model(Path run, ModelWriter writer) throws IOException {
    if (Files.exists(run.resolve(RunSummary.NAME)) && RunSummary.read(run).diverged()) {
      throw new InputException(
          "the training in %s diverged and left no model to export; train it again, with a lower"
              + " learning rate",
          run);
    }
    ModelFile file = ModelFile.read(run);
    Model model = file.model();
    Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
    if (Files.exists(run.resolve(RunConfig.NAME))) {
      RunConfig.read(run).command().ifPresent(command -> metadata.put("command", command));
    }
    Model described =
        new Model(
            model.layout(),
            model.activation(),
            model.rows(),
            model.columns(),
            model.parameters(),
            metadata);
    return new Export(
        file.path(),
        model.layout().widths() + ", " + model.activation().label(),
        file.assumption().stream().toList(),
        to -> AtomicFile.write(to, out -> writer.write(described, out)));
  }
}
