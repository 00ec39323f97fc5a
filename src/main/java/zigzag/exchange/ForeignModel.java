package zigzag.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.RegularFile;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.network.Activation;
import zigzag.network.Model;

/**
 * A model in a file of this program or of another.
 *
 * @param assumption what was taken for granted, since the file does not say it
 */
public record ForeignModel(Model model, Optional<String> assumption) {
  /**
   * Reads a file of any form that is known here, which its first bytes tell.
   *
   * @throws InputException if it holds no network of two layers
   * @throws IOException if it can't be read
   */
  public static ForeignModel read(Path file) throws IOException {
    byte[] start;
    try (InputStream in = RegularFile.stream(file)) {
      start = in.readNBytes(9);
    }
    if (isZip(start)) {
      return NpzModel.read(file);
    }
    if (isOnnx(start) || file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      return OnnxModel.read(file);
    }
    Safetensors content = Safetensors.read(file);
    return TorchModel.isOne(content)
        ? TorchModel.of(content, file)
        : new ForeignModel(Model.of(content, file), Optional.empty());
  }

  private static boolean isZip(byte[] start) {
    return start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
  }

  /** Exporters begin with a version's number, 8; where that is a length, JSON follows it. */
  private static boolean isOnnx(byte[] start) {
    return start.length > 8 && start[0] == 8 && start[8] != '{';
  }

  /**
   * Two layers as the model that they make. An activation that is not said is taken for ReLU, the
   * usual one; images whose size is not said, for squares.
   */
  static ForeignModel of(
      DenseLayer first, DenseLayer second, Map<String, String> metadata, Path file) {
    Map<String, String> strings = new LinkedHashMap<>(metadata);
    if (!strings.containsKey(Model.ROWS) || !strings.containsKey(Model.COLUMNS)) {
      int inputs = first.inputs();
      int side = (int) Math.round(Math.sqrt(inputs));
      if (side * side != inputs) {
        throw new InputException(
            "%s takes %d inputs, which are no square, and does not say the images' size; write"
                + " %s and %s into its metadata",
            file, inputs, Model.ROWS, Model.COLUMNS);
      }
      strings.put(Model.ROWS, Integer.toString(side));
      strings.put(Model.COLUMNS, Integer.toString(side));
    }
    String usual = Activation.RELU.label();
    boolean assumed = strings.putIfAbsent(Model.ACTIVATION, usual) == null;
    Map<String, Tensor> arrays =
        Map.of(
            Model.W1, first.weights(),
            Model.B1, first.bias(),
            Model.W2, second.weights(),
            Model.B2, second.bias());
    return new ForeignModel(
        Model.of(new Safetensors(arrays, strings), file),
        assumed
            ? Optional.of(
                "The model does not say its activation, which is taken for "
                    + usual
                    + "; if it is another, write "
                    + Model.ACTIVATION
                    + " into its metadata.")
            : Optional.empty());
  }

  /** The refusal of a file, with what it is instead: "a network of 3 layers: fc1, fc2, fc3". */
  static InputException refused(Path file, String what) {
    return new InputException(
        file
            + " is "
            + what
            + "; only networks of two layers of weights are read, with relu, sigmoid or tanh"
            + " between them");
  }

  /** The first of many names, in one line. */
  static String names(List<String> names) {
    int most = 8;
    String shown =
        String.join(
            ", ", names.stream().limit(most).map(name -> Printable.line(name, 40)).toList());
    return names.size() > most ? shown + ", …" : shown;
  }
}
