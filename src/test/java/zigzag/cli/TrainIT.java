package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.Needs;
import zigzag.network.Model;

/** {@code zigzag train} as a process: exit codes, messages and files. */
final class TrainIT {
  private static final String[] SMALL = {
    "train", "--data", "digits", "--digits", "1200", "--hidden", "20"
  };

  @TempDir private Path folder;

  @Test
  void leavesEveryFileOfTheContract() throws Exception {
    Program.Ended ended = small("--lr", "0.01", "--epochs", "2", "--out", "run");

    assertEquals(0, ended.exitCode(), ended.err());
    Path run = folder.resolve("run");
    assertEquals(
        List.of(
            "accuracy.svg",
            "checkpoint.previous.safetensors",
            "checkpoint.safetensors",
            "config.json",
            "confusion.csv",
            "confusion.svg",
            "examples.csv",
            "examples.png",
            "loss.svg",
            "metrics.csv",
            "model.safetensors",
            "report.html",
            "steps.csv",
            "summary.json",
            "units.png"),
        names(run));
    List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
    assertEquals(
        "epoch,step,train_loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,"
            + "gradient_norm,seconds",
        metrics.get(0));
    assertEquals(4, metrics.size());
    assertTrue(metrics.get(1).matches("0,0,,,\\d\\.\\d+,0\\.\\d+,,,"), metrics.get(1));
    assertTrue(metrics.get(3).matches("2,22(,\\d+\\.\\d+(E-\\d+)?){7}"), metrics.get(3));
    List<String> steps = Files.readAllLines(run.resolve("steps.csv"));
    assertEquals("step,loss", steps.get(0));
    assertEquals(1 + 22, steps.size());
    assertTrue(steps.get(22).startsWith("22,"));
    JsonNode summary = json(run.resolve("summary.json"));
    assertEquals("built-in digits", summary.path("dataset").asText());
    assertTrue(summary.path("test_accuracy").asDouble() > 0.5, summary.toString());
    assertFalse(summary.path("diverged").asBoolean(true));
    assertEquals(64, summary.path("model_sha256").asText().length());
    JsonNode config = json(run.resolve("config.json"));
    assertEquals(
        "scripts/zigzag train --data digits --digits 1200 --hidden 20 --lr 0.01"
            + " --epochs 2 --out run",
        config.path("command").asText());
    assertEquals("adam", config.path("settings").path("optimizer").asText());
    assertEquals(64, config.path("data").path("sha256").path("train").asText().length());
    Model model = Model.read(run.resolve("model.safetensors"));
    assertEquals(List.of(784, 20, 10), sizes(model));
  }

