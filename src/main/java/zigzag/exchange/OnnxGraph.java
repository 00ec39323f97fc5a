package zigzag.exchange;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.archive.Safetensors.Tensor;
import zigzag.network.Activation;
import zigzag.network.Model;

/**
 * A graph of ONNX, followed from its input to its output as far as it is a network of two layers.
 */
final class OnnxGraph {
  private static final String CONSTANT = "Constant";

  private final GraphProto graph;
  private final Path file;

  /** What does not depend on the input. */
  private final Map<String, TensorProto> constants = new HashMap<>();

  /** The layers so far; the last may still get its bias. */
  private final List<DenseLayer> layers = new ArrayList<>();

  /** What the network does between its layers, once it has been met. */
  private Activation activation;

  /** Whether all inputs of an example are one row. */
  private boolean isFlat;

  /** Whether the last operation was a product that has got no bias yet. */
  private boolean isBare;

  private boolean isOver;

  OnnxGraph(GraphProto graph, Path file) {
    this.graph = graph;
    this.file = file;
  }

  /**
   * The model that it is.
   *
   * @param metadata what the file says besides
   * @throws InputException if it is none
   */
  ForeignModel model(Map<String, String> metadata) {
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(input -> !constants.containsKey(input.getName()))
            .toList();
    if (inputs.size() != 1 || graph.getOutputCount() != 1) {
      throw ForeignModel.refused(
          file,
          "a graph of " + inputs.size() + " inputs and " + graph.getOutputCount() + " outputs");
    }
    List<Dimension> shape = inputs.get(0).getType().getTensorType().getShape().getDimList();
    isFlat = shape.size() <= 2;
    String at = inputs.get(0).getName();
    for (NodeProto node : graph.getNodeList()) {
      requireKnown(node.getOutputCount() > 0);
      if (node.getOpType().equals(CONSTANT)) {
        attribute(node, "value").ifPresent(value -> constants.put(node.getOutput(0), value.getT()));
        continue;
      }
      at = follow(node, at);
    }
    if (layers.size() != 2 || activation == null || !at.equals(graph.getOutput(0).getName())) {
      throw another();
    }
    Map<String, String> strings = new LinkedHashMap<>(metadata);
    strings.put(Model.ACTIVATION, activation.label());
    int rank = shape.size();
    if (rank > 2 && shape.get(rank - 1).hasDimValue() && shape.get(rank - 2).hasDimValue()) {
      strings.putIfAbsent(Model.ROWS, Long.toString(shape.get(rank - 2).getDimValue()));
      strings.putIfAbsent(Model.COLUMNS, Long.toString(shape.get(rank - 1).getDimValue()));
    }
    return ForeignModel.of(layers.get(0), layers.get(1), strings, file);
  }

  /**
   * Takes an operation in.
   *
   * @param at what depends on the input and has not been used yet
   * @return what does after it
   */
  private String follow(NodeProto node, String at) {
    if (isOver || !isStandard(node)) {
      throw another();
    }
    boolean wasBare = isBare;
    isBare = false;
    switch (node.getOpType()) {
      case "Identity" -> isBare = wasBare;
      case "Flatten" -> {
        requireKnown(integer(node, "axis", 1) == 1 && layers.isEmpty());
        isFlat = true;
      }
      case "Reshape" -> {
        // As exporters write Flatten: to a shape of two numbers.
        TensorProto shape = constants.get(node.getInputCount() > 1 ? node.getInput(1) : "");
        requireKnown(shape != null && shape.getDimsList().equals(List.of(2L)) && layers.isEmpty());
        isFlat = true;
      }
      case OnnxModel.GEMM -> {
        Tensor weights = matrix(node);
        boolean isTransposed = integer(node, "transB", 0) != 0;
        requireKnown(
            integer(node, "transA", 0) == 0
                && number(node, "alpha") == 1
                && number(node, "beta") == 1);
        DenseLayer layer = DenseLayer.of(isTransposed ? DenseLayer.transposed(weights) : weights);
        begin(node.getInputCount() > 2 ? layer.with(constant(node.getInput(2)).values()) : layer);
      }
      case "MatMul" -> {
        begin(DenseLayer.of(matrix(node)));
        isBare = true;
      }
      case "Add" -> {
        requireKnown(wasBare && node.getInputCount() == 2);
        int bias = node.getInput(0).equals(at) ? 1 : 0;
        requireKnown(node.getInput(1 - bias).equals(at));
        float[] values = constant(node.getInput(bias)).values();
        layers.add(layers.remove(layers.size() - 1).with(values));
        return node.getOutput(0);
      }
      case OnnxModel.SOFTMAX, "LogSoftmax" -> {
        long axis = integer(node, "axis", -1);
        requireKnown(layers.size() == 2 && (axis == -1 || axis == 1));
        isOver = true;
      }
      default -> {
        requireKnown(layers.size() == 1 && activation == null);
        activation =
            Stream.of(Activation.values())
                .filter(one -> OnnxModel.operator(one).equals(node.getOpType()))
                .findFirst()
                .orElseThrow(this::another);
      }
    }
    requireKnown(node.getInputCount() > 0 && node.getInput(0).equals(at));
    return node.getOutput(0);
  }

