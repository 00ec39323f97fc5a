package zigzag.archive.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import zigzag.archive.Json;

/**
 * What is wrong with a training that did not teach its network anything.
 *
 * @param symptom what was found, without the point at its end
 * @param explanation what was measured and where it comes from, in sentences
 * @param remedy what to try, in sentences; earlier versions had none
 */
public record Symptom(String symptom, String explanation, @JsonProperty("try") String remedy) {
  public Symptom {
    Json.requireLine("symptom", symptom, Json.PARAGRAPH);
    Json.requireLine("explanation", explanation, Json.PARAGRAPH);
    if (remedy == null || !remedy.isEmpty()) {
      Json.requireLine("try", remedy, Json.PARAGRAPH);
    }
  }

  /** All but what was found. */
  public String details() {
    return (explanation + " " + remedy).strip();
  }

  /** All of it, in one line. */
  public String text() {
    return symptom + ". " + details();
  }
}
