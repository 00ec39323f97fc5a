package zigzag.archive.symmetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.JsonFields;
import zigzag.archive.ReportLimits;
import zigzag.archive.symmetry.SymmetryFile.Column;

/**
 * The {@code summary.json} of a symmetry folder.
 *
 * @param command that repeats the experiment
 * @param dataset its name
 * @param hidden the number of hidden units
 * @param broken what was added to break the symmetry: "none", "weights-noise=1e-6", …
 * @param steps of each training
 * @param inits what came of each initializer
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
    String broken,
    long steps,
    List<Init> inits,
    JsonNode data,
    JsonNode settings,
    JsonNode versions) {
  public static final String NAME = "summary.json";

  /** By what it is told from another command's. */
  public static final List<String> KEYS = List.of("settings", "inits");

  private static final int MAX_UNITS = 1_000_000;

  /**
   * What came of one initializer.
   *
   * @param init its label
   * @param last the figures at the end
   * @param testAccuracy empty, as the loss, if the training diverged
   * @param halfDistinctStep the first step looked at by which at least half of the units were
   *     distinct; empty if never
   * @param explanation a paragraph on why it went as it did
   */
  public record Init(
      String init,
      SymmetryFile.Row last,
      OptionalDouble testAccuracy,
      OptionalDouble testLoss,
      OptionalLong halfDistinctStep,
      String explanation) {
    private static Init read(JsonFields fields) {
      Map<Column, Double> last = new EnumMap<>(Column.class);
      for (Column column : Column.ALL) {
        last.put(column, fields.node().path(column.title()).asDouble(Double.NaN));
      }
      OptionalDouble half = fields.number("half_distinct_step");
      return new Init(
          fields.text("init"),
          new SymmetryFile.Row(fields.node().path("step").asLong(), last),
          fields.number("test_accuracy"),
          fields.number("test_loss"),
          half.isPresent()
              ? OptionalLong.of(fields.whole("half_distinct_step"))
              : OptionalLong.empty(),
          fields.paragraph("explanation"));
    }

    private void write(ObjectNode json) {
      json.put("init", init).put("step", last.step());
      Column.ALL.forEach(column -> json.putPOJO(column.title(), last.written(column)));
      json.put("test_accuracy", testAccuracy.isPresent() ? testAccuracy.getAsDouble() : null);
      json.put("test_loss", testLoss.isPresent() ? testLoss.getAsDouble() : null);
      json.put(
          "half_distinct_step", halfDistinctStep.isPresent() ? halfDistinctStep.getAsLong() : null);
      json.put("explanation", explanation);
    }
  }

  /**
   * Reads the file.
   *
   * @throws InputException if it is missing or malformed
   */
  public static SymmetrySummary read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    JsonFields fields = JsonFields.of(file, Json.read(file));
    long hidden = fields.whole("hidden");
    if (hidden < 1 || hidden > MAX_UNITS) {
      throw new InputException(file + ": hidden is " + hidden + "; it should be 1 or more");
    }
    List<Init> inits = new ArrayList<>();
    for (JsonFields entry : fields.objects("inits", ReportLimits.INITS)) {
      Init init = Init.read(entry);
      double accuracy = init.testAccuracy().orElse(0);
      if (!(accuracy >= 0 && accuracy <= 1)) {
        throw new InputException(
            file + ": test_accuracy of " + init.init() + " is no share from 0 to 1");
      }
      inits.add(init);
    }
    return new SymmetrySummary(
        fields.line("command"),
        fields.line("dataset"),
        fields.text("activation"),
        (int) hidden,
        fields.text("optimizer"),
        fields.text("break"),
        fields.whole("steps"),
        inits,
        fields.node().path("data"),
        fields.node().path("settings"),
        fields.node().path("versions"));
  }

  /** The labels of the initializers, from a file that may be damaged otherwise. */
  public static List<String> inits(JsonNode json) {
    return json.path("inits").findValuesAsText("init");
  }

  /** Writes it. */
  public void write(Path folder) throws IOException {
    Json.write(folder.resolve(NAME), json());
  }

  /** What {@link #write} writes. */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("command", command);
    json.put("dataset", dataset);
    json.put("activation", activation);
    json.put("hidden", hidden);
    json.put("optimizer", optimizer);
    json.put("break", broken);
    json.put("steps", steps);
    inits.forEach(init -> init.write(json.withArray("inits").addObject()));
    json.set("data", data);
    json.set("settings", settings);
    json.set("versions", versions);
    return json;
  }
}
