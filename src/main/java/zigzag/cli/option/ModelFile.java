package zigzag.cli.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.Sha256;
import zigzag.archive.Json;
import zigzag.archive.run.RunFiles;
import zigzag.exchange.ForeignModel;
import zigzag.network.Model;

/**
 * A trained model, the file that it came from, and the file's sum.
 *
 * @param assumption what the file does not say and was taken for granted
 */
public record ModelFile(Path path, Model model, String sha256, Optional<String> assumption) {
  /** What a command that reads a model says of the argument. */
  public static final String DESCRIPTION =
      "a run folder, its model.safetensors, or a network of two layers in an ONNX file, in"
          + " safetensors under PyTorch's names or in NumPy's .npz";

  private static final String NAME = RunFiles.MODEL;

  /** Reads a model file, or that of a run folder; refuses one that is of no use. */
  public static ModelFile read(Path named) throws IOException {
    if (Files.notExists(named)) {
      throw new InputException(
          named + ": there is no such file or folder; give a run folder or its " + NAME);
    }
    Path path = Files.isDirectory(named) ? named.resolve(NAME) : named;
    if (Files.notExists(path)) {
      throw new InputException(
          "there is no %s in %s: it is no run folder, or the training did not come to its end",
          NAME, named);
    }
    ForeignModel read = ForeignModel.read(path);
    Model model = read.model();
    for (float parameter : model.parameters()) {
      if (!Float.isFinite(parameter)) {
        throw new InputException(
            path + " holds parameters that are not finite numbers; train the model again");
      }
    }
    return new ModelFile(path, model, Sha256.of(path), read.assumption());
  }

  /** Refuses a model so large that a loss or a probability that it gave is not finite. */
  public void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new InputException(
          path + " overflows: its weights are too large to compute with; train the model again");
    }
  }

  /** The name of the data that the model was trained on, if the file says it. */
  public Optional<String> dataset() {
    return Optional.ofNullable(model.metadata().get("dataset")).map(Printable::line);
  }

  /** The sums of the data that the model was trained on; missing if the file doesn't say them. */
  public JsonNode dataSums() {
    String sums = model.metadata().getOrDefault("data_sha256", "");
    try {
      return Json.parse("data_sha256", sums.getBytes(StandardCharsets.UTF_8));
    } catch (InputException e) {
      return MissingNode.getInstance(); // another program's, under the same name
    }
  }
}
