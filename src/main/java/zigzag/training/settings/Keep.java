package zigzag.training.settings;

import java.util.List;
import zigzag.Choice;
import zigzag.Labelled;

/** Which parameters a training ends with. */
public enum Keep implements Labelled {
  /** Those of the epoch with the highest validation accuracy, by lower loss among equals. */
  BEST,
  /** Those of the last epoch. */
  LAST;

  public static final Choice<Keep> CHOICE =
      Choice.of("value of --keep", List.of(values()), Keep::label);
}
