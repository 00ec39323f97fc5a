package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.Json;

/** The local page's program: killed, interrupted, and what it leaves. */
final class ServeIT {
  private static final String BODY =
      "{\"contenders\": [{\"flags\": {\"optimizer\": \"sgd\", \"lr\": 0.05}}],"
          + " \"flags\": {\"hidden\": 100, \"epochs\": 6, \"batch\": 5}}";

  @TempDir private Path folder;
  private String url;

  private Program.Running serve() throws Exception {
    Program.Running running =
        Program.start(
            folder,
            Map.of(),
            "serve",
            "--port",
            "0",
            "--data",
            "digits",
            "--digits",
            "1200",
            "--test-digits",
            "100");
    while (!Files.readString(running.out()).endsWith("/\n")) {
      assertTrue(running.process().isAlive(), running.errSoFar());
      Thread.sleep(50);
    }
    url = Files.readString(running.out()).strip();
    assertTrue(url.matches("http://127\\.0\\.0\\.1:\\d+/"), url);
    return running;
  }

  private JsonNode post(String path, String body) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + path))
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.MAPPER.readTree(answer.body());
  }

  /** Starts a training, changes its rate amid its first epoch, and lets it go on for a while. */
  private Path train() throws Exception {
    JsonNode started = post("api/trainings", BODY);
    String training = "api/trainings/" + started.path("id").asText();
    post(training + "/pause", "");
    post(training + "/step", "");
    post(training + "/learning-rate?value=0.02", "");
    post(training + "/resume", "");
    while (post(training + "/pause", "").path("step").asLong() < 300) {
      post(training + "/resume", "");
    }
    post(training + "/learning-rate?value=0.08", "");
    post(training + "/step", "");
    return Path.of(started.path("folder").asText());
  }

  private void assertResumes(Path run) throws Exception {
    JsonNode config = Json.read(run.resolve("config.json"));
    assertEquals(2, config.at("/settings/learning-rate-changes").size(), config.toString());
    // The settings alone, from the first step on, are the run that nobody stopped.
    Path whole = Files.createDirectories(folder.resolve("whole"));
    Files.copy(run.resolve("config.json"), whole.resolve("config.json"));
    for (Path one : new Path[] {run, whole}) {
      Program.Ended ended =
          Program.run(folder, "train", "--resume", "--quiet", "--out", one.toString());
      assertEquals(0, ended.exitCode(), ended.err());
    }
    for (String file : new String[] {"model.safetensors", "steps.csv", "confusion.csv"}) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), run.resolve(file)), file);
    }
    assertTrue(Files.readString(run.resolve("loss.svg")).contains("learning rate 0.08"));
    assertTrue(Files.readString(run.resolve("report.html")).contains("learning rate 0.02"));
  }

  @Test
  void aKillLosesNothingThatWasChanged() throws Exception {
    Program.Running running = serve();
    Path run = train();
    running.process().destroyForcibly().waitFor();
    assertFalse(Files.exists(run.resolve("summary.json")));
    assertResumes(run);
  }

  @Test
  void anInterruptionSavesWhatIsAtWork() throws Exception {
    Program.Running running = serve();
    Path run = train();
    new ProcessBuilder("kill", "-TERM", Long.toString(running.process().pid())).start().waitFor();
    assertTrue(running.process().waitFor(60, TimeUnit.SECONDS));
    assertEquals(143, running.process().exitValue(), running.errSoFar());
    assertEquals("", running.errSoFar());
    assertFalse(Files.exists(run.resolve(".lock")));
    assertResumes(run);
  }

  @Test
  void aPortThatIsTakenIsOneLine() throws Exception {
    Program.Running running = serve();
    String port = Integer.toString(URI.create(url).getPort());
    Program.Ended ended = Program.run(folder, "serve", "--port", port, "--data", "digits");
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().matches("zigzag: --port " + port + " can't be had: .*\n"), ended.err());
    running.process().destroy();
    running.process().waitFor();
  }
}
