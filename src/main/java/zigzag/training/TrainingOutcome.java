package zigzag.training;

import java.util.Locale;

/** How a training ended. */
public enum TrainingOutcome {
  /** All epochs were trained. */
  FINISHED,
  /** Validation got no better for as many epochs as the user's patience. */
  EARLY,
  /** The user stopped it; it can be resumed. */
  INTERRUPTED,
  /** The loss was no longer a finite number. */
  DIVERGED;

  /** The word for it in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
