package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.Json;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.TrainingOutcome;
import zigzag.optimizer.Optimizer;

/** Trainings whose last step spoils what the training examples don't show. */
@Tag("slow")
class DivergenceTest {
  private static final int HIDDEN = 2;

  @TempDir private Path folder;

  /** Gives all weights of inputs that are blank in the whole batch a value. */
  public record Spoiler(double learningRate, double value) implements Optimizer {
    /** A rate that nobody uses. */
    public Spoiler() {
      this(0.1, 0);
    }

    @Override
    public int slots() {
      return 0;
    }

    @Override
    public void step(
        float[] parameters, float[] gradient, float[][] slots, long t, double learningRate) {
      for (int row = 0; row < 784 * HIDDEN; row += HIDDEN) {
        if (gradient[row] == 0 && gradient[row + 1] == 0) {
          parameters[row] = (float) value;
          parameters[row + 1] = (float) value;
        }
      }
    }

    @Override
    public String formula() {
      return "w = value";
    }

    @Override
    public String source() {
      return "of the test";
    }
  }

  /** One step on all training examples. */
  private static Draft draft(double value) {
    Draft draft = new Draft();
    draft.optimizer = new Spoiler(0.1, value);
    draft.hidden = HIDDEN;
    draft.biasInit = 1;
    draft.batch = 60;
    draft.validation = 0;
    draft.epochs = 1;
    return draft;
  }

  private static TrainingOutcome train(Draft draft) throws IOException {
    try (Trainer trainer = new Trainer(draft.settings(), draft.digits(60, 300))) {
      return trainer.train(trainer.initialState(), List.of(), () -> false);
    }
  }

  @Test
  void aParameterThatIsNoNumberIsOne() throws IOException {
    assertEquals(TrainingOutcome.FINISHED, train(draft(0)));
    assertEquals(TrainingOutcome.DIVERGED, train(draft(Double.NaN)));
    assertEquals(TrainingOutcome.DIVERGED, train(draft(Double.POSITIVE_INFINITY)));
  }

  /** All parameters are finite, and so is the loss of the training examples. */
  @Test
  void aLossOfTheTestSetThatIsNoNumberIsOne() throws IOException {
    Draft draft = draft(3e38);
    assertEquals(TrainingOutcome.FINISHED, train(draft));
    RunConfig config = new RunConfig(Json.object());
    TrainingRun.Result result =
        new TrainingRun(draft.settings(), draft.digits(60, 300), config, folder)
            .train(Optional.empty(), List.of(), () -> false);
    assertEquals(TrainingOutcome.DIVERGED, result.outcome());
    assertFalse(Files.exists(folder.resolve("model.safetensors")));
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    assertTrue(summary.path("diverged").booleanValue());
    assertTrue(summary.path("test_loss").isNull());
    assertEquals("The training diverged", summary.at("/diagnosis/0/symptom").asText());
  }
}
