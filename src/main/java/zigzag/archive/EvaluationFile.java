package zigzag.archive;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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
 * @param examples how many there are
 * @param dataset the data set's name
 * @param split the part of it: test or training
 * @param data where the data came from and its SHA-256 sums
 * @param model its file
 * @param modelSha256 the file's sum
 * @param modelDataset what the model was trained on; null if its file does not tell
 * @param classes from 0 on
 * @param confusion how often each class, by row, was taken for each, by column
 * @param mistakes those it was surest of
 * @param notes what a reader of the figures must know
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
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

  /**
   * Reads the file.
   *
   * @throws zigzag.InputException if it is missing or malformed
   */
  public static EvaluationFile read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    return Json.bind(file.toString(), Json.read(file), EvaluationFile.class);
  }

  /** Writes it. */
  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), Json.fields(this));
  }
}
