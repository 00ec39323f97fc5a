package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.TrainingOutcome;
import zigzag.data.distortion.Augmentation;
import zigzag.network.Model;
import zigzag.optimizer.Adam;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.Sgd;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.settings.Validation.Keep;

/** Whole runs through their folder: interrupted and resumed ones end where the others do. */
@Tag("slow")
class ResumeTest {
  @TempDir private Path folder;

  static Collection<Optimizer> rules() {
    return new Optimizers().all();
  }

  /** 60 examples in batches of 25: three steps an epoch, the last one shorter. */
  private static Draft draft(Optimizer rule) {
    Draft draft = new Draft();
    draft.hidden = 4;
    draft.optimizer = rule;
    draft.schedule = Schedule.COSINE;
    draft.weightDecay = 1e-3;
    draft.ema = 0.8;
    draft.labelSmoothing = 0.1;
    draft.augmentation = new Augmentation(Augmentation.Kind.AFFINE);
    draft.batch = 25;
    draft.epochs = 2;
    return draft;
  }

  private static TrainingRun run(Draft draft, Path folder) {
    // of all runs of a test the same, whatever their number of threads
    RunConfig config = new RunConfig(Json.object().put("settings", "of the test"));
    return new TrainingRun(draft.settings(), draft.digits(70, 20), config, folder);
  }

  private static TrainingRun.Result start(Draft draft, Path folder, BooleanSupplier stop)
      throws IOException {
    return run(draft, folder).train(Optional.empty(), List.of(), stop);
  }

