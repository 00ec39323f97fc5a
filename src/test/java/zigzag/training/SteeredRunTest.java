package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.Json;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.TrainingOutcome;
import zigzag.optimizer.Adam;
import zigzag.optimizer.Schedule;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;

/** Learning rates that are changed while a training goes on, and trainings ended by hand. */
class SteeredRunTest {
  @TempDir private Path folder;

  /** Asks for learning rates before some steps, and ends before another. */
  private record Script(Map<Long, Double> rates, long end, boolean isKept, AtomicLong asked)
      implements TrainingControl {
    Script(Map<Long, Double> rates, long end, boolean isKept, long from) {
      this(new TreeMap<>(rates), end, isKept, new AtomicLong(from - 1));
    }

    @Override
    public boolean getAsBoolean() {
      return asked.incrementAndGet() >= end;
    }

    @Override
    public OptionalDouble learningRate() {
      Double rate = rates.remove(asked.get());
      if (rate == null) {
        return OptionalDouble.empty();
      }
      asked.decrementAndGet(); // it will be asked again
      return OptionalDouble.of(rate);
    }
  }

  private static Draft draft() {
    Draft draft = new Draft();
    draft.optimizer = new Adam();
    draft.schedule = Schedule.COSINE;
    draft.ema = 0.5;
    draft.epochs = 4; // of 3 steps
    return draft;
  }

  private static TrainingRun run(TrainingSettings settings, Path folder) {
    RunConfig config =
        RunConfig.of("train", Json.object(), SettingsJson.write(settings), Map.of("zigzag", "1"));
    return new TrainingRun(settings, draft().digits(70, 20), config, folder);
  }

  private TrainingRun.Result start(String name, Script script) throws IOException {
    return run(draft().settings(), folder.resolve(name)).steer(Optional.empty(), List.of(), script);
  }

