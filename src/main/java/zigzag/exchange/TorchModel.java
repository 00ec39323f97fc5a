package zigzag.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.network.Model;

/**
 * A model under PyTorch's names, in a safetensors file: of each {@code nn.Linear} a {@code weight
 * [outputs, inputs]} and a {@code bias [outputs]}.
 */
public final class TorchModel {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  /** Some readers ask in the metadata what the arrays are for. */
  private static final String FORMAT = "format";

  private TorchModel() {}

  /** Writes a file's bytes: {@code fc1.weight}, {@code fc1.bias}, {@code fc2.weight} and so on. */
  public static void write(Model model, OutputStream out) throws IOException {
    Safetensors content = model.content();
    Map<String, Tensor> from = content.tensors();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("fc1" + WEIGHT, DenseLayer.transposed(from.get(Model.W1)));
    tensors.put("fc1" + BIAS, from.get(Model.B1));
    tensors.put("fc2" + WEIGHT, DenseLayer.transposed(from.get(Model.W2)));
    tensors.put("fc2" + BIAS, from.get(Model.B2));
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put(FORMAT, "pt");
    new Safetensors(tensors, metadata).writeTo(out);
  }

  /** Whether arrays are named as PyTorch names them. */
  static boolean isOne(Safetensors content) {
    return content.tensors().keySet().stream().anyMatch(name -> name.endsWith(WEIGHT));
  }

  /** The model of two such layers, whatever they are called: what fits behind what tells. */
  static ForeignModel of(Safetensors content, Path file) {
    Map<String, Tensor> tensors = content.tensors();
    List<String> layers =
        tensors.keySet().stream()
            .filter(name -> name.endsWith(WEIGHT))
            .map(name -> name.substring(0, name.length() - WEIGHT.length()))
            // 2 comes before 10.
            .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
            .toList();
    List<DenseLayer> found = new ArrayList<>();
    int used = 0;
    for (String layer : layers) {
      Tensor weight = tensors.get(layer + WEIGHT);
      Tensor bias = tensors.get(layer + BIAS);
      if (weight.shape().size() == 2 && (bias == null || bias.shape().size() == 1)) {
        DenseLayer dense = DenseLayer.of(DenseLayer.transposed(weight));
        found.add(bias == null ? dense : dense.with(bias.values()));
        used += bias == null ? 1 : 2;
      }
    }
    if (found.size() != 2 || used != tensors.size()) {
      List<String> shapes = new ArrayList<>();
      tensors.forEach((name, tensor) -> shapes.add(name + " " + tensor.shape()));
      throw ForeignModel.refused(
          file, "a network of " + layers.size() + " layers: " + ForeignModel.names(shapes));
    }
    boolean inOrder = found.get(0).outputs() == found.get(1).inputs();
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.remove(FORMAT);
    return ForeignModel.of(found.get(inOrder ? 0 : 1), found.get(inOrder ? 1 : 0), metadata, file);
  }
}
