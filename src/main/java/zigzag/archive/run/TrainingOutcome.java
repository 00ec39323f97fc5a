package zigzag.archive.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a training ended; in files by its name in lower case. */
public enum TrainingOutcome {
  /** All epochs were trained. */
  @JsonProperty("finished")
  FINISHED,
  /** Validation got no better for as many epochs as the user's patience. */
  @JsonProperty("early")
  EARLY,
  /** The user stopped it; it can be resumed. */
  @JsonProperty("interrupted")
  INTERRUPTED,
  /** The user ended it and kept what it had learnt; it can be resumed. */
  @JsonProperty("stopped")
  STOPPED,
  /** The loss was no longer a finite number. */
  @JsonProperty("diverged")
  DIVERGED
}
