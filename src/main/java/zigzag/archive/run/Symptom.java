package zigzag.archive.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import zigzag.InputException;
import zigzag.Printable;

/**
 * What is wrong with a training that did not teach its network anything.
 *
 * @param symptom what was found, without the point at its end
 * @param explanation what was measured and where it comes from, in sentences
 * @param remedy what to try, in sentences; earlier versions had none
 */
public record Symptom(String symptom, String explanation, @JsonProperty("try") String remedy) {
  private static final int LONGEST = 5000;

  public Symptom {
    require("symptom", symptom);
    require("explanation", explanation);
    if (remedy == null || !remedy.isEmpty()) {
      require("try", remedy);
    }
  }

  private static void require(String name, String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST || !Printable.isLine(text)) {
      throw new InputException(
          "the " + name + " of a diagnosis should be a paragraph without line breaks");
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