  private static boolean isStandard(NodeProto node) {
    return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
  }

  private void begin(DenseLayer layer) {
    requireKnown(isFlat && layers.size() == (activation == null ? 0 : 1));
    layers.add(layer);
  }

  /** The weights that an operation multiplies with. */
  private Tensor matrix(NodeProto node) {
    requireKnown(node.getInputCount() > 1);
    Tensor weights = constant(node.getInput(1));
    requireKnown(weights.shape().size() == 2);
    return weights;
  }

  private Tensor constant(String name) {
    TensorProto tensor = constants.get(name);
    requireKnown(tensor != null);
    String shown = Printable.line(name, 60);
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new InputException(
          "%s: %s is in another file, and files that name others are not read; export it as one"
              + " file, as with external_data=False",
          file, shown);
    }
    if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
      throw new InputException(
          "%s: %s is not of type FLOAT; export it in 32-bit floats", file, shown);
    }
    ByteString raw = tensor.getRawData();
    boolean isRaw = !raw.isEmpty();
    long count = isRaw ? raw.size() / Float.BYTES : tensor.getFloatDataCount();
    List<Integer> shape = new ArrayList<>();
    long product = 1;
    for (long dimension : tensor.getDimsList()) {
      product = dimension > 0 && dimension <= count ? product * dimension : 0;
      requireSize(product <= count, shown);
      shape.add((int) dimension);
    }
    requireSize(product == count && count > 0 && !(isRaw && raw.size() % Float.BYTES != 0), shown);
    float[] values = new float[(int) count];
    if (isRaw) {
      raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    }
    return new Tensor(shape, values);
  }

  private void requireSize(boolean fits, String name) {
    if (!fits) {
      throw OnnxModel.notWhole(file, "the size of " + name + " contradicts its shape", null);
    }
  }

  private static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(one -> one.getName().equals(name)).findFirst();
  }

  private static long integer(NodeProto node, String name, long usual) {
    return attribute(node, name).map(AttributeProto::getI).orElse(usual);
  }

  /** A factor, 1 where it is not given. */
  private static float number(NodeProto node, String name) {
    return attribute(node, name).map(AttributeProto::getF).orElse(1f);
  }

  private void requireKnown(boolean holds) {
    if (!holds) {
      throw another();
    }
  }

  /** The refusal, with what it is. */
  private InputException another() {
    List<String> operators =
        graph.getNodeList().stream()
            .filter(node -> !node.getOpType().equals(CONSTANT))
            .map(
                node ->
                    isStandard(node) ? node.getOpType() : node.getDomain() + "." + node.getOpType())
            .toList();
    return ForeignModel.refused(
        file,
        operators.isEmpty()
            ? "a graph without operations"
            : "a graph of " + operators.size() + " operations: " + ForeignModel.names(operators));
  }
}
