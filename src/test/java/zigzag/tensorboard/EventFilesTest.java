package zigzag.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.InputException;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Json;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.training.Checkpoint;
import zigzag.training.Draft;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingRun;
import zigzag.training.TrainingState;
import zigzag.training.settings.SettingsJson;

/**
 * What a reader of event files finds, while they are written, when they were cut off, and after.
 */
@Tag("slow")
class EventFilesTest {
  @TempDir private Path folder;

  private static TrainingRun run(Draft draft, Path folder) {
    RunConfig config =
        RunConfig.of("train", Json.object(), SettingsJson.write(draft.settings()), Map.of());
    return new TrainingRun(draft.settings(), draft.digits(70, 20), config, folder);
  }

  /** Trains so many steps of the 60 in batches of 20, three an epoch. */
  private static void train(Path folder, int steps, TrainingListener... listeners)
      throws IOException {
    int[] asked = {0};
    BooleanSupplier stop = () -> asked[0]++ >= steps;
    Optional<Checkpoint> checkpoint = Checkpoint.newest(folder, text -> {});
    run(new Draft(), folder).train(checkpoint, List.of(listeners), stop);
  }

  private Path whole() throws IOException {
    Path whole = folder.resolve("whole");
    if (!Files.exists(whole)) {
      Files.createDirectories(whole);
      train(whole, 100, new LiveEvents(whole));
    }
    return whole;
  }

  private static byte[] bytes(Path run) throws IOException {
    return Files.readAllBytes(run.resolve(RunFiles.EVENTS));
  }

  private static List<RecordedEvent> events(Path run) throws IOException {
    return RecordedEvent.read(run.resolve(RunFiles.EVENTS));
  }

  /** The points of curves by their tags, as {@code step=value}. */
  private static Map<String, List<String>> curves(Path run) throws IOException {
    Map<String, List<String>> curves = new TreeMap<>();
    for (RecordedEvent event : events(run)) {
      if (event.has(5, 1, 2)) {
        assertEquals((double) event.step(), event.get(1));
        curves
            .computeIfAbsent(event.tag(), tag -> new ArrayList<>())
            .add(event.step() + "=" + event.get(5, 1, 2));
      }
    }
    return curves;
  }

  @Test
  void theReadersOwnChecksumIsCastagnolis() {
    assertEquals(0xe3069283, RecordedEvent.crc32c("123456789".getBytes(StandardCharsets.US_ASCII)));
  }

