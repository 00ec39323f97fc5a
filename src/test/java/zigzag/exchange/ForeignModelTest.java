package zigzag.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.InputException;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.training.evaluation.Classifier;

/**
 * Models in files of other programs: those that PyTorch 2.13 and NumPy 2.4 wrote, and what they say
 * of an image there.
 */
class ForeignModelTest {
  private static final Path FILES =
      Path.of("src/test/resources/zigzag/exchange/ForeignModelFuzzTestInputs/readsModel");

  @TempDir private Path folder;

  private interface Writer {
    void write(Model model, OutputStream out) throws IOException;
  }

  /** The probabilities are those of onnxruntime 1.30 or of PyTorch, for 0, 0.2, 0.4 and so on. */
  @ParameterizedTest
  @CsvSource({
    "torchscript.onnx,     2, 2, relu,    0.43571606, 0.28443551, 0.27984843",
    "torchscript-dyn.onnx, 2, 2, tanh,    0.36528867, 0.40065390, 0.23405747",
    "flatten.onnx,         2, 3, sigmoid, 0.18920533, 0.57673025, 0.23406446",
    "dynamo.onnx,          2, 3, relu,    0.20229079, 0.20255123, 0.59515798",
    "nobias.onnx,          2, 2, relu,    0.37807992, 0.33059248, 0.29132757",
    "matmul.onnx,          2, 2, relu,    0.83087158, 0.01640050, 0.15272798",
    "float-data.onnx,      2, 2, relu,    0.83087158, 0.01640050, 0.15272798",
    "seq.safetensors,      2, 2, relu,    0.43571606, 0.28443551, 0.27984843",
    "order.safetensors,    2, 2, tanh,    0.44215038, 0.28937215, 0.26847750",
    "fortran.npz,          2, 2, relu,    0.43571606, 0.28443551, 0.27984843",
    "double.npz,           2, 2, relu,    0.43571606, 0.28443551, 0.27984843"
  })
  void saysOfAnImageWhatTheOtherProgramSays(
      String name, int rows, int columns, String activation, float p0, float p1, float p2)
      throws IOException {
    Model model = ForeignModel.read(FILES.resolve(name)).model();
    assertEquals(rows, model.rows());
    assertEquals(columns, model.columns());
    assertEquals(activation, model.activation().label());
    byte[] pixels = new byte[rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (51 * i);
    }
    try (Classifier classifier = new Classifier(model)) {
      assertArrayEquals(
          new float[] {p0, p1, p2}, classifier.classify(pixels).probabilities(), 1e-6f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "three.onnx    | a graph of 5 operations: Gemm, Relu, Gemm, Relu, Gemm; only",
        "conv.onnx     | a graph of 4 operations: Conv, Relu, Flatten, Gemm; only",
        "external.onnx | 0.weight is in another file, and files that name others are not read",
        "three.npz     | an .npz file of W1 [4, 5], W2 [5, 3], W3 [5, 3], not of W1, b1, W2, b2",
        "pickled.npz   | an array is neither of numbers nor of text: {'descr': '|O', 'fortran",
        "seq.pt        | is no whole .npz file of NumPy: "
      })
  void saysWhatAFileIsThatIsNone(String name, String what) {
    assertRefused(FILES.resolve(name), what);
  }

  private static void assertRefused(Path file, String what) {
    InputException e = assertThrows(InputException.class, () -> ForeignModel.read(file));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(what), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void saysWhatItTakesForGranted() throws IOException {
    assertTrue(
        ForeignModel.read(FILES.resolve("seq.safetensors"))
            .assumption()
            .orElseThrow()
            .startsWith("The model does not say its activation, which is taken for relu; "));
    assertTrue(ForeignModel.read(FILES.resolve("double.npz")).assumption().isPresent());
    for (String name : List.of("order.safetensors", "fortran.npz", "nobias.onnx")) {
      assertTrue(ForeignModel.read(FILES.resolve(name)).assumption().isEmpty(), name);
    }
  }

  static Stream<Arguments> forms() {
    Writer onnx = OnnxModel::write;
    Writer torch = TorchModel::write;
    Writer npz = NpzModel::write;
    Writer own = (model, out) -> model.content().writeTo(out);
    return Stream.of(onnx, torch, npz, own)
        .flatMap(form -> Stream.of(Activation.values()).map(one -> Arguments.of(form, one)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void comesBackAsItWas(Writer form, Activation activation) throws IOException {
    Model model = model(new Layout(6, 4, 3), activation);
    Path file = folder.resolve("model");
    byte[] bytes = write(form, model, file);
    ForeignModel read = ForeignModel.read(file);
    assertTrue(read.assumption().isEmpty());
    assertEquals(model.layout(), read.model().layout());
    assertEquals(activation, read.model().activation());
    assertEquals(List.of(2, 3), List.of(read.model().rows(), read.model().columns()));
    assertArrayEquals(model.parameters(), read.model().parameters());
    assertEquals(model.metadata(), read.model().metadata());
    assertArrayEquals(bytes, write(form, read.model(), file));
  }

  /** As many units before as behind: only the names tell the order. */
  @Test
  void layersOfOneSizeGoByTheirNames() throws IOException {
    Model model = model(new Layout(4, 4, 4), Activation.TANH);
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TorchModel.write(model, out);
    Path file = Files.write(folder.resolve("fc"), out.toByteArray());
    Map<String, Tensor> torch = Safetensors.read(file).tensors();
    arrays.put("net.10.bias", torch.get("fc2.bias"));
    arrays.put("net.10.weight", torch.get("fc2.weight"));
    arrays.put("net.2.bias", torch.get("fc1.bias"));
    arrays.put("net.2.weight", torch.get("fc1.weight"));
    new Safetensors(arrays, Map.of("activation", "tanh")).write(file);
    assertArrayEquals(model.parameters(), ForeignModel.read(file).model().parameters());
  }

  @Test
  void imagesThatAreNoSquaresNeedTheirSize() throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>(tensors("seq.safetensors"));
    arrays.put("0.weight", new Tensor(List.of(5, 6), new float[30]));
    Path file = folder.resolve("rectangle");
    new Safetensors(arrays, Map.of()).write(file);
    assertRefused(file, "takes 6 inputs, which are no square, and does not say the images' size");
    new Safetensors(arrays, Map.of("rows", "3", "columns", "2")).write(file);
    assertEquals(3, ForeignModel.read(file).model().rows());
  }

  @Test
  void otherLayersOfPyTorchAreNamed() throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>(tensors("seq.safetensors"));
    Path file = folder.resolve("more");
    arrays.put("1.running_mean", Tensor.vector(new float[5]));
    new Safetensors(arrays, Map.of()).write(file);
    assertRefused(file, "is a network of 2 layers: 0.bias [5], 0.weight [5, 4], 2.bias [3], ");
    arrays.put("1.weight", new Tensor(List.of(8, 1, 3, 3), new float[72]));
    new Safetensors(arrays, Map.of()).write(file);
    assertRefused(file, "is a network of 3 layers: ");
  }

  private static Map<String, Tensor> tensors(String name) throws IOException {
    return Safetensors.read(FILES.resolve(name)).tensors();
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("the size of W1 contradicts its shape", m -> initializer(m, 0).setDims(0, 7)),
        change("the size of W1 contradicts its shape", m -> initializer(m, 0).setDims(0, -6)),
        change(
            "the size of W1 contradicts its shape",
            m -> initializer(m, 0).setDims(0, (1L << 32) + 6)),
        change(
            "the size of W1 contradicts its shape",
            m -> initializer(m, 0).clearRawData().setDims(0, 0).setDims(1, Integer.MAX_VALUE)),
        change("W1 is not of type FLOAT", m -> initializer(m, 0).setDataType(11)),
        change("its arrays' shapes contradict", m -> initializer(m, 2).setDims(0, 3).setDims(1, 4)),
        change("its arrays' shapes contradict", m -> node(m, 2).setInput(2, "b1")),
        change("4 operations", m -> node(m, 0).setInput(1, "absent")),
        change("4 operations", m -> node(m, 0).setInput(0, "W1")),
        change("4 operations", m -> node(m, 0).clearOutput()),
        change("4 operations", m -> node(m, 0).addAttributeBuilder().setName("alpha").setF(2)),
        change("4 operations", m -> node(m, 0).addAttributeBuilder().setName("transA").setI(1)),
        change("Gemm, Sin, Gemm, Softmax", m -> node(m, 1).setOpType("Sin")),
        change("Gemm, own.Relu, Gemm, Softmax", m -> node(m, 1).setDomain("own")),
        change("Gemm, Relu, Gemm, Relu", m -> node(m, 3).setOpType("Relu")),
        change("3 operations", m -> m.getGraphBuilder().removeNode(1)),
        change("4 operations", m -> m.getGraphBuilder().getOutputBuilder(0).setName("h")),
        change("a graph of 0 inputs and 1 outputs", m -> m.getGraphBuilder().clearInput()),
        change("a graph of 0 inputs and 0 outputs", ModelProto.Builder::clearGraph),
        change(
            "a graph without operations", m -> m.getGraphBuilder().clearNode().clearInitializer()));
  }

  private static Arguments change(String refusal, Consumer<ModelProto.Builder> change) {
    return Arguments.of(refusal, change);
  }

  private static TensorProto.Builder initializer(ModelProto.Builder model, int index) {
    // In the order of the model file: W1, b1, W2, b2.
    return model.getGraphBuilder().getInitializerBuilder(index);
  }

  private static NodeProto.Builder node(ModelProto.Builder model, int index) {
    return model.getGraphBuilder().getNodeBuilder(index);
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("changes")
  void refusesOtherGraphs(String refusal, Consumer<ModelProto.Builder> change) throws IOException {
    Path file = folder.resolve("model.onnx");
    write(OnnxModel::write, model(new Layout(6, 4, 3), Activation.RELU), file);
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(model);
    Files.write(file, model.build().toByteArray());
    assertRefused(file, refusal);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void refusesFilesThatBreakOff(Writer form, Activation activation) throws IOException {
    Path file = folder.resolve("whole");
    byte[] bytes = write(form, model(new Layout(6, 4, 3), activation), file);
    for (int length = 9; length < bytes.length; length += 17) {
      Path part = Files.write(folder.resolve("part"), Arrays.copyOf(bytes, length));
      // A zip file's list of contents, at its end, is not what it is read by.
      if (new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("PK\1\2")) {
        break;
      }
      assertThrows(InputException.class, () -> ForeignModel.read(part), () -> "at " + part);
    }
  }

  @Test
  void refusesWhatGrowsWithoutEnd() throws IOException {
    Path file = folder.resolve("bomb.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : List.of("W1", "W2", "W3")) {
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        NpyArray.write(new Tensor(List.of(25, 1 << 20), new float[25 << 20]), zip);
      }
    }
    assertTrue(Files.size(file) < 1 << 20);
    assertRefused(file, "an array is too large");
  }

  /** Two bytes each in the file, some hundred each in memory. */
  @Test
  void refusesMillionsOfEmptyParts() throws IOException {
    Path file = folder.resolve("empty.onnx");
    try (OutputStream out = Files.newOutputStream(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.writeInt64(ModelProto.IR_VERSION_FIELD_NUMBER, 7);
      coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      int parts = 3_000_000;
      coded.writeUInt32NoTag(2 * parts);
      for (int i = 0; i < parts; i++) {
        coded.writeByteArray(GraphProto.NODE_FIELD_NUMBER, new byte[0]);
      }
      coded.flush();
    }
    assertRefused(file, "6,000,007 bytes beside weights");
  }

  @Test
  void refusesAnArrayThatIsLongerThanItSays() throws IOException {
    Path file = folder.resolve("long.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("W1.npy"));
      NpyArray.write(Tensor.vector(new float[3]), zip);
      zip.write(0);
    }
    assertRefused(file, "W1.npy is longer than it says");
  }

  private static byte[] write(Writer form, Model model, Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    form.write(model, out);
    Files.write(file, out.toByteArray());
    return out.toByteArray();
  }

  private static Model model(Layout layout, Activation activation) {
    float[] parameters = new float[layout.parameterCount()];
    Random random = new Random(1);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    int rows = layout.inputs() == 6 ? 2 : 1;
    return new Model(
        layout,
        activation,
        rows,
        layout.inputs() / rows,
        parameters,
        Map.of("dataset", "nach Maß ✓ 𝟞", "empty", ""));
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationHasAnOperatorOfItsOwn(Activation activation) {
    assertEquals(activation.label(), OnnxModel.operator(activation).toLowerCase(Locale.ROOT));
  }
}
