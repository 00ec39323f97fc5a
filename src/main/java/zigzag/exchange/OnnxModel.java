package zigzag.exchange;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.RegularFile;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.network.Model;

/**
 * A model in an ONNX file: {@code Gemm}, {@code Relu}, {@code Sigmoid} or {@code Tanh}, {@code
 * Gemm}, {@code Softmax}, from {@code input [batch, pixels]}, 0 to 1, to {@code output [batch,
 * classes]}, the probabilities.
 *
 * <p>Source: the format's description, https://github.com/onnx/onnx/blob/main/docs/IR.md.
 */
public final class OnnxModel {
  static final String GEMM = "Gemm";
  static final String SOFTMAX = "Softmax";

  /** Old enough for any runtime of the last years, and the first where Softmax has one axis. */
  private static final int OPERATOR_SET = 13;

  private static final int FORMAT_VERSION = 7;
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final String BATCH = "batch";
  private static final String CLASSES = "classes";

  /** Protocol buffers end at twice as much. */
  private static final long MAX_BYTES = 1 << 30;

  /** What may be in a file beside weights: every two bytes of it may become an object. */
  private static final long MAX_OTHER_BYTES = 4 << 20;

  private OnnxModel() {}

  /** What ONNX calls an activation. */
  static String operator(Activation activation) {
    return switch (activation) {
      case RELU -> "Relu";
      case SIGMOID -> "Sigmoid";
      case TANH -> "Tanh";
    };
  }

  /** Writes a file's bytes; the same model gives the same. */
  public static void write(Model model, OutputStream out) throws IOException {
    Layout layout = model.layout();
    if (4L * layout.parameterCount() > MAX_BYTES) {
      throw new InputException(
          "an ONNX file holds no network of " + layout.widths() + "; choose another format");
    }
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("zigzag")
            .addInput(values(INPUT, layout.inputs()))
            .addOutput(values(OUTPUT, layout.classes()))
            .addNode(node(GEMM, "z", INPUT, Model.W1, Model.B1))
            .addNode(node(operator(model.activation()), "h", "z"))
            .addNode(node(GEMM, "logits", "h", Model.W2, Model.B2))
            .addNode(
                node(SOFTMAX, OUTPUT, "logits")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("axis")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(-1)));
    Safetensors content = model.content();
    for (Map.Entry<String, Tensor> array : content.tensors().entrySet()) {
      graph.addInitializer(tensor(array.getKey(), array.getValue()));
    }
    ModelProto.Builder file =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setProducerName("zigzag")
            .setGraph(graph);
    Map<String, String> strings = new LinkedHashMap<>(content.metadata());
    strings.put(
        CLASSES,
        IntStream.range(0, layout.classes())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",")));
    strings.forEach(
        (key, value) ->
            file.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    file.build().writeTo(out);
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setName(output)
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static ValueInfoProto values(String name, int width) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(Dimension.newBuilder().setDimParam(BATCH))
                                .addDim(Dimension.newBuilder().setDimValue(width)))))
        .build();
  }

  private static TensorProto tensor(String name, Tensor tensor) throws IOException {
    ByteString.Output bytes = ByteString.newOutput(4 * tensor.values().length);
    Safetensors.writeFloats(tensor.values(), bytes);
    TensorProto.Builder written =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(bytes.toByteString());
    tensor.shape().forEach(written::addDims);
    return written.build();
  }

  static ForeignModel read(Path file) throws IOException {
    RegularFile.require(file, MAX_BYTES);
    ModelProto content;
    try (InputStream sizes = new BufferedInputStream(RegularFile.stream(file), 1 << 16);
        InputStream in = new BufferedInputStream(RegularFile.stream(file), 1 << 16)) {
      long other = Files.size(file) - weights(CodedInputStream.newInstance(sizes), Part.MODEL);
      if (other > MAX_OTHER_BYTES) {
        throw ForeignModel.refused(file, Numerals.format("%,d bytes beside weights", other));
      }
      content = ModelProto.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw notWhole(file, Printable.line(e.getMessage()), e);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    content.getMetadataPropsList().forEach(one -> metadata.put(one.getKey(), one.getValue()));
    metadata.remove(CLASSES);
    return new OnnxGraph(content.getGraph(), file).model(metadata);
  }

  /** A part of a file in which weights are, by the parts of it that hold them: none in a tensor. */
  private record Part(Map<Integer, Part> parts) {
    private static final Part TENSOR = new Part(Map.of());
    private static final Part ATTRIBUTE = new Part(Map.of(AttributeProto.T_FIELD_NUMBER, TENSOR));
    private static final Part NODE = new Part(Map.of(NodeProto.ATTRIBUTE_FIELD_NUMBER, ATTRIBUTE));
    private static final Part GRAPH =
        new Part(
            Map.of(
                GraphProto.NODE_FIELD_NUMBER, NODE, GraphProto.INITIALIZER_FIELD_NUMBER, TENSOR));
    private static final Part MODEL = new Part(Map.of(ModelProto.GRAPH_FIELD_NUMBER, GRAPH));

    private static final Set<Integer> WEIGHTS =
        Set.of(TensorProto.RAW_DATA_FIELD_NUMBER, TensorProto.FLOAT_DATA_FIELD_NUMBER);

    boolean holds(int field) {
      return parts.isEmpty() && WEIGHTS.contains(field);
    }
  }

  /** The bytes of weights in a part of a file, of which nothing else is read. */
  private static long weights(CodedInputStream in, Part part) throws IOException {
    long bytes = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        in.skipField(tag);
        continue;
      }
      int length = in.readRawVarint32();
      Part inner = part.parts().get(field);
      if (inner == null) {
        in.skipRawBytes(length);
        bytes += part.holds(field) ? length : 0;
      } else {
        int limit = in.pushLimit(length);
        bytes += weights(in, inner);
        in.popLimit(limit);
      }
    }
    return bytes;
  }

  static InputException notWhole(Path file, String problem, Throwable cause) {
    return new InputException(
        file + " is no whole ONNX file: " + problem + "; export it again", cause);
  }
}
