package zigzag.report.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.JsonFields;
import zigzag.archive.ReportLimits;
import zigzag.report.Looks;
import zigzag.report.text.DataName;

/**
 * What {@code comparison.json} says: what was to be compared, on what and how.
 *
 * @param json the whole file
 * @param labels in the order the user gave, which results, charts and colours keep
 * @param seeds in that order, too: each label is trained once with each
 * @param target the validation accuracy to reach, a share from 0 to 1; empty if none was asked for
 * @param tuned whether learning rates were chosen by trials
 */
public record ComparisonPlan(
    ObjectNode json,
    DataName data,
    List<ComparedLabel> labels,
    List<Long> seeds,
    OptionalDouble target,
    boolean tuned) {
  static final String FILE = "comparison.json";

  private static final int MOST_SEEDS = 10_000;

  public ComparisonPlan {
    labels = List.copyOf(labels);
    seeds = List.copyOf(seeds);
  }

  /**
   * Reads and checks the file.
   *
   * @throws InputException if it is missing or malformed
   */
  static ComparisonPlan read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return of(file.toString(), Json.read(file));
  }

  /** The plan that a JSON object describes; {@code file} is what messages call it. */
  static ComparisonPlan of(String file, ObjectNode json) {
    JsonFields fields = new JsonFields(file + ": ", json);
    fields.object("settings");
    JsonFields data = fields.object("data");
    data.object("sha256");
    OptionalDouble target = fields.number("target");
    if (target.isPresent() && !(target.getAsDouble() > 0 && target.getAsDouble() <= 1)) {
      throw new InputException(
          file + ": target is " + json.get("target") + "; it is a share above 0 and up to 1");
    }
    return new ComparisonPlan(
        json,
        new DataName(data.line("name")),
        labels(file, fields),
        seeds(file, fields),
        target,
        json.path("tuning").isObject());
  }

  private static List<ComparedLabel> labels(String file, JsonFields fields) {
    List<ComparedLabel> labels = new ArrayList<>();
    HashSet<String> names = new HashSet<>();
    List<JsonFields> entries = fields.objects("labels", ReportLimits.LABELS);
    List<String> optimizers = entries.stream().map(entry -> entry.text("optimizer")).toList();
    List<String> inits = entries.stream().map(entry -> entry.text("init")).toList();
    boolean sameOptimizer = optimizers.stream().distinct().count() == 1;
    boolean sameInit = inits.stream().distinct().count() == 1;
    List<Integer> styles = Looks.of(sameOptimizer && !sameInit ? inits : optimizers);
    for (JsonFields entry : entries) {
      String label = entry.text("label");
      if (!names.add(label)) {
        throw new InputException(file + ": the label " + label + " is there twice");
      }
      int place = labels.size();
      labels.add(
          new ComparedLabel(
              label, entry.text("optimizer"), entry.text("init"), place, styles.get(place)));
    }
    return labels;
  }

  private static List<Long> seeds(String file, JsonFields fields) {
    List<Long> seeds = fields.wholes("seeds", MOST_SEEDS);
    HashSet<Long> different = new HashSet<>();
    for (Long seed : seeds) {
      if (!different.add(seed)) {
        throw new InputException(file + ": the seed " + seed + " is there twice");
      }
    }
    return seeds;
  }

  /** The entry of a label. */
  public Optional<ComparedLabel> label(String label) {
    return labels.stream().filter(entry -> entry.label().equals(label)).findFirst();
  }
}
