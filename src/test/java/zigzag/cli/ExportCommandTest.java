package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zigzag.Needs;
import zigzag.Sha256;
import zigzag.archive.Safetensors;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.mnist.IdxFolder;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.Model;
import zigzag.training.evaluation.Classifier;

/**
 * {@code zigzag export}: what other programs make of the files, and this one when it reads them.
 */
@Tag("slow")
final class ExportCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> DIGITS = List.of("--data", "digits", "--digits", "1200");

  @TempDir private static Path shared;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    run = train(shared.resolve("run"), Activation.RELU, DIGITS);
  }

  private static Path train(Path run, Activation activation, List<String> data) {
    List<String> words = new ArrayList<>(List.of("train", "--activation", activation.label()));
    words.addAll(List.of("--hidden", "20", "--epochs", "1", "--quiet", "--out", run.toString()));
    words.addAll(data);
    InProcess trained = InProcess.run(words.toArray(String[]::new));
    assertEquals(0, trained.exitCode(), trained.err());
    return run;
  }

  private static InProcess export(Path what, String... flags) {
    return InProcess.run(
        Stream.concat(Stream.of("export", what.toString()), Stream.of(flags))
            .toArray(String[]::new));
  }

  private static void assertRefused(InProcess ended, String problem) {
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(problem), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertEquals("", ended.out());
  }

  @ParameterizedTest
  @EnumSource
  void onnxruntimeSaysTheSameOfDigits(Activation activation) throws IOException, OrtException {
    Path trained = train(folder.resolve("run"), activation, DIGITS);
    assertRunsAlike(trained, new BuiltInDigits(1).test(1000));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("mnist")
  void onnxruntimeSaysTheSameOfMnist(Activation activation) throws IOException, OrtException {
    Path mnist = Needs.mnist();
    Path trained = train(folder.resolve("run"), activation, List.of("--data", mnist.toString()));
    assertRunsAlike(trained, IdxFolder.load(mnist).test());
  }

  private void assertRunsAlike(Path trained, Dataset images) throws IOException, OrtException {
    Path file = folder.resolve("model.onnx");
    InProcess exported = export(trained, "--format", "onnx", "--out", file.toString());
    assertEquals(0, exported.exitCode(), exported.err());
    try (Classifier classifier = new Classifier(Model.read(trained.resolve("model.safetensors")));
        OrtSession session =
            OrtEnvironment.getEnvironment()
                .createSession(file.toString(), new OrtSession.SessionOptions())) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      assertEquals("0,1,2,3,4,5,6,7,8,9", metadata.get("classes"));
      assertTrue(metadata.get("command").startsWith("scripts/zigzag train "), metadata.toString());
      assertTrue(metadata.keySet().containsAll(List.of("dataset", "data_sha256", "settings")));
      byte[] pixels = new byte[images.inputs()];
      float[][] ours = new float[images.size()][];
      float[][] inputs = new float[images.size()][images.inputs()];
      for (int i = 0; i < images.size(); i++) {
        images.copyPixels(i, pixels, 0);
        ours[i] = classifier.classify(pixels).probabilities();
        for (int j = 0; j < pixels.length; j++) {
          inputs[i][j] = Batch.scaled(pixels[j]);
        }
      }
      for (int batch : new int[] {1, 100}) {
        for (int from = 0; from < images.size(); from += batch) {
          float[][] theirs = probabilities(session, inputs, from, batch);
          for (int i = 0; i < batch; i++) {
            assertArrayEquals(ours[from + i], theirs[i], 1e-5f, "image " + (from + i));
            assertEquals(largest(ours[from + i]), largest(theirs[i]), "image " + (from + i));
          }
        }
      }
    }
  }

  private static float[][] probabilities(OrtSession session, float[][] inputs, int from, int batch)
      throws OrtException {
    float[][] part = Arrays.copyOfRange(inputs, from, from + batch);
    try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), part);
        OrtSession.Result result = session.run(Map.of("input", tensor))) {
      return (float[][]) result.get("output").orElseThrow().getValue();
    }
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TENSORBOARD") // which takes no network
  void whatIsExportedIsJudgedAsTheRunIs(ExportFormat format) throws IOException {
    Path file = folder.resolve("model" + format.ending);
    InProcess ended = export(run, "--format", format.label(), "--out", file.toString(), "--json");
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err());
    JsonNode document = JSON.readTree(ended.out());
    assertEquals(Sha256.of(file), document.path("sha256").asText());
    assertEquals(file.toString(), document.path("file").asText());
    assertTrue(document.path("load").asText().contains("(\"" + file + "\")"), ended.out());

    InProcess judged = evaluate(file);
    assertEquals("", judged.err());
    JsonNode summary = JSON.readTree(run.resolve("summary.json").toFile());
    JsonNode evaluation = JSON.readTree(judged.out());
    assertEquals(summary.path("test_loss"), evaluation.path("loss"));
    assertEquals(summary.path("test_accuracy"), evaluation.path("accuracy"));
    assertEquals(document.path("sha256"), evaluation.path("model_sha256"));
  }

  private InProcess evaluate(Path model) {
    List<String> words =
        new ArrayList<>(List.of("evaluate", model.toString(), "--json", "--quiet"));
    words.addAll(List.of("--out", folder.resolve("judged").toString()));
    words.addAll(DIGITS);
    return InProcess.run(words.toArray(String[]::new));
  }

  @Test
  void whatAFileDoesNotSayIsSaid() throws IOException {
    Path file = folder.resolve("silent.safetensors");
    assertEquals(0, export(run, "--format", "pytorch", "--out", file.toString()).exitCode());
    new Safetensors(Safetensors.read(file).tensors(), Map.of()).write(file);
    List<String> words = new ArrayList<>(List.of("evaluate", file.toString(), "--json"));
    words.addAll(List.of("--out", folder.resolve("judged").toString()));
    words.addAll(DIGITS);
    InProcess judged = InProcess.run(words.toArray(String[]::new));
    assertEquals(0, judged.exitCode(), judged.err());
    String taken = "The model does not say its activation, which is taken for relu";
    assertTrue(judged.err().contains(taken), judged.err());
    JsonNode evaluation = JSON.readTree(judged.out());
    assertTrue(evaluation.path("notes").toString().contains(taken), judged.out());
    JsonNode summary = JSON.readTree(run.resolve("summary.json").toFile());
    assertEquals(summary.path("test_loss"), evaluation.path("loss"));
  }

  @Test
  void modelsOfSeveralFormsAreJudgedTogether() {
    List<String> words = new ArrayList<>(List.of("ensemble", "--quiet"));
    for (String format : List.of("onnx", "npz")) {
      Path file = folder.resolve("model." + format);
      assertEquals(0, export(run, "--format", format, "--out", file.toString()).exitCode());
      words.add(file.toString());
    }
    words.addAll(DIGITS);
    InProcess ended = InProcess.run(words.toArray(String[]::new));
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err());
  }

  /** From one form to the next nothing is lost. */
  @Test
  void goesOnFromOneFormToTheNext() throws IOException {
    Path first = folder.resolve("first.onnx");
    Path last = folder.resolve("last.onnx");
    Path npz = folder.resolve("a.npz");
    Path torch = folder.resolve("a.pytorch.safetensors");
    export(run, "--format", "onnx", "--out", first.toString());
    assertEquals(0, export(first, "--format", "npz", "--out", npz.toString()).exitCode());
    assertEquals(0, export(npz, "--format", "PyTorch", "--out", torch.toString()).exitCode());
    assertEquals(0, export(torch, "--format", "onnx", "--out", last.toString()).exitCode());
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(last));
  }

  @Test
  void writesBesideTheRunAndSaysHowToLoadIt() {
    Path file = shared.resolve("run.npz");
    InProcess ended = export(run, "--format", "npz");
    assertEquals("", ended.err());
    assertTrue(
        ended.out().matches("\\Q" + file + "\\E: 784-20-10, relu; in Python: .*\\R"), ended.out());
    assertTrue(ended.out().contains("numpy.load(\"" + file + "\")"), ended.out());
    assertRefused(export(run, "--format", "npz"), "--out " + file + " is there already; name");
    assertEquals(0, export(run, "--format", "npz", "--overwrite").exitCode());
  }

  @Test
  void refusesWhatItMustNotReplaceOrCanNotRead() throws IOException {
    Path model = run.resolve("model.safetensors");
    String sum = Sha256.of(model);
    assertRefused(
        export(run, "--format", "pytorch", "--overwrite", "--out", model.toString()),
        "is what is to be exported; name another file");
    assertEquals(sum, Sha256.of(model));
    assertRefused(
        export(run, "--format", "onnx", "--overwrite", "--out", folder.toString()),
        "is there already");
    assertRefused(
        export(run, "--format", "onnx", "--out", model.resolve("x.onnx").toString()),
        "is a file; name a folder");
    assertRefused(
        export(run, "--format", "onx", "--out", folder.resolve("x").toString()),
        "there is no format \"onx\": did you mean onnx? There are onnx, pytorch, npz");
    assertRefused(export(folder, "--format", "onnx"), "there is no model.safetensors in");
    assertRefused(export(folder.resolve("no"), "--format", "onnx"), "no such file or folder");
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aTrainingThatDivergedHasNothingToExport() {
    Path out = folder.resolve("diverged");
    List<String> words =
        new ArrayList<>(
            List.of("train", "--optimizer", "sgd", "--lr", "1e30", "--epochs", "1", "--quiet"));
    words.addAll(List.of("--hidden", "20", "--out", out.toString()));
    words.addAll(DIGITS);
    assertEquals(3, InProcess.run(words.toArray(String[]::new)).exitCode());
    assertRefused(
        export(out, "--format", "onnx"), "diverged and left no model to export; train it again");
  }
}
