package zigzag.archive.symmetry;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.ReportLimits;

/**
 * The {@code summary.json} of a symmetry folder.
 *
 * @param command that repeats the experiment
 * @param broken what was added to break the symmetry: "none", "weights-noise=1e-6", …
 * @param steps of each training
 * @param data the data set's name, where it came from and its SHA-256 sums
 * @param settings of all trainings
 * @param versions what it was computed with
 */
public record SymmetrySummary(
    String command,
    String dataset,
    String activation,
    int hidden,
    String optimizer,
    @JsonProperty("break") String broken,
    long steps,
    List<Init> inits,
    JsonNode data,
    JsonNode settings,
    Map<String, String> versions) {
  public static final String NAME = "summary.json";

  /** By what it is told from another command's. */
  public static final List<String> KEYS = List.of("settings", "inits");

  private static final int MAX_UNITS = 1_000_000;

  public SymmetrySummary {
    Json.require("command", command, String.class);
    Json.require("dataset", dataset, String.class);
    Json.requireLine("activation", activation, Json.LINE);
    Json.requireLine("optimizer", optimizer, Json.LINE);
    Json.requireLine("break", broken, Json.LINE);
    if (hidden < 1 || hidden > MAX_UNITS) {
      throw new InputException("hidden is " + hidden + "; it should be 1 or more");
    }
    Json.requireSize("inits", inits, ReportLimits.INITS);
  }

  /**
   * What came of one initializer.
   *
   * @param step the last one
   * @param last the figures at that step
   * @param testAccuracy null, as the loss, if the training diverged
   * @param halfDistinctStep the first step looked at by which at least half of the units were
   *     distinct; null if never
   * @param explanation a paragraph on why it went as it did
   */
  public record Init(
      String init,
      Long step,
      @JsonAnyGetter @JsonAnySetter Map<String, Object> last,
      Double testAccuracy,
      Double testLoss,
      Long halfDistinctStep,
      String explanation) {
    public Init {
      Json.requireLine("init", init, Json.LINE);
      Json.requireLine("explanation", explanation, Json.PARAGRAPH);
      if (testAccuracy != null && !(testAccuracy >= 0 && testAccuracy <= 1)) {
        throw new InputException("test_accuracy is " + testAccuracy + ", no share from 0 to 1");
      }
    }
  }

  public static SymmetrySummary read(Path folder) throws IOException {
    return Json.read(folder.resolve(NAME), SymmetrySummary.class);
  }

  /** The labels of the initializers, from a file that may be damaged otherwise. */
  public static List<String> inits(JsonNode json) {
    return json.path("inits").findValuesAsText("init");
  }

  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), Json.fields(this));
  }
}