  /** As the command does it: from the checkpoint, by the settings that it holds. */
  private TrainingRun.Result resume(String name, Script script) throws IOException {
    Path halted = folder.resolve(name);
    Checkpoint checkpoint = Checkpoint.newest(halted, warning -> {}).orElseThrow();
    JsonNode settings = Json.MAPPER.readTree(checkpoint.config()).path("settings");
    return run(SettingsJson.read(settings, new Registries()), halted)
        .steer(Optional.of(checkpoint), List.of(), script);
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String file : List.of("model.safetensors", "steps.csv", "confusion.csv", "config.json")) {
      files.put(
          file, Files.readString(folder.resolve(name).resolve(file), StandardCharsets.ISO_8859_1));
    }
    return files;
  }

  @Test
  void aChangedRateCountsFromTheNextStepOnAndIsWrittenDown() throws IOException {
    TrainingRun.Result plain = start("plain", new Script(Map.of(), 99, false, 0));
    TrainingRun.Result changed = start("changed", new Script(Map.of(5L, 0.05), 99, false, 0));
    assertEquals(TrainingOutcome.FINISHED, changed.outcome());
    List<String> before = Files.readAllLines(folder.resolve("plain/steps.csv"));
    List<String> after = Files.readAllLines(folder.resolve("changed/steps.csv"));
    // The loss of step 6 is that before it; that of step 7 shows what the new rate did.
    assertEquals(before.subList(0, 7), after.subList(0, 7));
    assertNotEquals(before.get(7), after.get(7));
    JsonNode settings = RunConfig.read(folder.resolve("changed")).settings();
    assertEquals(
        "[{\"step\":5,\"value\":0.05}]", settings.path("learning-rate-changes").toString());
    assertFalse(RunConfig.read(folder.resolve("plain")).settings().has("learning-rate-changes"));
    assertEquals(
        settings.path("learning-rate-changes").toString(),
        changed.summary().orElseThrow().settings().path("learning-rate-changes").toString());
    // The schedule goes on: the last rate is its share of the new base.
    double share = plain.state().history().get(4).learningRate() / new Adam().learningRate();
    assertEquals(0.05 * share, changed.state().history().get(4).learningRate(), 1e-15);
  }

  @Test
  void endsAfterAKillWhereAnUninterruptedRunEnds() throws IOException {
    Map<Long, Double> rates = Map.of(2L, 0.02, 5L, 0.05, 6L, 0.01, 8L, 0.03);
    start("whole", new Script(rates, 99, false, 0));
    Path copy = folder.resolve("halted");
    for (long step = 0; step < 12; step++) {
      // What a kill leaves: the checkpoint of the last epoch or change, and steps after it.
      TrainingRun.Result halted = start("halted", new Script(rates, step, false, 0));
      assertEquals(step, halted.state().step());
      if (step % 3 == 2) {
        Files.move(
            copy.resolve(RunFiles.PREVIOUS_CHECKPOINT),
            copy.resolve(RunFiles.CHECKPOINT),
            StandardCopyOption.REPLACE_EXISTING);
      }
      long from = Checkpoint.newest(copy, warning -> {}).orElseThrow().state().step();
      Map<Long, Double> toCome = new TreeMap<>(rates);
      toCome.keySet().removeIf(at -> at < from);
      resume("halted", new Script(toCome, 99, false, from));
      assertEquals(files("whole"), files("halted"), "halted before step " + (step + 1));
    }
  }

  @Test
  void theSettingsAloneRepeatIt() throws IOException {
    Map<Long, Double> rates = Map.of(0L, 0.02, 7L, 0.05);
    start("live", new Script(rates, 99, false, 0));
    JsonNode settings = RunConfig.read(folder.resolve("live")).settings();
    run(SettingsJson.read(settings, new Registries()), folder.resolve("again"))
        .train(Optional.empty(), List.of(), () -> false);
    assertEquals(files("live"), files("again"));
  }

  @Test
  void whatIsStoppedAndKeptIsWholeAndCanBeResumed() throws IOException {
    start("whole", new Script(Map.of(4L, 0.02), 99, false, 0));
    for (long end : new long[] {0, 3, 4, 5}) {
      TrainingRun.Result kept = start("kept", new Script(Map.of(4L, 0.02), end, true, 0));
      assertEquals(TrainingOutcome.STOPPED, kept.outcome());
      assertEquals(end, kept.summary().orElseThrow().steps());
      assertTrue(kept.test().isPresent());
      List<String> metrics = Files.readAllLines(folder.resolve("kept/metrics.csv"));
      assertTrue(metrics.get(metrics.size() - 1).split(",", -1)[1].equals("" + end), "" + metrics);
      assertEquals(end + 1, Files.readAllLines(folder.resolve("kept/steps.csv")).size());
      Map<Long, Double> toCome = end <= 4 ? Map.of(4L, 0.02) : Map.of();
      TrainingRun.Result resumed = resume("kept", new Script(toCome, 99, false, end));
      assertEquals(TrainingOutcome.FINISHED, resumed.outcome());
      assertEquals(files("whole"), files("kept"), "stopped after " + end);
    }
  }

  @Test
  void aLaterChangeAtTheSameStepTakesThePlaceOfTheFirst() {
    TrainingSettings settings = draft().settings().changed(3, 0.1).changed(3, 0.2).changed(5, 0.3);
    JsonNode json = SettingsJson.write(settings);
    assertEquals(
        "[{\"step\":3,\"value\":0.2},{\"step\":5,\"value\":0.3}]",
        json.path("learning-rate-changes").toString());
    assertEquals(settings, SettingsJson.read(json, new Registries()));
    assertEquals(
        SettingsJson.planned(SettingsJson.write(draft().settings())), SettingsJson.planned(json));
    assertArrayEquals(
        new Object[] {3L, 5L},
        SettingsJson.changes(json).stream().map(change -> change.step()).toArray());
  }
}
