package zigzag.training.settings;

import java.util.List;
import java.util.Locale;
import zigzag.Choice;

/** Which parameters a training ends with. */
public enum Keep {
  /** Those of the epoch with the highest validation accuracy, by lower loss among equals. */
  BEST,
  /** Those of the last epoch. */
  LAST;

  private static final Choice<Keep> CHOICE =
      Choice.of("value of --keep", List.of(values()), Keep::label);

  /** What it is called on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The choice of that label, in upper or lower case.
   *
   * @throws zigzag.InputException if there is none
   */
  public static Keep named(String label) {
    return CHOICE.pick(label);
  }
}
