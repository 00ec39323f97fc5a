package zigzag.report.comparison.view;

import java.util.List;
import java.util.Set;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelCurve;
import zigzag.report.comparison.view.Metric.Medium;
import zigzag.report.text.PlainText;
import zigzag.report.text.Sparkline;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/** A comparison as text for a terminal. */
final class ComparisonText {
  private static final String CURVE = "loss curve";

  /** The columns that are no numbers. */
  private static final Set<String> WORDS = Set.of("label", CURVE, "verdict");

  private final ComparisonSummary summary;
  private final ComparisonWords words;
  private final int width;

  ComparisonText(ComparisonSummary summary, int width) {
    this.summary = summary;
    this.width = width;
    this.words = new ComparisonWords(summary);
  }

  String render() {
    StringBuilder text = new StringBuilder();
    paragraph(text, words.subject());
    TextTable results = table(SummaryTable.results(summary, Medium.TERMINAL));
    TextTable course = table(course());
    // The same room in both, so that a shortened label reads the same.
    int rest = Math.max(results.widthBesideFirst(), course.widthBesideFirst());
    int room = Math.max(TextTable.SHORTEST_FIRST, width - rest);
    text.append('\n').append(results.withFirst(room).render(width));
    text.append('\n').append(course.withFirst(room).render(width)).append('\n');
    paragraph(text, words.method());
    paragraph(text, words.courseWithCurves());
    words.tuning().forEach(line -> paragraph(text, line));
    words.caveats().forEach(line -> paragraph(text, line));
    return text.toString();
  }

  private void paragraph(StringBuilder text, String sentence) {
    text.append(PlainText.wrapped(sentence, width)).append('\n');
  }

  /** How the trainings went, below how they ended. */
  private SummaryTable course() {
    List<String> curves =
        Sparkline.of(
            summary.labels().stream().map(label -> LabelCurve.loss(label.runs()).mean()).toList());
    return SummaryTable.course(summary, Medium.TERMINAL).with(CURVE, curves);
  }

  private static TextTable table(SummaryTable table) {
    List<Column> columns =
        table.headings().stream().map(name -> new Column(name, !WORDS.contains(name))).toList();
    return new TextTable(columns, table.rows());
  }
}
