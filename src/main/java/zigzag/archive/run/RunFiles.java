package zigzag.archive.run;

import java.util.List;
import zigzag.archive.ReportFiles;

/** What the files of a run folder are called. */
public final class RunFiles {
  public static final String MODEL = "model.safetensors";
  public static final String CHECKPOINT = "checkpoint.safetensors";

  /** The checkpoint before that one. */
  public static final String PREVIOUS_CHECKPOINT = "checkpoint.previous.safetensors";

  /** The curves for TensorBoard, which looks for a name with these letters in its middle. */
  public static final String EVENTS = "events.out.tfevents.zigzag";

  /** The incoming weights of the hidden units as images. */
  public static final String UNITS = "units.png";

  /** What stands in the folder from the first step on. */
  public static final List<String> RECORD =
      List.of(
          RunConfig.NAME,
          EpochMetrics.FILE.name(),
          StepLosses.FILE.name(),
          CHECKPOINT,
          PREVIOUS_CHECKPOINT,
          EVENTS);

  /** What comes into it at the end, the report's files included. */
  public static final List<String> RESULTS =
      List.of(
          RunSummary.NAME,
          MODEL,
          Confusion.NAME,
          UNITS,
          Examples.TABLE.name(),
          Examples.SHEET,
          ReportFiles.LOSS,
          ReportFiles.ACCURACY,
          ReportFiles.CONFUSION,
          ReportFiles.PAGE);

  private RunFiles() {}
}
