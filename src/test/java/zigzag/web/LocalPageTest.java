package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.cli.PageForTests;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.photo.GrayImage;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.training.evaluation.Classifier;

/** Who may ask for what, and what runs and drawings are answered with. */
final class LocalPageTest {
  private static final String SECRET = "nobody's business";

  @TempDir private Path folder;
  private LocalPage page;
  private Visitor visitor;

  @BeforeEach
  void opens() throws IOException {
    Files.writeString(folder.resolve("secret.txt"), SECRET);
    page = new LocalPage(0, folder.resolve("runs"), PageForTests.commands(Map.of()));
    visitor = new Visitor(page.url());
  }

  @AfterEach
  void closes() throws IOException {
    page.close();
  }

  private static Model model() {
    Layout layout = new Layout(784, 5, 10);
    float[] parameters = new float[layout.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) Math.sin(i) / 20;
    }
    return new Model(layout, Activation.RELU, 28, 28, parameters, Map.of("dataset", "some"));
  }

  private Path run(String name) throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs").resolve(name));
    model().write(run.resolve("model.safetensors"));
    Files.writeString(
        run.resolve("config.json"), "{\"data\": {\"name\": \"some\"}, \"settings\": {}}");
    Files.writeString(run.resolve("report.html"), "<p>a report</p>");
    return run;
  }

  private static GrayImage digit() {
    Dataset digits = new BuiltInDigits(1).test(1);
    byte[] pixels = new byte[digits.inputs()];
    digits.copyPixels(0, pixels, 0);
    return new GrayImage(28, 28, pixels);
  }

  @Test
  void answersWithHeadersThatKeepOtherSitesOut() throws Exception {
    for (String path : List.of("", "api/runs", "api/nothing")) {
      HttpResponse<String> answer = visitor.get(path);
      assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
      assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
      String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.startsWith("default-src 'none'; "), policy);
      assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
      assertTrue(answer.headers().firstValue("Server").isEmpty());
    }
    assertTrue(visitor.get("").body().contains("<title>Zigzag</title>"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:PORT, '', 200",
    "127.0.0.1:PORT, http://127.0.0.1:PORT, 200",
    "localhost:PORT, http://localhost:PORT, 200",
    "127.0.0.1:PORT, http://localhost:PORT, 403",
    "127.0.0.1:PORT, http://127.0.0.1:1, 403",
    "127.0.0.1:PORT, https://127.0.0.1:PORT, 403",
    "127.0.0.1:PORT, http://evil.example, 403",
    "127.0.0.1:PORT, null, 403",
    "evil.example:PORT, '', 403",
    "evil.example, http://evil.example, 403",
    "127.0.0.1, '', 403",
    "127.0.0.1:1, '', 403",
    "127.0.0.1:PORT.evil.example, '', 400",
    "[::1]:PORT, '', 403",
    "0.0.0.0:PORT, '', 403",
    "'', '', 400"
  })
  void answersRequestsOfItsOwnPagesAlone(String host, String origin, int status) throws Exception {
    String port = Integer.toString(URI.create(visitor.url()).getPort());
    String head =
        "GET /api/runs HTTP/1.1\r\nConnection: close\r\nHost: "
            + host.replace("PORT", port)
            + "\r\n";
    String from = origin.isEmpty() ? "" : "Origin: " + origin.replace("PORT", port) + "\r\n";
    String answer = visitor.raw(head + from + "\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertEquals(status != 200, answer.contains("{\"error\":"), answer);
  }

  @Test
  void refusesARequestWithoutAHostOrWithTwo() throws Exception {
    String host = URI.create(visitor.url()).getAuthority();
    for (String head :
        List.of(
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET http://evil.example/ HTTP/1.1\r\nConnection: close\r\nHost: evil.example\r\n\r\n",
            "GET / HTTP/1.1\r\nConnection: close\r\nHost: "
                + host
                + "\r\nHost: evil.example\r\n\r\n")) {
      String answer = visitor.raw(head);
      assertTrue(answer.matches("(?s)HTTP/1.[01] 40[03] .*"), head + answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/runs/../../secret.txt",
        "/api/runs/one/../../../secret.txt",
        "/api/runs/one/..%2f..%2fsecret.txt",
        "/api/runs/one/%2e%2e/%2e%2e/secret.txt",
        "/api/runs/one/..;/..;/secret.txt",
        "/api/runs/one/..%5c..%5csecret.txt",
        "/api/runs/one/%00",
        "/api/runs/one/.lock",
        "/api/runs/one//etc/passwd",
        "/api/runs/one/link.txt",
        "/api/runs/elsewhere/secret.txt",
        "/api/runs/one/nothing.csv",
        "/api/runs/one",
        "/api/runs/one/"
      })
  void readsNothingOutsideItsFolder(String target) throws Exception {
    Path run = run("one");
    Files.createSymbolicLink(run.resolve("link.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("runs").resolve("elsewhere"), folder);
    Files.writeString(run.resolve(".lock"), SECRET);
    String answer = visitor.raw("GET", target);
    assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
    assertFalse(answer.contains(SECRET), answer);
  }

  @Test
  void listsRunsAndHandsOutTheirFiles() throws Exception {
    run("one");
    Files.createDirectories(folder.resolve("runs").resolve("no run"));
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.copy(
        folder.resolve("runs/one/config.json"), folder.resolve("elsewhere").resolve("config.json"));
    Files.createSymbolicLink(folder.resolve("runs").resolve("link"), folder.resolve("elsewhere"));
    Files.createDirectories(folder.resolve("runs").resolve("bad"));
    Files.writeString(folder.resolve("runs/bad/config.json"), "{");
    JsonNode runs = visitor.json("api/runs");
    assertEquals(2, runs.size(), runs.toString());
    assertEquals("damaged", runs.get(0).path("kind").asText());
    assertEquals("one", runs.get(1).path("name").asText());
    assertEquals("train", runs.get(1).path("kind").asText());
    assertEquals("some", runs.get(1).path("dataset").asText());
    assertTrue(runs.get(1).path("test_accuracy").isNull());
    assertFalse(runs.get(1).path("finished").asBoolean());

    HttpResponse<String> report = visitor.get("api/runs/one/report.html");
    assertEquals("<p>a report</p>", report.body());
    assertEquals("text/html;charset=utf-8", report.headers().firstValue("Content-Type").orElse(""));
    // Whatever a report's scripts are, they are not of this origin.
    String policy = report.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("sandbox allow-scripts; default-src 'none'"), policy);
  }

  @Test
  void saysWhatANetworkMakesOfAPicture() throws Exception {
    run("one");
    HttpResponse<String> answer = visitor.post("api/predict?run=one", digit().png());
    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode seen = zigzag.archive.Json.MAPPER.readTree(answer.body());
    Model model = model();
    try (Classifier classifier = new Classifier(model)) {
      Classifier.Answer expected = classifier.classify(digit().pixels());
      assertEquals(expected.prediction(), seen.path("digit").asInt());
      assertArrayEquals(expected.probabilities(), floats(seen.path("probabilities")));
      assertArrayEquals(expected.hidden(), floats(seen.path("hidden")));
      assertEquals(28, seen.path("input").size());
      assertEquals((digit().pixels()[300] & 0xff) / 255f, input(seen, 300));
      // b2 and the contributions are the logits, whose softmax the probabilities are.
      double[] logits = new double[10];
      double sum = 0;
      for (int c = 0; c < 10; c++) {
        logits[c] = model.parameters()[model.layout().b2() + c];
        for (JsonNode unit : seen.path("contributions")) {
          logits[c] += unit.get(c).doubleValue();
        }
        sum += Math.exp(logits[c]);
      }
      for (int c = 0; c < 10; c++) {
        assertEquals(
            Math.exp(logits[c]) / sum, seen.path("probabilities").get(c).doubleValue(), 1e-5);
      }
    }
  }

  private static float input(JsonNode seen, int pixel) {
    return seen.path("input").get(pixel / 28).get(pixel % 28).floatValue();
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "run=nothing, 404",
    "run=.., 404",
    "run=one/.., 404",
    "run=/etc, 404",
    "'', 400",
    "run=, 400",
    "run=one&run=two, 400",
    "run=link, 404",
    "run=hollow, 404",
    "run=one, 400"
  })
  void refusesPicturesAndRunsThatAreNone(String query, int status) throws Exception {
    Path run = run("one");
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.move(run.resolve("report.html"), folder.resolve("elsewhere/report.html"));
    model().write(folder.resolve("elsewhere/model.safetensors"));
    Files.createSymbolicLink(folder.resolve("runs/link"), folder.resolve("elsewhere"));
    Files.createDirectories(folder.resolve("runs/hollow"));
    Files.createSymbolicLink(
        folder.resolve("runs/hollow/model.safetensors"),
        folder.resolve("elsewhere/model.safetensors"));
    byte[] picture = query.equals("run=one") ? new byte[] {1, 2, 3} : digit().png();
    HttpResponse<String> answer = visitor.post("api/predict?" + query, picture);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().matches("\\{\"error\":\"[^\n]*\"\\}"), answer.body());
    int known = query.equals("run=one") ? 200 : status;
    assertEquals(known, visitor.get("api/network?" + query).statusCode());
    assertEquals(1, visitor.json("api/networks").size(), "the one that has a model of its own");
  }

  @Test
  void handsOutTheNetworksOfRuns() throws Exception {
    run("older");
    run("newer");
    Files.setLastModifiedTime(
        folder.resolve("runs/older/model.safetensors"), FileTime.fromMillis(1000));
    Files.delete(run("none").resolve("model.safetensors"));
    JsonNode networks = visitor.json("api/networks");
    assertEquals(List.of("newer", "older"), networks.findValuesAsText("run"));
    assertEquals("some", networks.get(0).path("dataset").asText());
    JsonNode network = visitor.json("api/network?run=newer");
    assertEquals(5, network.path("hidden").asInt());
    assertEquals("relu", network.path("activation").asText());
    byte[] parameters = Base64.getDecoder().decode(network.path("parameters").asText());
    float[] found = new float[parameters.length / Float.BYTES];
    ByteBuffer.wrap(parameters).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(found);
    assertArrayEquals(model().parameters(), found);
  }

  @Test
  void refusesABodyThatIsTooLargeBeforeTakingIt() throws Exception {
    run("one");
    byte[] large = new byte[(4 << 20) + 1];
    assertEquals(413, visitor.post("api/predict?run=one", large).statusCode());
    HttpResponse<String> chunked =
        visitor.send(
            visitor
                .to("api/predict?run=one")
                .POST(BodyPublishers.ofByteArrays(List.of(large, large))));
    assertEquals(413, chunked.statusCode());
    // Announced and never sent.
    String host = URI.create(visitor.url()).getAuthority();
    String answer =
        visitor.raw(
            "POST /api/predict?run=one HTTP/1.1\r\nConnection: close\r\nExpect: 100-continue\r\n"
                + "Content-Length: 99999999999\r\nHost: "
                + host
                + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
  }

  @Test
  void saysThatAPortIsTaken() {
    int port = URI.create(visitor.url()).getPort();
    Path other = folder.resolve("other");
    InputException refusal =
        assertThrows(
            InputException.class,
            () -> new LocalPage(port, other, PageForTests.commands(Map.of())));
    assertTrue(
        refusal.getMessage().startsWith("--port " + port + " can't be had: another program"));
    assertFalse(Files.exists(other));
  }

  @Test
  void knowsWhichMethodItTakes() throws Exception {
    assertEquals(405, visitor.post("api/runs", new byte[0]).statusCode());
    assertEquals(405, visitor.get("api/predict?run=one").statusCode());
    assertEquals(404, visitor.get("api/nothing").statusCode());
  }
}
