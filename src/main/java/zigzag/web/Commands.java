package zigzag.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import zigzag.training.TrainingRun;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.TrainingSettings;

/** What the command line knows, and hands to the page. */
public interface Commands {
  /**
   * A training that could start.
   *
   * @param description the data set's name, where it came from and its SHA-256 sums
   * @param command the command that trains with some settings on this data
   */
  record Prepared(
      TrainingSettings settings,
      DataSplit data,
      ObjectNode description,
      Function<TrainingSettings, String> command) {}

  /**
   * A flag of {@code train} that a page may give, as its help has it.
   *
   * @param name without dashes
   * @param group the heading that it stands under
   * @param value what its value is called
   */
  record Flag(String name, String group, String value, String text) {}

  List<Flag> flags();

  /** The flags of data that count where a request names no data. */
  Map<String, String> given();

  /**
   * Checks flags as {@code train} does, and loads the data.
   *
   * @param flags by their names without dashes; those of data only as far as the page may read it
   * @throws zigzag.InputException if they are refused
   */
  Prepared prepare(Map<String, String> flags) throws IOException;

  /**
   * Draws the report of a training that is over.
   *
   * @param alone whether it is no part of a comparison, so that some test images belong to it
   */
  void draw(Path runFolder, DataSplit data, TrainingRun.Result result, boolean alone)
      throws IOException;
}
