package zigzag.training.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import zigzag.Choice;
import zigzag.Labelled;

/**
 * The training examples that are held out, and what they decide.
 *
 * @param examples how many; 0 for none
 * @param splitSeed of their choice
 * @param patience end after so many epochs without a better accuracy on them; 0 for never
 * @param keep which parameters to end with
 */
public record Validation(
    @JsonProperty("validation") int examples, long splitSeed, int patience, Keep keep) {
  /** Held-out examples, unless another number is asked for. */
  public static final int EXAMPLES = 5000;

  public Validation {
    TrainingSettings.requireAtLeast(0, "validation", examples);
    TrainingSettings.requireAtLeast(0, "patience", patience);
    if (patience > 0 && examples == 0) {
      throw new IllegalArgumentException(
          "patience " + patience + " needs validation examples; hold some out");
    }
  }

  /** Which parameters a training ends with. */
  public enum Keep implements Labelled {
    /** Those of the epoch with the highest validation accuracy, by lower loss among equals. */
    BEST,
    /** Those of the last epoch. */
    LAST;

    public static final Choice<Keep> CHOICE =
        Choice.of("value of --keep", List.of(values()), Keep::label);
  }
}
