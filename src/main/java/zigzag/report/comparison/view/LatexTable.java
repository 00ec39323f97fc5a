package zigzag.report.comparison.view;

import java.util.List;
import java.util.stream.Collectors;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.view.Metric.Medium;

/** {@code summary.tex}: the summary as LaTeX that needs no packages, to be pasted as it is. */
final class LatexTable {
  private LatexTable() {}

  static String text(ComparisonSummary summary) {
    ComparisonWords words = new ComparisonWords(summary);
    return "{\\scriptsize\\setlength{\\tabcolsep}{2pt}\\setlength{\\parindent}{0pt}\n"
        + table(SummaryTable.results(summary, Medium.LATEX))
        + paragraph(words.resultsCaption())
        + "\n\\bigskip\n"
        + table(SummaryTable.course(summary, Medium.LATEX))
        + paragraph(words.course())
        + "}\n";
  }

  private static String table(SummaryTable table) {
    StringBuilder text = new StringBuilder();
    String columns = "l" + "r".repeat(table.headings().size() - 1);
    text.append("\\begin{tabular}{").append(columns).append("}\n\\hline\n");
    line(text, table.headings());
    text.append("\\hline\n");
    table.rows().forEach(row -> line(text, row));
    return text.append("\\hline\n\\end{tabular}\n").toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(
        cells.stream().map(LatexTable::escape).collect(Collectors.joining(" & ", "", " \\\\\n")));
  }

  private static String paragraph(String text) {
    return "\n\\smallskip\n" + escape(text) + "\\par\n";
  }

  /** Text that LaTeX would otherwise take for its own signs. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> escaped.append(escape(c)));
    return escaped.toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '\\' -> "\\textbackslash{}";
      case '{', '}', '$', '&', '#', '%', '_' -> "\\" + (char) c;
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      // Without a package for it, the usual font has other signs in the places of these.
      case '<' -> "$<$";
      case '>' -> "$>$";
      case '|' -> "$|$";
      case '"' -> "{\\char34}";
      case '±' -> "$\\pm$";
      case '−' -> "$-$";
      case '[' -> "{[}"; // after a line's end it would be taken for a length
      default -> Character.toString(c);
    };
  }
}
