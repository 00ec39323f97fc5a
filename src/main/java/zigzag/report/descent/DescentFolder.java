package zigzag.report.descent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.Decimals;
import zigzag.archive.Json;
import zigzag.archive.JsonFields;
import zigzag.archive.descent.DescentSummary;
import zigzag.archive.descent.DescentSummary.Descended;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.descent.PathsFile.Step;
import zigzag.report.Looks;

/**
 * What {@code descend} left in a folder.
 *
 * @param json the summary as it is
 * @param curves in the user's order
 */
record DescentFolder(
    ObjectNode json, DescentSummary summary, List<DescentCurve> curves, HeightGrid grid) {
  /**
   * Reads and checks the files.
   *
   * @throws InputException if one is missing or malformed
   */
  static DescentFolder read(Path folder) throws IOException {
    Path file = folder.resolve(DescentSummary.NAME);
    ObjectNode json = Json.read(file);
    DescentSummary summary = DescentSummary.of(JsonFields.of(file, json));
    PathsFile paths = PathsFile.read(folder);
    List<DescentCurve> curves = new ArrayList<>();
    for (Descended figures : summary.optimizers()) {
      List<Step> steps = paths.paths().get(figures.label());
      if (steps == null) {
        throw new InputException(
            folder.resolve(PathsFile.NAME) + " has no path of " + figures.label());
      }
      curves.add(new DescentCurve(figures, steps));
    }
    return new DescentFolder(json, summary, curves, HeightGrid.read(folder));
  }

  /** {@code f(x, y) = …}. */
  String function() {
    return "f(x, y) = " + summary.surface().formula();
  }

  /** Where from and how far, in words. */
  String course() {
    Step start = curves.get(0).steps().get(0);
    return String.format(
        Locale.ROOT,
        "%s from (%s, %s), %s",
        summary.surface().name(),
        Decimals.shortest(start.x()),
        Decimals.shortest(start.y()),
        Numerals.count(summary.steps(), "step"));
  }

  /** The styles of the curves; they are solid unless two share a colour. */
  List<Integer> styles() {
    return Looks.solid(curves.stream().map(DescentCurve::rule).toList());
  }
}
