package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.Json;
import zigzag.cli.PageForTests;
import zigzag.data.photo.GrayImage;

/** Trainings that are started, watched and steered over HTTP, and the folders that they leave. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class TrainingsTest {
  private static final String TWO =
      "{\"contenders\": [{\"label\": \"slow sgd\", \"flags\": {\"optimizer\": \"sgd\", \"lr\":"
          + " 0.05}}, {\"flags\": {\"optimizer\": \"adam\"}}], \"flags\": {\"hidden\": 20,"
          + " \"epochs\": 400, \"batch\": 20, \"seed\": 3}}";

  private static final String ONE =
      "{\"contenders\": [{\"flags\": {\"optimizer\": \"momentum\"}}],"
          + " \"flags\": {\"hidden\": 20, \"epochs\": 400, \"batch\": 20}, \"paused\": true}";

  @TempDir private Path folder;
  private LocalPage page;
  private Visitor visitor;

  @BeforeEach
  void opens() throws IOException {
    page =
        new LocalPage(
            0,
            folder.resolve("runs"),
            PageForTests.commands(Map.of("data", "digits", "digits", "700", "test-digits", "60")));
    visitor = new Visitor(page.url());
  }

  @AfterEach
  void closes() throws IOException {
    page.close();
  }

  private String start(String body) throws Exception {
    JsonNode started = visitor.post("api/trainings", body);
    String id = started.path("id").asText();
    assertEquals(
        folder.resolve("runs").toRealPath().resolve(id).toString(),
        started.path("folder").asText());
    return "api/trainings/" + id;
  }

  private JsonNode await(String training, String state) throws Exception {
    JsonNode status = visitor.json(training);
    while (!status.path("state").asText().equals(state)) {
      Thread.sleep(20);
      status = visitor.json(training);
    }
    return status;
  }

  private JsonNode awaitSteps(String training, long steps) throws Exception {
    JsonNode status = visitor.json(training);
    while (status.path("step").asLong() < steps) {
      Thread.sleep(5);
      status = visitor.json(training);
    }
    return status;
  }

  private Path folder(String training) {
    return folder.resolve("runs").resolve(training.substring(training.lastIndexOf('/') + 1));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void twoContendersArePausedSteppedChangedAndStopped() throws Exception {
    String training = start(TWO);
    awaitSteps(training, 300);

    JsonNode paused = visitor.post(training + "/pause", "");
    assertEquals("paused", paused.path("state").asText());
    long step = paused.path("step").asLong();
    assertTrue(step >= 300, paused.toString());
    JsonNode stepped = visitor.post(training + "/step", "");
    for (JsonNode contender : stepped.path("contenders")) {
      assertEquals(step + 1, contender.path("step").asLong(), stepped.toString());
    }
    JsonNode changed = visitor.post(training + "/learning-rate?contender=0&value=0.2", "");
    assertEquals(0.2, changed.at("/contenders/0/learning_rate").asDouble());
    assertEquals(0.001, changed.at("/contenders/1/learning_rate").asDouble());
    Path run = folder(training).resolve("runs").resolve("slow sgd-seed3");
    JsonNode recorded = Json.read(run.resolve("config.json")).at("/settings/learning-rate-changes");
    assertEquals("[{\"step\":" + (step + 1) + ",\"value\":0.2}]", recorded.toString());
    assertEquals("running", visitor.post(training + "/resume", "").path("state").asText());
    awaitSteps(training, step + 100);

    JsonNode stopped = visitor.post(training + "/stop", "");
    assertEquals("stopped", stopped.path("state").asText());
    assertEquals(2, visitor.json("api/networks").size(), "they read drawings now");
    assertTrue(
        names(folder(training))
            .containsAll(
                List.of(
                    "comparison.json", "results.csv", "summary.csv", "loss.svg", "report.html")));
    for (String name : List.of("slow sgd-seed3", "adam-seed3")) {
      Path one = folder(training).resolve("runs").resolve(name);
      assertTrue(
          names(one)
              .containsAll(
                  List.of(
                      "config.json",
                      "metrics.csv",
                      "steps.csv",
                      "summary.json",
                      "report.html",
                      "model.safetensors",
                      "checkpoint.safetensors",
                      "loss.svg",
                      "accuracy.svg")),
          names(one).toString());
      assertEquals("stopped", Json.read(one.resolve("summary.json")).path("stopped").asText());
    }
    List<String> results = Files.readAllLines(folder(training).resolve("results.csv"));
    assertEquals(3, results.size(), results.toString());

    // What came of it reads digits like any other.
    JsonNode runs = visitor.json("api/runs");
    assertEquals("compare", runs.get(0).path("kind").asText());
    assertTrue(runs.get(0).path("finished").asBoolean());
    String name = runs.get(0).path("name").asText() + "/runs/adam-seed3";
    byte[] picture = PageForTests.testDigit();
    HttpResponse<String> seen =
        visitor.post("api/predict?run=" + name, new GrayImage(28, 28, picture).png());
    assertEquals(200, seen.statusCode(), seen.body());
  }

  @Test
  void oneContenderIsAnOrdinaryRunThatItsCommandRepeats() throws Exception {
    String training =
        start(
            "{\"contenders\": [{\"flags\": {\"optimizer\": \"sgd\", \"lr\": \"0.1\"}}],"
                + " \"flags\": {\"hidden\": 8, \"steps\": 40}}");
    JsonNode status = await(training, "finished");
    assertEquals(40, status.path("step").asLong());
    Path live = folder(training);
    assertTrue(names(live).containsAll(List.of("examples.png", "units.png", "report.html")));
    List<String> words =
        new ArrayList<>(List.of(status.at("/contenders/0/command").asText().split(" ", -1)));
    assertEquals(
        status.at("/contenders/0/command").asText(),
        Json.read(live.resolve("config.json")).path("command").asText());
    words.remove(0);
    Path again = folder.resolve("again");
    words.addAll(List.of("--quiet", "--out", again.toString()));
    assertEquals(0, PageForTests.run(words));
    for (String file : List.of("model.safetensors", "steps.csv", "confusion.csv")) {
      assertEquals(-1, Files.mismatch(live.resolve(file), again.resolve(file)), file);
    }
    assertEquals(
        status.at("/contenders/0/test_accuracy").asDouble(),
        Json.read(again.resolve("summary.json")).path("test_accuracy").asDouble());
  }

  @Test
  void beginsPausedAndGoesStepByStep() throws Exception {
    String training = start(ONE);
    for (int step = 0; step < 4; step++) {
      visitor.json(training + "/example?digit=5");
      JsonNode example = visitor.json(training + "/example?digit=5&unit=2");
      assertEquals(step, example.path("step").asInt());
      assertEquals(784, example.path("x").size());
      assertEquals(20, example.path("h").size());
      double loss = -Math.log(example.path("p").get(example.path("label").asInt()).asDouble());
      assertEquals(loss, example.path("loss").asDouble(), 1e-9);
      // Momentum adds what it remembers.
      JsonNode slot = example.at("/slots/0");
      assertEquals("v", slot.path("name").asText());
      assertEquals(
          example.at("/w2/2/3").asDouble() + slot.at("/w2_after/3").asDouble(),
          example.at("/w2_after/2/3").asDouble(),
          1e-7);
      double most = 0;
      for (JsonNode h : example.path("h")) {
        most = Math.max(most, Math.abs(h.asDouble()));
      }
      JsonNode strongest = visitor.json(training + "/example?digit=5");
      assertEquals(most, strongest.path("h").get(strongest.path("unit").asInt()).asDouble());
      // Momentum's first step is that of SGD.
      if (step == 0) {
        assertEquals(
            example.at("/b2/3").asDouble()
                - example.path("learning_rate").asDouble() * example.at("/db2/3").asDouble(),
            example.at("/b2_after/3").asDouble(),
            1e-7);
      }
      assertEquals(step + 1, visitor.post(training + "/step", "").path("step").asInt());
    }
    JsonNode units = visitor.json(training + "/units?count=3&from=2");
    assertEquals(3, units.path("count").asInt());
    assertEquals(4, visitor.json(training + "/curves").path("losses").size());
    assertEquals(2, visitor.json("api/digits?from=3&count=2").path("digits").size());
    assertEquals(
        60, visitor.json("api/digits?training=" + training.substring(14)).path("size").asInt());
  }

  @Test
  void aDivergenceIsSaidAndHoldsUpNobody() throws Exception {
    String training =
        start(
            "{\"contenders\": [{\"label\": \"wild\", \"flags\": {\"optimizer\": \"sgd\", \"lr\":"
                + " 1e30}}, {\"label\": \"tame\", \"flags\": {\"optimizer\": \"sgd\", \"lr\":"
                + " 0.1}}], \"flags\": {\"hidden\": 8, \"epochs\": 30}}");
    JsonNode status = await(training, "finished");
    assertEquals("diverged", status.at("/contenders/0/state").asText());
    assertTrue(status.at("/contenders/0/loss").isNull());
    assertEquals("finished", status.at("/contenders/1/state").asText());
    String alone =
        start(
            "{\"contenders\": [{\"flags\": {\"optimizer\": \"sgd\", \"lr\": 1e30}}],"
                + " \"flags\": {\"hidden\": 8, \"epochs\": 3}}");
    await(alone, "diverged");
    assertTrue(names(folder(alone)).contains("report.html"));
  }

  @Test
  void fourContendersAreAtWorkAtMost() throws Exception {
    String first = start(TWO);
    start(TWO);
    HttpResponse<String> refused =
        visitor.post("api/trainings", ONE.getBytes(StandardCharsets.UTF_8));
    assertEquals(409, refused.statusCode(), refused.body());
    visitor.post(first + "/pause", "");
    assertEquals(
        409, visitor.post("api/trainings", ONE.getBytes(StandardCharsets.UTF_8)).statusCode());
    visitor.post(first + "/stop", "");
    start(ONE);
    assertEquals(3, visitor.json("api/trainings").size());
    assertEquals(3, names(folder.resolve("runs")).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"contenders\": []}",
        "{\"contenders\": [{}, {}, {}, {}, {}]}",
        "{\"contenders\": [null]}",
        "{\"contenders\": [{}, {}]}",
        "{\"contenders\": [{\"label\": \"../out\"}]}",
        "{\"contenders\": [{\"label\": \"a/b\"}]}",
        "{\"contenders\": [{\"label\": \"\"}]}",
        "{\"contenders\": [{\"label\": 3}]}",
        "{\"contenders\": [{\"flags\": {\"optimizer\": \"sgdd\"}}]}",
        "{\"contenders\": [{\"flags\": {\"optimizer\": \"sgd\", \"beta1\": 0.5}}]}",
        "{\"contenders\": [{\"flags\": {\"lr\": -1}}]}",
        "{\"contenders\": [{\"flags\": {\"lr\": \"NaN\"}}]}",
        "{\"contenders\": [{\"flags\": {\"lr\": []}}]}",
        "{\"contenders\": [{\"flags\": {\"lr\": null}}]}",
        "{\"contenders\": [{\"flags\": {\"lr\": 0.1, \"learning-rate\": 0.1}}]}",
        "{\"contenders\": [{\"flags\": {\"hiden\": 5}}]}",
        "{\"contenders\": [{\"flags\": {\"hidden\": 1000000000}}]}",
        "{\"contenders\": [{\"flags\": {\"epochs\": 1000000000}}]}",
        "{\"contenders\": [{\"flags\": {\"out\": \"/tmp/elsewhere\"}}]}",
        "{\"contenders\": [{\"flags\": {\"overwrite\": true}}]}",
        "{\"contenders\": [{\"flags\": {\"resume\": true}}]}",
        "{\"contenders\": [{\"flags\": {\"plugins\": \"/tmp\"}}]}",
        "{\"contenders\": [{\"flags\": {\"data\": \"/etc\"}}]}",
        "{\"contenders\": [{\"flags\": {\"data\": \"..\"}}]}",
        "{\"contenders\": [{\"flags\": {\"data=x\": \"..\"}}]}",
        "{\"contenders\": [{\"flags\": {\"\": \"..\"}}]}",
        "{\"contenders\": [{\"flags\": {\"allow-modified-data\": \"perhaps\"}}]}",
        "{\"contenders\": [{\"label\": \"a\", \"flags\": {\"hidden\": 5}}, {\"label\": \"b\"}]}",
        "{\"contenders\": [{\"label\": \"a\", \"flags\": {\"seed\": 5}}, {\"label\": \"b\"}]}",
        "{\"contenders\": [{\"label\": \"a\", \"flags\": {\"digits\": 500}}, {\"label\": \"b\"}]}"
      })
  void refusesWhatMakesNoSense(String body) throws Exception {
    HttpResponse<String> answer =
        visitor.post("api/trainings", body.getBytes(StandardCharsets.UTF_8));
    assertEquals(400, answer.statusCode(), body + answer.body());
    assertTrue(answer.body().matches("\\{\"error\":\"[^\n]+\"\\}"), answer.body());
    assertFalse(answer.body().contains("mistake of the program"), answer.body());
    assertTrue(names(folder.resolve("runs")).isEmpty());
  }

  @Test
  void refusesDeepAndLargeBodies() throws Exception {
    byte[] deep = "[".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    assertEquals(400, visitor.post("api/trainings", deep).statusCode());
    assertEquals(413, visitor.post("api/trainings", new byte[70_000]).statusCode());
  }

  @Test
  void refusesOrdersThatMakeNoSense() throws Exception {
    String training = start(ONE);
    for (String query :
        List.of(
            "",
            "contender=0",
            "value=0.1&contender=1",
            "value=0.1&contender=-1",
            "value=NaN",
            "value=-1",
            "value=0",
            "value=1e300",
            "value=x")) {
      HttpResponse<String> answer = visitor.post(training + "/learning-rate?" + query, new byte[0]);
      assertEquals(400, answer.statusCode(), query + answer.body());
    }
    assertEquals(404, visitor.get("api/trainings/nothing").statusCode());
    assertEquals(404, visitor.post("api/trainings/nothing/stop", new byte[0]).statusCode());
    assertEquals(405, visitor.get(training + "/stop").statusCode());
    visitor.post(training + "/stop", "");
    assertEquals(
        409, visitor.post(training + "/learning-rate?value=0.1", new byte[0]).statusCode());
  }

  @Test
  void whatIsClosedAmidATrainingIsResumable() throws Exception {
    String one = start(ONE);
    String two = start(TWO);
    visitor.post(one + "/resume", "");
    visitor.post(two + "/learning-rate?contender=1&value=0.002", "");
    awaitSteps(one, 50);
    awaitSteps(two, 50);
    page.close();
    assertFalse(Files.exists(folder(one).resolve("summary.json")));
    assertEquals(
        0,
        PageForTests.run(
            List.of(
                "train", "--resume", "--epochs", "3", "--quiet", "--out", folder(one).toString())));
    assertTrue(Files.exists(folder(one).resolve("report.html")));
    Path changed = folder(two).resolve("runs").resolve("adam-seed3");
    assertEquals(
        1, Json.read(changed.resolve("config.json")).at("/settings/learning-rate-changes").size());
    assertEquals(
        0, PageForTests.run(List.of("compare", "--resume", "--quiet", "--out", folder(two) + "")));
    assertTrue(Files.exists(folder(two).resolve("report.html")));
    JsonNode summary = Json.read(changed.resolve("summary.json"));
    assertEquals(1, summary.at("/settings/learning-rate-changes").size());
    assertEquals("finished", summary.path("stopped").asText());
    assertTrue(summary.path("resumed").asBoolean());
  }

  /** The lines of a stream, until it ends. */
  private List<String> events(String training) throws IOException {
    URI uri = URI.create(visitor.url());
    List<String> lines = new ArrayList<>();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String head = "GET /" + training + "/events HTTP/1.1\r\nHost: " + uri.getAuthority();
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    }
    return lines;
  }

  @Test
  void tellsWhatHappensUntilTheEnd() throws Exception {
    String training = start(ONE);
    Thread steps =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 30; i++) {
                  visitor.post(training + "/step", "");
                  Thread.sleep(20);
                }
                visitor.post(training + "/resume", "");
                awaitSteps(training, 500);
                visitor.post(training + "/stop", "");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    steps.start();
    List<String> lines = events(training);
    steps.join();
    for (String event : List.of("step", "epoch", "units", "end")) {
      assertTrue(lines.contains("event: " + event), event + lines);
    }
    assertTrue(lines.stream().anyMatch(line -> line.equals("Content-Type: text/event-stream")));
    int end = lines.lastIndexOf("event: end");
    JsonNode last = Json.MAPPER.readTree(lines.get(end + 1).substring("data: ".length()));
    assertEquals("stopped", last.path("state").asText());
    // One who looks on from the start is told of every loss.
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("event: step")) {
        JsonNode data = Json.MAPPER.readTree(lines.get(i + 1).substring("data: ".length()));
        if (data.path("group").asInt() == 1 && data.path("first").asInt() == losses.size() + 1) {
          data.path("losses").forEach(loss -> losses.add(loss.asDouble()));
        }
      }
    }
    assertTrue(losses.size() >= 30, losses.toString());
    List<String> stored = Files.readAllLines(folder(training).resolve("steps.csv"));
    for (int i = 0; i < 30; i++) {
      assertEquals(Double.parseDouble(stored.get(i + 1).split(",", -1)[1]), losses.get(i), 1e-6);
    }
    // Who comes too late is told how it ended.
    assertTrue(events(training).contains("event: end"));
  }

  @Test
  void twoHundredStreamsAreToldOfTheEnd() throws Exception {
    String training = start(TWO);
    ExecutorService readers = Executors.newCachedThreadPool();
    List<Future<List<String>>> streams = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      streams.add(readers.submit(() -> events(training)));
    }
    EventStreams open = live(training).streams();
    while (open.size() < 200) {
      Thread.sleep(10);
    }
    long step = visitor.json(training).path("step").asLong();
    awaitSteps(training, step + 200);
    visitor.post(training + "/stop", "");
    for (Future<List<String>> stream : streams) {
      assertTrue(stream.get().contains("event: end"));
    }
    readers.shutdown();
    assertEquals(0, open.size());
  }

  @Test
  void nothingIsQueuedForWhoDoesNotRead() throws Exception {
    String training = start(TWO);
    URI uri = URI.create(visitor.url());
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(2048);
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      String head = "GET /" + training + "/events HTTP/1.1\r\nHost: " + uri.getAuthority();
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      silent.add(socket);
    }
    EventStreams streams = live(training).streams();
    while (streams.waiting() == 0) {
      Thread.sleep(10);
    }
    long step = visitor.json(training).path("step").asLong();
    long most = 0;
    for (int i = 0; i < 100; i++) {
      most = Math.max(most, streams.waiting());
      Thread.sleep(20);
    }
    // One text for each, whatever has happened since; and the training goes on.
    assertTrue(most <= 20 * 32_768, most + " bytes");
    assertTrue(visitor.json(training).path("step").asLong() > step || live(training).isOver());
    for (Socket socket : silent) {
      socket.close();
    }
    visitor.post(training + "/stop", "");
  }

  private LiveTraining live(String training) {
    return page.trainings().find(training.substring(training.lastIndexOf('/') + 1));
  }

  @Test
  void presetsCanBeTrained() throws Exception {
    for (JsonNode preset : visitor.json("api/presets")) {
      int contenders = 0;
      for (JsonNode request : preset.path("requests")) {
        TrainingRequest.Start start =
            TrainingRequest.of(Json.reread((ObjectNode) request))
                .prepare(PageForTests.commands(Map.of("data", "digits", "digits", "700")));
        assertEquals(request.path("contenders").size(), start.settings().size());
        contenders += start.settings().size();
      }
      assertTrue(contenders > 0 && contenders <= TrainingRequest.MAX_CONTENDERS);
      assertEquals(2, preset.path("text").asText().split("[.] ", -1).length, preset.toString());
    }
    JsonNode options = visitor.json("api/options");
    assertEquals(11, options.path("optimizers").size());
    assertEquals(0.001, options.at("/optimizers/6/hyperparameters/lr").asDouble());
    Set<String> flags = new HashSet<>();
    for (JsonNode flag : options.path("flags")) {
      assertTrue(flags.add(flag.path("name").asText()), flag.toString());
    }
    assertTrue(flags.containsAll(List.of("data", "hidden", "init", "lr", "seed", "augment")));
    assertFalse(flags.contains("plugins") || flags.contains("out"), flags.toString());
  }
}