  @Test
  void saysWhatItTrainsOn() throws Exception {
    Program.Ended ended =
        Program.run(
            folder, "train", "--digits", "600", "--hidden", "5", "--epochs", "1", "--out", "run");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("BUILT-IN DIGITS"), ended.err());
    assertTrue(ended.err().contains("not MNIST"), ended.err());
    assertTrue(ended.out().startsWith("built-in digits, test set: "), ended.out());
    assertTrue(Files.readString(folder.resolve("run/loss.svg")).contains("built-in digits"));
    assertTrue(Files.readString(folder.resolve("run/report.html")).contains("built-in digits"));
  }

  @Test
  void printsOneJsonDocumentAndNothingElse() throws Exception {
    Program.Ended ended = small("--epochs", "1", "--out", "run", "--json", "--quiet");

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err());
    JsonNode document = new ObjectMapper().readTree(ended.out());
    assertEquals("run", document.path("folder").asText());
    assertEquals(1, document.path("epochs").asInt());
  }

  @Test
  void isTheSameToTheLastBitForAnyNumberOfThreads() throws Exception {
    assertEquals(0, small("--epochs", "2", "--threads", "1", "--out", "one").exitCode());
    assertEquals(0, small("--epochs", "2", "--threads", "3", "--out", "three").exitCode());

    assertSameRun("one", "three");
  }

  @Test
  void endsWithExitCode3WhenTheLossIsNoLongerFinite() throws Exception {
    Program.Ended ended =
        small("--optimizer", "sgd", "--lr", "1e30", "--epochs", "2", "--out", "run");

    assertEquals(3, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("diverged"), ended.err());
    assertTrue(ended.err().contains("Try a smaller --lr"), ended.err());
    assertTrue(json(folder.resolve("run/summary.json")).path("diverged").asBoolean());
    assertTrue(Files.readString(folder.resolve("run/report.html")).contains("diverged"));
  }

  @Test
  void keepsItsHandsOffAFolderThatIsNotEmpty() throws Exception {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("thesis.txt"), "three years");

    assertWrongInput(small("--out", "run"), "is not empty");
    assertEquals(List.of("thesis.txt"), names(run));
    assertEquals(0, small("--epochs", "1", "--out", "run", "--overwrite").exitCode());
    assertEquals("three years", Files.readString(run.resolve("thesis.txt")));
  }

  @Test
  void refusesDataThatIsNotWhole() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    for (String name :
        List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
      Files.write(data.resolve(name + "-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 9});
    }

    assertWrongInput(Program.run(folder, "train", "--data", "data", "--out", "run"), "data");
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  @Tag("mnist")
  void trainsOnRealMnist() throws Exception {
    Program.Ended ended =
        Program.start(
                folder,
                Map.of("MNIST_DIR", Needs.mnist().toString()),
                "train",
                "--epochs",
                "1",
                "--hidden",
                "50",
                "--out",
                "run")
            .await();

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().startsWith("MNIST, test set: 9"), ended.out());
    assertTrue(json(folder.resolve("run/config.json")).path("data").has("folder"));
    assertFalse(
        Files.readString(folder.resolve("run/summary.json")).contains(Needs.mnist().toString()),
        "a summary can be passed on");
  }

  /** What differs from MNIST as it was published never passes for it. */
  @Test
  void usesModifiedMnistOnlyWhenToldTo() throws Exception {
    Program.Ended export =
        Program.run(
            folder, "data", "export", "--data", "digits", "--digits", "600", "--into", "mnist");
    assertEquals(0, export.exitCode(), export.err());
    Map<String, String> environment = Map.of("MNIST_DIR", folder.resolve("mnist").toString());
    String[] train = {"train", "--data", "mnist", "--hidden", "5", "--epochs", "1", "--out", "run"};

    Program.Ended refused = Program.start(folder, environment, train).await();
    assertWrongInput(refused, "--allow-modified-data");
    assertFalse(Files.exists(folder.resolve("run")));

    Program.Ended ended =
        Program.start(folder, environment, with(train, "--allow-modified-data")).await();
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("These results are not MNIST results."), ended.err());
    assertTrue(ended.out().startsWith("MNIST (modified), test set: "), ended.out());
    Path run = folder.resolve("run");
    assertEquals("MNIST (modified)", json(run.resolve("summary.json")).path("dataset").asText());
    assertTrue(Files.readString(run.resolve("report.html")).contains("MNIST (modified)"));
    assertTrue(Files.readString(run.resolve("loss.svg")).contains("MNIST (modified)"));
    assertEquals(
        "MNIST (modified)", Model.read(run.resolve("model.safetensors")).metadata().get("dataset"));
  }

  /** {@code summary.json} alone is enough to do a run again, to the last bit. */
  @Test
  void canBeRepeatedFromItsSummary() throws Exception {
    Program.Ended first =
        small(
            "--optimizer",
            "momentum:lr=0.05",
            "--clip-norm",
            "0.5",
            "--augment",
            "affine",
            "--dropout",
            "0.2",
            "--epochs",
            "2",
            "--seed",
            "7",
            "--out",
            "first");
    assertEquals(0, first.exitCode(), first.err());
    JsonNode summary = json(folder.resolve("first").resolve("summary.json"));
    List<String> command = List.of(summary.path("command").asText().split(" "));
    assertEquals(List.of("--out", "first"), command.subList(command.size() - 2, command.size()));

    String[] again = command.subList(1, command.size()).toArray(String[]::new);
    again[again.length - 1] = "again";
    Program.Ended second = Program.run(folder, again);

    assertEquals(0, second.exitCode(), second.err());
    assertSameRun("first", "again");
    JsonNode repeated = json(folder.resolve("again").resolve("summary.json"));
    for (String field : List.of("model_sha256", "settings", "data", "versions", "test_loss")) {
      assertEquals(summary.path(field), repeated.path(field), field);
      assertFalse(summary.path(field).isMissingNode(), field);
    }
  }

  private Program.Ended small(String... flags) throws IOException, InterruptedException {
    return Program.run(folder, with(SMALL, flags));
  }

  private static String[] with(String[] flags, String... more) {
    return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
  }

  private static void assertWrongInput(Program.Ended ended, String message) {
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertEquals(1, ended.err().lines().filter(line -> line.startsWith("zigzag: ")).count());
    assertFalse(ended.err().contains("\tat "), ended.err());
    assertEquals("", ended.out());
  }

  private void assertSameRun(String first, String second) throws IOException {
    for (String file : List.of("model.safetensors", "steps.csv", "confusion.csv")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(first).resolve(file)),
          Files.readAllBytes(folder.resolve(second).resolve(file)),
          file);
    }
    assertEquals(withoutSeconds(first), withoutSeconds(second));
  }

  private List<String> withoutSeconds(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("metrics.csv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf(',')))
        .toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<Integer> sizes(Model model) {
    assertNotNull(model);
    return List.of(model.layout().inputs(), model.layout().hidden(), model.layout().classes());
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
