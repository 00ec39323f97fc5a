package zigzag.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ComparisonFile;
import zigzag.archive.RunFolders;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;

/** Writes the event files of runs that were trained before. */
public final class TensorBoard {
  private TensorBoard() {}

  /**
   * Writes the curves of a run or a comparison: of a run one event file, of a comparison a folder
   * with one for each run, called as it is, so that TensorBoard lays them over each other.
   *
   * @param source the folder of {@code train} or {@code compare}
   * @param folder for TensorBoard's {@code --logdir}; made if need be
   * @throws InputException if the source is neither, or a file of it is malformed
   */
  public static void write(Path source, Path folder) throws IOException {
    if (!Files.exists(source.resolve(ComparisonFile.NAME))) {
      writeRun(source, folder);
      return;
    }
    List<JsonNode> settings = new ArrayList<>();
    List<Path> runs = RunFolders.list(source);
    for (Path run : runs) {
      settings.add(RunConfig.read(run).settings());
    }
    if (runs.isEmpty()) {
      throw new InputException(source + " has no runs yet; go on with the comparison first");
    }
    writeComparison(settings, folder);
    for (Path run : runs) {
      writeRun(run, folder.resolve(run.getFileName()));
    }
  }

  /** Writes the event file of one run. */
  public static void writeRun(Path run, Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve(RunFiles.EVENTS),
        out -> {
          RunEvents events = new RunEvents(out);
          events.upTo(run, Long.MAX_VALUE, Long.MAX_VALUE);
          events.end(run);
        });
  }

  /**
   * Writes what runs in folders below are compared by.
   *
   * @param settings of the runs
   */
  public static void writeComparison(List<? extends JsonNode> settings, Path folder)
      throws IOException {
    AtomicFile.write(
        folder.resolve(RunFiles.EVENTS),
        out -> {
          EventWriter events = new EventWriter(out);
          events.version();
          new Hyperparameters(events).experiment(settings, RunEvents.RESULTS);
        });
  }
}
