package zigzag.training.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is wrong with a training that did not teach its network anything.
 *
 * @param symptom what was found, without the point at its end
 * @param explanation what was measured and where it comes from, in sentences
 * @param remedy what to try, in sentences
 */
public record Symptom(String symptom, String explanation, String remedy) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of it, in one line. */
  public String text() {
    return symptom + ". " + explanation + " " + remedy;
  }

  /** The same for {@code summary.json}. */
  public ObjectNode toJson() {
    return JSON.createObjectNode()
        .put("symptom", symptom)
        .put("explanation", explanation)
        .put("try", remedy);
  }
}
