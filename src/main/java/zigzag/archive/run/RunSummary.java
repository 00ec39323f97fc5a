package zigzag.archive.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.Sha256;
import zigzag.archive.Json;

/**
 * What {@code summary.json} says came of a run, with all that it takes to repeat it. A value that
 * there is none of is null; of what is read, any may be but the data set.
 *
 * @param testAccuracy a share from 0 to 1; null unless the run came to its end
 * @param testLoss the mean loss on the test set, in nats; null in the same case
 * @param bestEpoch the one with the best validation figures; without validation, the last
 * @param kept whose parameters were kept: those of the {@code best} epoch, or of the {@code last}
 * @param secondsPerEpoch of training alone, the median
 * @param resumed whether it was interrupted and went on from a checkpoint
 * @param modelSha256 the sum of the model's file
 * @param diagnosis why the network did not learn, as far as the run knows
 * @param command the command that starts it again
 * @param data the data set's name, where it came from and its SHA-256 sums
 * @param network the widths of its layers: {@code 784-128-10}
 * @param files the sums of the run's tables, so that they can't be taken for another run's
 * @param notes what earlier versions wrote for a diagnosis, which it becomes
 */
public record RunSummary(
    String dataset,
    Double testAccuracy,
    Double testLoss,
    Integer bestEpoch,
    String kept,
    Integer epochs,
    Long steps,
    Double seconds,
    Double secondsPerEpoch,
    Boolean diverged,
    TrainingOutcome stopped,
    Boolean resumed,
    String modelSha256,
    List<Symptom> diagnosis,
    String command,
    ObjectNode settings,
    ObjectNode data,
    ObjectNode versions,
    @JsonInclude(JsonInclude.Include.NON_NULL) String network,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {
  /** The last file that a training writes. */
  public static final String NAME = "summary.json";

  public static final String BEST = "best";
  public static final String LAST = "last";

  private static final int MAX_SYMPTOMS = 20;

  /** What a run is read by, as far as the sums say that it is its own. */
  private static final List<String> TABLES =
      List.of(EpochMetrics.FILE.name(), StepLosses.FILE.name(), Confusion.NAME);

  public RunSummary {
    Json.require("dataset", dataset, String.class);
    require("test_accuracy", testAccuracy, 1);
    require("test_loss", testLoss, Double.MAX_VALUE);
    require("best_epoch", bestEpoch, Integer.MAX_VALUE);
    require("epochs", epochs, Integer.MAX_VALUE);
    require("seconds", seconds, Double.MAX_VALUE);
    require("seconds_per_epoch", secondsPerEpoch, Double.MAX_VALUE);
    if (kept != null && !kept.equals(BEST) && !kept.equals(LAST)) {
      throw new InputException("kept is neither " + BEST + " nor " + LAST);
    }
    if (diagnosis != null && diagnosis.size() > MAX_SYMPTOMS) {
      throw new InputException("diagnosis has more than " + MAX_SYMPTOMS + " entries");
    }
    stopped = Boolean.TRUE.equals(diverged) ? TrainingOutcome.DIVERGED : stopped;
    stopped = stopped == null ? TrainingOutcome.FINISHED : stopped;
    diverged = stopped == TrainingOutcome.DIVERGED;
    resumed = Boolean.TRUE.equals(resumed);
    List<Symptom> known = Objects.requireNonNullElse(diagnosis, List.of());
    Stream<Symptom> noted = Stream.ofNullable(notes).flatMap(List::stream).map(RunSummary::symptom);
    diagnosis = Stream.concat(known.stream(), noted).toList();
    files = Objects.requireNonNullElse(files, Map.of());
    notes = List.of();
  }

  private static Symptom symptom(String note) {
    return new Symptom("The network did not learn", Printable.line(note), "");
  }

  private static void require(String name, Number value, double most) {
    if (value != null && !(value.doubleValue() >= 0 && value.doubleValue() <= most)) {
      String range = most == 1 ? "a share from 0 to 1" : "from 0 up";
      throw new InputException(name + " is " + value + "; it is " + range);
    }
  }

  public static RunSummary read(Path folder) throws IOException {
    return Json.read(folder.resolve(NAME), RunSummary.class);
  }

  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), Json.fields(this));
  }

  /** The sums of a folder's tables. */
  public static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> sums = new LinkedHashMap<>();
    for (String table : TABLES) {
      if (Files.exists(folder.resolve(table))) {
        sums.put(table, Sha256.of(folder.resolve(table)));
      }
    }
    return sums;
  }

  /**
   * Refuses files of several runs in one folder, as far as this says what belongs to it.
   *
   * @throws InputException if there is one of another run
   */
  public void requireOneRun(Path folder, RunConfig config) throws IOException {
    if (settings != null && !settings.equals(config.settings())) {
      String both = RunConfig.NAME + " and " + NAME;
      throw new InputException(folder + ": " + both + " are of different runs; train it again");
    }
    for (String table : TABLES) {
      Path file = folder.resolve(table);
      String sum = files.get(table);
      if (sum != null && Files.exists(file) && !sum.equals(Sha256.of(file))) {
        throw new InputException(
            file + " is not the one of the run that " + NAME + " is of; train it again");
      }
    }
  }
}
