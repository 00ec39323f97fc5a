package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.network.Model;

/** {@code zigzag evaluate} on a small model of the built-in digits. */
@Tag("slow")
final class EvaluateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] DATA = {"--data", "digits", "--digits", "1200"};

  @TempDir private static Path shared;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    run = shared.resolve("run");
    InProcess trained =
        InProcess.run(
            with("train", "--hidden", "20", "--epochs", "2", "--quiet", "--out", run.toString()));
    assertEquals(0, trained.exitCode(), trained.err());
  }

  @Test
  void givesExactlyTheFiguresOfTheTraining() throws IOException {
    InProcess ended = evaluate(run, "--json", "--quiet");

    assertEquals("", ended.err());
    assertEquals(0, ended.exitCode());
    JsonNode document = JSON.readTree(ended.out());
    JsonNode summary = JSON.readTree(run.resolve("summary.json").toFile());
    assertEquals(summary.path("test_accuracy"), document.path("accuracy"));
    assertEquals(summary.path("test_loss"), document.path("loss"));
    assertEquals(summary.path("model_sha256"), document.path("model_sha256"));
    assertEquals(200, document.path("examples").asInt());
    assertEquals("built-in digits", document.path("dataset").asText());
    assertEquals("built-in digits", document.path("model_dataset").asText());
  }

  @Test
  void writesFilesThatAgreeWithEachOther() throws IOException {
    evaluate(run);

    JsonNode document = JSON.readTree(out().resolve("evaluation.json").toFile());
    int examples = 0;
    int right = 0;
    for (int truth = 0; truth < 10; truth++) {
      JsonNode row = document.path("confusion").path(truth);
      int ofClass = StreamSupport.stream(row.spliterator(), false).mapToInt(JsonNode::asInt).sum();
      assertEquals(ofClass, document.path("classes").path(truth).path("examples").asInt());
      assertEquals(
          row.path(truth).asInt() / (double) ofClass,
          document.path("classes").path(truth).path("recall").asDouble());
      examples += ofClass;
      right += row.path(truth).asInt();
    }
    assertEquals(200, examples);
    assertEquals(document.path("correct").asInt(), right);
    Dataset test = new BuiltInDigits(1).test(200);
    double before = 1;
    assertEquals(Math.min(25, 200 - right), document.path("mistakes").size());
    for (JsonNode mistake : document.path("mistakes")) {
      assertEquals(test.label(mistake.path("index").asInt()), mistake.path("true").asInt());
      assertFalse(mistake.path("true").asInt() == mistake.path("predicted").asInt());
      assertTrue(mistake.path("probability").asDouble() <= before, "the surest come first");
      before = mistake.path("probability").asDouble();
    }
    JsonNode worst = document.path("mistakes").path(0);
    String sheet = Files.readString(out().resolve("mistakes.svg"));
    assertEquals(document.path("mistakes").size(), sheet.split("<image ", -1).length - 1);
    assertTrue(sheet.contains(worst.path("true") + " taken for " + worst.path("predicted")));
    assertTrue(sheet.contains("#" + worst.path("index")), "the example's number");
    assertTrue(Files.readString(out().resolve("confusion.svg")).contains("this is no MNIST"));
  }

  @Test
  void printsATableForATerminal() {
    InProcess ended = evaluate(run, "--quiet");

    String text = ended.out();
    assertTrue(text.startsWith("built-in digits, test set: "), text);
    assertTrue(text.contains("true  as 0"), text);
    assertTrue(text.contains("most frequent mistakes: "), text);
    text.lines()
        .filter(line -> !line.contains(folder.toString()) && !line.contains(shared.toString()))
        .forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void saysWhenTheDataIsNotThatOfTheTraining() {
    String same = evaluate(run).err();
    assertFalse(same.contains("other data"), same);
    InProcess ended =
        InProcess.run(
            with(
                "evaluate",
                run.toString(),
                "--digits-seed",
                "2",
                "--out",
                folder.resolve("2").toString()));
    assertTrue(ended.err().contains("other data of the same name"), ended.err());
    assertTrue(ended.out().contains("other data of the same name"), ended.out());
  }

  @Test
  void saysWhenTheModelIsOfOtherDataOrDoesNotSay() throws IOException {
    assertTrue(
        evaluate(blank(28, 28, 10, Map.of("dataset", "MNIST"))).err().contains("on MNIST, and is"));
    assertTrue(evaluate(blank(28, 28, 10, Map.of()), "--overwrite").err().contains("does not say"));
  }

  @Test
  void judgesTheTrainingSetIfToldTo() throws IOException {
    InProcess ended = evaluate(run, "--split", "train", "--json");

    JsonNode document = JSON.readTree(ended.out());
    assertEquals(1200, document.path("examples").asInt());
    assertEquals("training", document.path("split").asText());
    assertTrue(ended.err().contains("trained on most of these"), ended.err());
  }

  @Test
  void knowsThePartsOfTheDataByName() {
    assertEquals(0, evaluate(run, "--split", "TEST").exitCode());
    assertWrong("did you mean train", evaluate(run, "--split", "training"));
  }

  @Test
  void rejectsModelsThatDoNotFitTheData() throws IOException {
    assertWrong("takes images of 20 x 20 pixels", evaluate(blank(20, 20, 10, Map.of())));
    assertWrong("tells 9 classes apart", evaluate(blank(28, 28, 9, Map.of())));
  }

  @Test
  void rejectsWhatIsNoModel() throws IOException {
    assertWrong("no such file", evaluate(folder.resolve("none")));
    assertWrong("no model.safetensors in", evaluate(folder));
    Path text = Files.writeString(folder.resolve("model.txt"), "no model at all");
    assertWrong("no whole safetensors", evaluate(text));
    Layout layout = new Layout(784, 1, 10);
    float[] parameters = new float[layout.parameterCount()];
    parameters[3] = Float.NaN;
    Path broken = folder.resolve("nan.safetensors");
    new Model(layout, Activation.RELU, 28, 28, parameters, Map.of()).write(broken);
    assertWrong("not finite", evaluate(broken));
  }

  @Test
  void neverWritesOverTheModel() {
    InProcess ended =
        InProcess.run(with("evaluate", run.toString(), "--overwrite", "--out", run.toString()));

    assertWrong("is the folder of", ended);
    assertTrue(Files.exists(run.resolve("model.safetensors")));
  }

  /** Finite weights, but what they come to is not. */
  @Test
  void refusesAModelThatOverflows() throws IOException {
    Layout layout = new Layout(784, 1, 10);
    float[] parameters = new float[layout.parameterCount()];
    Arrays.fill(parameters, 3e38f);
    Path file = folder.resolve("huge.safetensors");
    new Model(layout, Activation.RELU, 28, 28, parameters, Map.of("dataset", "built-in digits"))
        .write(file);

    assertWrong("overflows", evaluate(file, "--quiet"));
    assertWrong("overflows", InProcess.run(with("ensemble", file.toString(), "--quiet")));
  }

  /** A model that takes everything for class 0. */
  private Path blank(int rows, int columns, int classes, Map<String, String> metadata)
      throws IOException {
    Layout layout = new Layout(rows * columns, 1, classes);
    Path file = folder.resolve("blank.safetensors");
    float[] parameters = new float[layout.parameterCount()];
    new Model(layout, Activation.RELU, rows, columns, parameters, metadata).write(file);
    return file;
  }

  private Path out() {
    return folder.resolve("out");
  }

  private InProcess evaluate(Path model, String... more) {
    String[] all = with("evaluate", more);
    String[] arguments = new String[all.length + 3];
    System.arraycopy(all, 0, arguments, 0, all.length);
    arguments[all.length] = model.toString();
    arguments[all.length + 1] = "--out";
    arguments[all.length + 2] = out().toString();
    return InProcess.run(arguments);
  }

  private static String[] with(String command, String... more) {
    String[] arguments = new String[1 + DATA.length + more.length];
    arguments[0] = command;
    System.arraycopy(DATA, 0, arguments, 1, DATA.length);
    System.arraycopy(more, 0, arguments, 1 + DATA.length, more.length);
    return arguments;
  }

  private static void assertWrong(String message, InProcess ended) {
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertEquals("", ended.out());
  }
}
