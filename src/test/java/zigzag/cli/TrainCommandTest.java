package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code zigzag train} refuses, and what it says of a training that went wrong. */
@Tag("slow")
final class TrainCommandTest {
  private static final String[] SMALL = {
    "train", "--data", "digits", "--digits", "1200", "--hidden", "20"
  };

  @TempDir private Path folder;

  @Test
  void refusesToResumeWithOtherSettings() throws IOException {
    assertEquals(0, train("--epochs", "1").exitCode());

    InProcess ended = resume("--hidden", "30");
    assertWrongInput(ended, "--hidden 30: the run to resume has 20");
    Path summary = run().resolve("summary.json");
    assertEquals(1, json(summary).path("epochs").asInt());
    InProcess longer = resume("--epochs", "2");
    assertEquals(0, longer.exitCode(), longer.err());
    assertEquals(2, json(summary).path("epochs").asInt());
  }

  @Test
  void keepsTheResultsOfARunThatItRefusesToResume() throws IOException {
    assertEquals(0, train("--epochs", "1").exitCode());
    Path run = run();
    List<String> before = names(run);
    Files.writeString(run.resolve("steps.csv"), "step,loss\n");

    assertWrongInput(resume(), "shorter than");
    assertEquals(before, names(run));
  }

  /** In the results, in the summary and on the page. */
  @Test
  void saysThatALearningRateIsTooHigh() throws IOException {
    InProcess ended = train("--lr", "30", "--epochs", "3");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("The learning rate is too high. "), ended.out());
    JsonNode symptom = json(run().resolve("summary.json")).at("/diagnosis/0");
    assertEquals("The learning rate is too high", symptom.path("symptom").asText());
    assertTrue(symptom.path("explanation").asText().contains("At a learning rate of 30 the loss"));
    assertEquals(
        "Try a smaller --lr, such as 0.001, the default of adam.", symptom.path("try").asText());
    String page = Files.readString(run().resolve("report.html"));
    assertTrue(page.contains("<strong>The learning rate is too high.</strong>"));
  }

  @Test
  void saysWhyZeroWeightsNeverLearn() throws IOException {
    InProcess ended = train("--init", "zeros", "--epochs", "1");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("All weights are still exactly 0"), ended.out());
    assertTrue(ended.out().contains("--init he"), ended.out());
  }

  /** Trains into the folder {@code run}. */
  private InProcess train(String... flags) {
    return InProcess.run(with(with(SMALL, "--out", run().toString()), flags));
  }

  private InProcess resume(String... flags) {
    String[] command = {"train", "--resume", "--out", run().toString()};
    return InProcess.run(with(command, flags));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private static String[] with(String[] flags, String... more) {
    return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
  }

  private static void assertWrongInput(InProcess ended, String message) {
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertEquals(1, ended.err().lines().filter(line -> line.startsWith("zigzag: ")).count());
    assertFalse(ended.err().contains("\tat "), ended.err());
    assertEquals("", ended.out());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