  /** The first 12 bytes are those that every event file of TensorFlow begins with. */
  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter events = new EventWriter(out);
    events.version();
    events.scalar(300, "a/b", 0.5);
    String version = "09 0000000000000000" + "1a 0d" + hex("brain.Event:2");
    // 300 as a double, and as a varint of two bytes: 0xac = 0x80 + 44, and 2 * 128 + 44
    String value = "0a 03" + hex("a/b") + "15 0000003f";
    String scalar = "09 0000000000c07240" + "10 ac02" + "2a 0c" + "0a 0a" + value;
    byte[] expected =
        HexFormat.of()
            .parseHex(
                ("1800000000000000" + "a37f4b22" + version + sum(version))
                    .concat("1a00000000000000" + sum("1a00000000000000"))
                    .concat(scalar + sum(scalar))
                    .replace(" ", ""));
    assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(out.toByteArray()));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String sum(String hex) {
    int crc = RecordedEvent.crc32c(HexFormat.of().parseHex(hex.replace(" ", "")));
    return HexFormat.of()
        .toHexDigits(Integer.reverseBytes(((crc >>> 15) | (crc << 17)) + 0xa282ead8));
  }

  @Test
  void theCurvesAreThoseOfTheTables() throws IOException {
    Path run = whole();
    Map<String, List<String>> expected = new TreeMap<>();
    for (String line : rows(run, "steps.csv")) {
      add(expected, "loss/step", line.replaceFirst(",.*", ""), line.replaceFirst(".*,", ""));
    }
    for (String line : rows(run, "metrics.csv")) {
      String[] cells = line.split(",", -1);
      add(expected, "loss/train", cells[1], cells[2]);
      add(expected, "accuracy/train", cells[1], cells[3]);
      add(expected, "loss/validation", cells[1], cells[4]);
      add(expected, "accuracy/validation", cells[1], cells[5]);
      add(expected, "learning_rate", cells[1], cells[6]);
      add(expected, "gradient_norm", cells[1], cells[7]);
    }
    RunSummary summary = RunSummary.read(run);
    add(expected, "loss/test", "9", "" + summary.testLoss());
    add(expected, "accuracy/test", "9", "" + summary.testAccuracy());
    assertEquals(9, expected.get("loss/step").size());
    assertEquals(4, expected.get("loss/validation").size());
    assertEquals(expected, curves(run));
  }

  private static List<String> rows(Path run, String table) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve(table));
    return lines.subList(1, lines.size());
  }

  private static void add(Map<String, List<String>> curves, String tag, String step, String value) {
    if (!value.isEmpty()) {
      curves
          .computeIfAbsent(tag, name -> new ArrayList<>())
          .add(step + "=" + Float.parseFloat(value));
    }
  }

  @Test
  void settingsAndTheEndAreForTheTableOfHyperparameters() throws IOException {
    List<RecordedEvent> events = events(whole());
    assertEquals("brain.Event:2", events.get(0).text(3));
    RecordedEvent begin = events.get(1);
    assertEquals("_hparams_/session_start_info", begin.tag());
    assertEquals("hparams", begin.text(5, 1, 9, 1, 1));
    Map<String, Object> values = new TreeMap<>();
    for (RecordedEvent entry : begin.all(5, 1, 9, 1, 2, 3, 1)) {
      values.put(entry.text(1), entry.has(2, 2) ? entry.get(2, 2) : entry.text(2, 3));
    }
    assertEquals("sgd", values.get("optimizer"));
    assertEquals(0.1, values.get("learningRate"));
    assertEquals(8.0, values.get("hidden"));
    assertFalse(values.containsKey("threads"), "what changes no result");
    RecordedEvent end = events.get(events.size() - 1);
    assertEquals("_hparams_/session_end_info", end.tag());
    assertEquals(1L, end.get(5, 1, 9, 1, 2, 4, 1));
    assertEquals(9.0, end.get(5, 1, 9, 1, 2, 4, 2));
  }

  @Test
  void whoFollowsATrainingReadsEveryEpochAtItsEnd() throws IOException {
    Path run = Files.createDirectories(folder.resolve("followed"));
    List<byte[]> seen = new ArrayList<>();
    TrainingListener reader =
        new TrainingListener() {
          @Override
          public void step(TrainingState state, double loss) {
            assertTrue(state.step() > 0);
          }

          @Override
          public void epoch(TrainingState state, EpochMetrics metrics) throws IOException {
            seen.add(bytes(run));
            assertEquals(metrics.epoch() + 1, curves(run).get("loss/validation").size());
            assertEquals(state.step(), curves(run).getOrDefault("loss/step", List.of()).size());
          }
        };
    train(run, 100, new LiveEvents(run), reader);
    assertEquals(4, seen.size());
    for (byte[] then : seen) {
      assertArrayEquals(then, Arrays.copyOf(bytes(run), then.length));
    }
    assertArrayEquals(bytes(whole()), bytes(run), "the same training gives the same bytes");
  }

  /** Halted before the first step, amid an epoch, between two, and with and without the file. */
  @Test
  void aResumedRunHasTheFileOfAnUninterruptedOne() throws IOException {
    for (int steps : new int[] {0, 2, 3, 8}) {
      for (boolean isFollowed : new boolean[] {true, false}) {
        Path run = Files.createDirectories(folder.resolve("halted-" + steps + isFollowed));
        train(run, steps, isFollowed ? new LiveEvents(run) : (state, loss) -> {});
        if (isFollowed) {
          byte[] halted = bytes(run);
          assertArrayEquals(halted, Arrays.copyOf(bytes(whole()), halted.length));
          assertEquals(steps, curves(run).getOrDefault("loss/step", List.of()).size());
          // What a kill leaves: steps after the checkpoint, the last of them torn.
          Files.write(run.resolve(RunFiles.EVENTS), bytes(whole()));
          Files.write(
              run.resolve(RunFiles.EVENTS), Arrays.copyOf(halted, 50), StandardOpenOption.APPEND);
        }
        train(run, 100, new LiveEvents(run));
        assertArrayEquals(bytes(whole()), bytes(run), steps + " steps");
      }
    }
    // Nothing is left to be trained.
    train(whole(), 100, new LiveEvents(whole()));
    assertEquals(9, curves(whole()).get("loss/step").size());
  }

  @Test
  void aTornRecordHidesNoOther() throws IOException {
    byte[] all = bytes(whole());
    int count = events(whole()).size();
    Path file = folder.resolve("torn");
    for (int cut = 1; cut < 60; cut++) {
      Files.write(file, Arrays.copyOf(all, all.length - cut));
      assertEquals(count - 1, RecordedEvent.read(file).size());
    }
  }

  @Test
  void theEventsOfAFolderAreThoseWrittenWhileItTrained() throws IOException {
    Path log = folder.resolve("log");
    TensorBoard.write(whole(), log);
    assertArrayEquals(bytes(whole()), bytes(log));
  }

  @Test
  void aFolderWithoutARunIsRefusedAndLeavesNothing() throws IOException {
    Path log = folder.resolve("log");
    InputException e =
        assertThrows(
            InputException.class,
            () -> TensorBoard.write(Files.createDirectories(folder.resolve("empty")), log));
    assertTrue(e.getMessage().contains("config.json is missing"), e.getMessage());
    assertFalse(Files.exists(log.resolve(RunFiles.EVENTS)));
  }

  @Test
  void aComparisonHasAFolderForEachRunAndOneTableForAll() throws IOException {
    Path comparison = folder.resolve("comparison");
    for (String name : List.of("sgd-seed1", "sgd-seed2")) {
      Path run = comparison.resolve("runs").resolve(name);
      Files.createDirectories(run);
      train(run, 100);
      String config = Files.readString(run.resolve("config.json"));
      String seed = name.substring(name.length() - 1);
      Files.writeString(
          run.resolve("config.json"), config.replace("\"seed\" : 1", "\"seed\" : " + seed));
    }
    Files.writeString(comparison.resolve(ComparisonFile.NAME), "{}");
    Path log = folder.resolve("log");
    TensorBoard.write(comparison, log);
    assertArrayEquals(bytes(whole()), bytes(log.resolve("sgd-seed1")));
    assertEquals(curves(whole()), curves(log.resolve("sgd-seed2")));
    List<RecordedEvent> events = events(log);
    assertEquals(2, events.size());
    assertEquals("_hparams_/experiment", events.get(1).tag());
    assertEquals(
        "seed", events.get(1).all(5, 1, 9, 1, 2, 2, 4).get(0).text(1), "what differs is first");
    Map<String, Object> types = new TreeMap<>();
    for (RecordedEvent info : events.get(1).all(5, 1, 9, 1, 2, 2, 4)) {
      types.put(info.text(1), info.get(4));
    }
    assertEquals(1L, types.get("optimizer"));
    assertEquals(3L, types.get("learningRate"));
    assertEquals(
        List.of("accuracy/test", "loss/test", "accuracy/validation", "loss/validation"),
        events.get(1).all(5, 1, 9, 1, 2, 2, 5).stream().map(info -> info.text(1, 2)).toList());
  }
}