  private static TrainingRun.Result resume(Draft draft, Path folder, BooleanSupplier stop)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.read(folder.resolve(RunFiles.CHECKPOINT));
    return run(draft, folder).train(Optional.of(checkpoint), List.of(), stop);
  }

  private static boolean never() {
    return false;
  }

  /** Lets so many steps pass. */
  private static BooleanSupplier after(int steps) {
    int[] asked = {0};
    return () -> asked[0]++ >= steps;
  }

  private static void assertSameRun(Path expected, Path actual) throws IOException {
    assertEquals(timeless(expected), timeless(actual));
    for (String name : List.of("steps.csv", "model.safetensors", "confusion.csv", "config.json")) {
      assertArrayEquals(
          Files.readAllBytes(expected.resolve(name)),
          Files.readAllBytes(actual.resolve(name)),
          name);
    }
    TrainingState one = Checkpoint.read(expected.resolve(RunFiles.CHECKPOINT)).state();
    TrainingState other = Checkpoint.read(actual.resolve(RunFiles.CHECKPOINT)).state();
    assertArrayEquals(one.parameters(), other.parameters());
    assertArrayEquals(one.bestParameters(), other.bestParameters());
    assertArrayEquals(one.averagedParameters, other.averagedParameters);
    assertArrayEquals(one.slots, other.slots);
    assertEquals(one.step(), other.step());
    assertEquals(one.bestEpoch(), other.bestEpoch());
  }

  /** {@code metrics.csv} without its last column, the seconds. */
  private static List<String> timeless(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.csv")).stream()
        .map(line -> line.replaceFirst(",[^,]*$", ""))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void endsWhereAnUninterruptedRunEnds(Optimizer rule) throws IOException {
    Draft draft = draft(rule);
    Path whole = folder.resolve("whole");
    assertEquals(TrainingOutcome.FINISHED, start(draft, whole, ResumeTest::never).outcome());
    assertEquals(4, timeless(whole).size());
    assertEquals(7, Files.readAllLines(whole.resolve("steps.csv")).size());
    // before the first step, amid an epoch, between epochs, before the last step
    for (int steps : new int[] {0, 2, 3, 5}) {
      Path halted = folder.resolve("halted-" + steps);
      TrainingRun.Result result = start(draft, halted, after(steps));
      assertEquals(TrainingOutcome.INTERRUPTED, result.outcome());
      assertEquals(steps, result.state().step());
      assertFalse(Files.exists(halted.resolve("model.safetensors")));
      draft.threads = 2;
      assertEquals(TrainingOutcome.FINISHED, resume(draft, halted, ResumeTest::never).outcome());
      draft.threads = 1;
      assertSameRun(whole, halted);
    }
  }

  @Test
  void mayBeInterruptedAgainAndAgain() throws IOException {
    Draft draft = draft(new Adam());
    Path whole = folder.resolve("whole");
    start(draft, whole, ResumeTest::never);
    Path halted = folder.resolve("halted");
    TrainingRun.Result result = start(draft, halted, after(1));
    for (int step = 2; result.outcome() == TrainingOutcome.INTERRUPTED; step++) {
      result = resume(draft, halted, after(1));
      assertEquals(Math.min(step, 6), result.state().step());
    }
    assertTrue(result.summary().orElseThrow().resumed());
    assertSameRun(whole, halted);
  }

  /** A run that was killed has written on after its last checkpoint. */
  @Test
  void cutsOffWhatWasWrittenAfterTheCheckpoint() throws IOException {
    Draft draft = draft(new Adam());
    Path whole = folder.resolve("whole");
    start(draft, whole, ResumeTest::never);
    Path killed = folder.resolve("killed");
    start(draft, killed, after(4));
    Files.writeString(killed.resolve("steps.csv"), "5,0.5\n".repeat(99), StandardOpenOption.APPEND);
    Files.writeString(killed.resolve("metrics.csv"), "torn", StandardOpenOption.APPEND);
    resume(draft, killed, ResumeTest::never);
    assertSameRun(whole, killed);
  }

  @Test
  void aFinishedRunEndsAgainWhereItEnded() throws IOException {
    Draft draft = draft(new Adam());
    Path whole = folder.resolve("whole");
    start(draft, whole, ResumeTest::never);
    byte[] model = Files.readAllBytes(whole.resolve("model.safetensors"));
    assertEquals(TrainingOutcome.FINISHED, resume(draft, whole, ResumeTest::never).outcome());
    assertArrayEquals(model, Files.readAllBytes(whole.resolve("model.safetensors")));
  }

  @Test
  void aFinishedRunThatIsResumedWasNot() throws IOException {
    Draft draft = draft(new Adam());
    Path run = folder.resolve("run");
    start(draft, run, ResumeTest::never);
    TrainingRun.Result again = resume(draft, run, ResumeTest::never);
    assertFalse(again.summary().orElseThrow().resumed());
    draft.epochs++;
    TrainingRun.Result longer = resume(draft, run, ResumeTest::never);
    assertTrue(longer.summary().orElseThrow().resumed());
    again = resume(draft, run, ResumeTest::never);
    assertTrue(again.summary().orElseThrow().resumed());
  }

  @Test
  void theTimeIsThatOfAllSessions() throws IOException {
    Draft draft = draft(new Adam());
    Path run = folder.resolve("run");
    BooleanSupplier slow = after(4);
    start(
        draft,
        run,
        () -> {
          LockSupport.parkNanos(100_000_000);
          return slow.getAsBoolean();
        });
    double before = Checkpoint.read(run.resolve("checkpoint.safetensors")).seconds();
    assertTrue(before > 0.4, before + " s");
    TrainingRun.Result result = resume(draft, run, ResumeTest::never);
    double seconds = result.summary().orElseThrow().seconds();
    assertTrue(seconds > before, seconds + " s after " + before + " s");

    double again = resume(draft, run, ResumeTest::never).summary().orElseThrow().seconds();
    assertTrue(again > before, again + " s after " + before + " s");
  }

  @Test
  void checkpointsAsOftenAsAskedFor() throws IOException {
    Draft draft = draft(new Sgd(0.1));
    draft.epochs = 5;
    draft.checkpointEvery = 2;
    Path run = folder.resolve("run");
    List<Long> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void step(TrainingState state, double loss) {}

          @Override
          public void epoch(TrainingState state, EpochMetrics metrics) throws IOException {
            steps.add(Checkpoint.read(run.resolve(RunFiles.CHECKPOINT)).state().step());
          }
        };
    run(draft, run).train(Optional.empty(), List.of(listener), ResumeTest::never);
    assertEquals(List.of(0L, 0L, 6L, 6L, 12L, 12L), steps);
    assertEquals(15, Checkpoint.read(run.resolve(RunFiles.CHECKPOINT)).state().step());
  }

  @Test
  void refusesStepsThatAreMissing() throws IOException {
    Draft draft = draft(new Adam());
    Path halted = folder.resolve("halted");
    start(draft, halted, after(4));
    Path steps = halted.resolve("steps.csv");
    byte[] bytes = Files.readAllBytes(steps);
    Files.write(steps, Arrays.copyOf(bytes, bytes.length - 1));
    InputException e =
        assertThrows(InputException.class, () -> resume(draft, halted, ResumeTest::never));
    assertEquals(
        steps + " is shorter than its checkpoint knows; train anew with --overwrite",
        e.getMessage());
  }

  /** A refusal leaves the folder as it was. */
  @Test
  void refusesTheCheckpointOfAnotherRun() throws IOException {
    Path halted = folder.resolve("halted");
    start(draft(new Adam()), halted, after(5));
    Files.writeString(halted.resolve("steps.csv"), "more", StandardOpenOption.APPEND);
    byte[] steps = Files.readAllBytes(halted.resolve("steps.csv"));
    for (int change = 0; change < 3; change++) {
      Draft other = draft(change == 0 ? new Sgd(0.1) : new Adam());
      other.hidden = change == 1 ? 5 : 4;
      other.batch = change == 2 ? 60 : 25;
      InputException e =
          assertThrows(InputException.class, () -> resume(other, halted, ResumeTest::never));
      assertTrue(e.getMessage().startsWith("the checkpoint belongs to another"), e.getMessage());
      assertArrayEquals(steps, Files.readAllBytes(halted.resolve("steps.csv")));
    }
  }

  @Test
  void keepsTheBestOrTheLastParameters() throws IOException {
    for (Keep keep : Keep.values()) {
      Draft draft = draft(new Sgd(1));
      draft.schedule = Schedule.CONSTANT;
      draft.epochs = 10;
      draft.keep = keep;
      Path run = folder.resolve(keep.label());
      TrainingRun.Result result = start(draft, run, ResumeTest::never);
      TrainingState state = result.state();
      assertTrue(state.bestEpoch() < 10, "best at the end: " + state.bestEpoch());
      assertArrayEquals(
          keep == Keep.BEST ? state.bestParameters() : state.averagedParameters,
          Model.read(run.resolve("model.safetensors")).parameters());
      assertEquals(keep.label(), result.summary().orElseThrow().kept());
      assertEquals(keep, Keep.CHOICE.pick(keep.name()));
    }
  }

  @Test
  void leavesASummaryOfADivergence() throws IOException {
    Path run = folder.resolve("run");
    Draft draft = draft(new Sgd(3e38));
    draft.schedule = Schedule.CONSTANT;
    TrainingRun.Result result = start(draft, run, ResumeTest::never);
    assertEquals(TrainingOutcome.DIVERGED, result.outcome());
    assertTrue(result.test().isEmpty());
    ObjectNode summary =
        (ObjectNode) new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    assertTrue(summary.path("diverged").booleanValue());
    assertEquals("diverged", summary.path("stopped").textValue());
    assertTrue(summary.path("test_accuracy").isNull());
    assertFalse(Files.exists(run.resolve("model.safetensors")));
  }

  @Test
  void summaryAndConfusionTellOfTheTestSet() throws IOException {
    Path run = folder.resolve("run");
    TrainingRun.Result result = start(draft(new Adam()), run, ResumeTest::never);
    Evaluation test = result.test().orElseThrow();
    RunSummary summary = result.summary().orElseThrow();
    assertEquals(test.accuracy(), summary.testAccuracy());
    assertEquals(6, summary.steps());
    assertEquals("built-in digits", summary.dataset());
    assertTrue(summary.modelSha256().matches("[0-9a-f]{64}"));
    String csv = Files.readString(run.resolve("confusion.csv"), StandardCharsets.UTF_8);
    StringBuilder expected = new StringBuilder("true\\predicted,0,1,2,3,4,5,6,7,8,9\n");
    long[][] counts = test.confusion().counts();
    for (int row = 0; row < 10; row++) {
      expected.append(row);
      for (long count : counts[row]) {
        expected.append(',').append(count);
      }
      expected.append('\n');
    }
    assertEquals(expected.toString(), csv);
  }
}
