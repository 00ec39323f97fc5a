package zigzag.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code evaluation.json}: what a model makes of a data set.
 *
 * @param accuracy the share of examples that were classified right
 * @param loss the mean cross-entropy, in nats
 * @param correct how many were classified right
 * @param split the part of it: test or training
 * @param data where the data came from and its SHA-256 sums
 * @param modelDataset what the model was trained on; null if its file does not tell
 * @param classes from 0 on
 * @param confusion how often each class, by row, was taken for each, by column
 * @param mistakes those it was surest of
 * @param notes what a reader of the figures must know
 */
public record EvaluationFile(
    double accuracy,
    double loss,
    int correct,
    int examples,
    String dataset,
    String split,
    ObjectNode data,
    String model,
    String modelSha256,
    String modelDataset,
    List<OfClass> classes,
    List<List<Long>> confusion,
    List<Mistake> mistakes,
    List<String> notes) {
  public static final String NAME = "evaluation.json";

  /** By what it is told from another program's. */
  public static final List<String> KEYS = List.of("model_sha256", "confusion");

  /**
   * The figures of a class.
   *
   * @param recall the share of its examples that were taken for it; null if it has none
   * @param precision the share of what was taken for it that belongs to it; null if nothing was
   */
  public record OfClass(
      @JsonProperty("class") int label, long examples, Double recall, Double precision) {}

  /**
   * An example that was taken for another class.
   *
   * @param index its number, counted from 0
   * @param probability of the predicted class
   */
  public record Mistake(
      int index, @JsonProperty("true") int truth, int predicted, float probability) {}

  public static EvaluationFile read(Path folder) throws IOException {
    return Json.read(folder.resolve(NAME), EvaluationFile.class);
  }

  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), Json.fields(this));
  }
}
