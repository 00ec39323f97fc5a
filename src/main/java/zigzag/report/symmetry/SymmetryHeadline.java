package zigzag.report.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import zigzag.Numerals;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.archive.symmetry.SymmetrySummary;

/** What the numbers of a symmetry folder say, in words. */
final class SymmetryHeadline {
  private SymmetryHeadline() {}

  /** One sentence: whose units stayed alike, whose did not, and what that did to the accuracy. */
  static String of(SymmetryReport folder) {
    Predicate<SymmetryInit> starts = init -> isDistinct(init.start(), folder.hidden());
    Predicate<SymmetryInit> ends = init -> isDistinct(init.end(), folder.hidden());
    List<String> clauses = new ArrayList<>();
    addClause(clauses, folder, ends.negate(), "");
    addClause(clauses, folder, ends.and(starts.negate()), "came apart and ");
    addClause(clauses, folder, ends.and(starts), "");
    String after = "After " + Numerals.whole(folder.lastStep()) + " steps, ";
    return after + String.join("; ", clauses) + ".";
  }

  private static boolean isDistinct(SymmetryInit.Row row, int hidden) {
    return 2 * row.value(Column.DISTINCT_UNITS) >= hidden;
  }

  /** Adds what became of some initializers; the first clause tells what is counted. */
  private static void addClause(
      List<String> clauses, SymmetryReport folder, Predicate<SymmetryInit> which, String before) {
    List<SymmetryInit> inits = folder.inits().stream().filter(which).toList();
    if (inits.isEmpty()) {
      return;
    }
    boolean one = inits.size() == 1;
    boolean first = clauses.isEmpty();
    String distinct = range(inits, init -> init.end().value(Column.DISTINCT_UNITS), "%,.0f");
    String accuracy = range(inits, SymmetryInit::testPercent, "%.1f");
    String clause = names(inits) + " " + before + (one ? "has " : "have ");
    clause += distinct.isEmpty() ? "no finite weights" : distinct;
    if (first && !distinct.isEmpty()) {
      clause += " distinct " + (distinct.equals("1") ? "unit" : "units") + " of " + folder.hidden();
    }
    if (!accuracy.isEmpty()) {
      String right = first ? " % of the test set right" : " %";
      clause += (one ? " and gets " : " and get ") + accuracy + right;
    }
    clauses.add(clause);
  }

  private static String names(List<SymmetryInit> inits) {
    List<String> names = inits.stream().map(SymmetryInit::name).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** The lowest and the highest value, one number if they read alike; nothing if there is none. */
  private static String range(
      List<SymmetryInit> inits, ToDoubleFunction<SymmetryInit> value, String format) {
    double[] values =
        inits.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (values.length == 0) {
      return "";
    }
    String low = Numerals.format(format, values[0]);
    String high = Numerals.format(format, values[values.length - 1]);
    return low.equals(high) ? low : low + " to " + high;
  }

  /** What all networks share, for the line under a title. */
  static String setting(SymmetryReport folder) {
    SymmetrySummary summary = folder.summary();
    return Numerals.format(
        "%s, %s (%s), %s, %,d steps%s",
        folder.data().name(),
        Numerals.count(folder.hidden(), "hidden unit"),
        summary.activation(),
        summary.optimizer(),
        folder.lastStep(),
        summary.broken().equals("none") ? "" : ", symmetry broken by " + summary.broken());
  }

  /** The caveat on the data and another remark, as one line under a chart. */
  static String note(SymmetryReport folder, String remark) {
    String caveat = folder.data().note();
    return caveat.isBlank() || remark.isBlank() ? caveat + remark : caveat + "; " + remark;
  }
}
