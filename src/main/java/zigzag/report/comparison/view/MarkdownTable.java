package zigzag.report.comparison.view;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.view.Metric.Medium;

/** {@code summary.md}: the summary in GitHub's Markdown, to be pasted as it is. */
final class MarkdownTable {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|&~$#]");

  private MarkdownTable() {}

  static String text(ComparisonSummary summary) {
    ComparisonWords words = new ComparisonWords(summary);
    return table(SummaryTable.results(summary, Medium.MARKDOWN))
        + "\n"
        + escape(words.resultsCaption())
        + "\n\n"
        + table(SummaryTable.course(summary, Medium.MARKDOWN))
        + "\n"
        + escape(words.course())
        + "\n";
  }

  private static String table(SummaryTable table) {
    StringBuilder text = new StringBuilder();
    line(text, table.headings());
    text.append("| --- |").append(" ---: |".repeat(table.headings().size() - 1)).append('\n');
    table.rows().forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(
        cells.stream().map(MarkdownTable::escape).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Text that Markdown would otherwise take for its own signs. */
  static String escape(String text) {
    return SPECIAL.matcher(text).replaceAll("\\\\$0");
  }
}
