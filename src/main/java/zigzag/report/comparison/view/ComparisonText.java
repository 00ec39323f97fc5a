package zigzag.report.comparison.view;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelCurve;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.LabelSummary.ToTarget;
import zigzag.report.text.Figures;
import zigzag.report.text.PlainText;
import zigzag.report.text.Sparkline;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/** A comparison as text for a terminal. */
final class ComparisonText {
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
    List<Cells> results = results();
    List<Cells> course = course();
    // The same room in both, so that a shortened label reads the same.
    int room = Math.max(TextTable.SHORTEST_FIRST, width - Math.max(width(results), width(course)));
    text.append('\n').append(table(results, room).render(width));
    text.append('\n').append(table(course, room).render(width)).append('\n');
    paragraph(text, words.method());
    paragraph(text, words.courseWithCurves());
    words.tuning().forEach(line -> paragraph(text, line));
    words.caveats().forEach(line -> paragraph(text, line));
    return text.toString();
  }

  private void paragraph(StringBuilder text, String sentence) {
    text.append(PlainText.wrapped(sentence, width)).append('\n');
  }

  private List<Cells> results() {
    return List.of(
        new Cells(Column.number("lr"), label -> Figures.rate(label.learningRate())),
        new Cells(
            Column.number("accuracy %"),
            label -> label.accuracy().map(Figures::percent).orElse("")),
        new Cells(
            Column.number("interval"),
            label -> label.accuracy().map(e -> Figures.interval(e, "–")).orElse("")),
        new Cells(Column.number("to best"), ComparisonText::toBest),
        new Cells(Column.number("p"), label -> Figures.p(label.adjustedP())),
        new Cells(Column.text("verdict"), label -> label.verdict().brief()));
  }

  private static String toBest(LabelSummary label) {
    return label
        .difference()
        .map(difference -> Figures.format("%+.2f", 100 * difference.estimate().mean()))
        .orElse("");
  }

  /** How the trainings went, below how they ended. */
  private List<Cells> course() {
    List<LabelSummary> labels = summary.labels();
    List<String> curves =
        Sparkline.of(labels.stream().map(l -> LabelCurve.loss(l.runs()).mean()).toList());
    List<Cells> columns = new ArrayList<>();
    columns.add(new Cells(Column.text("loss curve"), label -> curves.get(labels.indexOf(label))));
    columns.add(
        new Cells(
            Column.number("at end"),
            label -> label.trainLoss().map(e -> Figures.loss(e.mean())).orElse("")));
    OptionalDouble target = summary.folder().plan().target();
    if (target.isPresent()) {
      columns.add(
          new Cells(
              Column.number("steps to " + Figures.share(target.getAsDouble())),
              label -> label.toTarget().map(to -> steps(to, label.runs().size())).orElse("")));
      columns.add(
          new Cells(
              Column.number("seconds"),
              label -> label.toTarget().map(to -> Figures.seconds(to.seconds())).orElse("")));
    }
    columns.add(new Cells(Column.number("total s"), label -> Figures.seconds(label.seconds())));
    columns.add(
        new Cells(
            Column.number("diverged"),
            label -> label.diverged() == 0 ? "" : label.diverged() + " of " + label.runs().size()));
    return columns;
  }

  /** The median, and how many runs reached the target if not all of them did. */
  private static String steps(ToTarget target, int runs) {
    String share = target.reached() == runs ? "" : "(" + target.reached() + "/" + runs + ")";
    return (Figures.steps(target.steps()) + " " + share).strip();
  }

  /** A column and what it holds for a label. */
  private record Cells(Column column, Function<LabelSummary, String> cell) {
    int width(List<LabelSummary> labels) {
      return Math.max(
          PlainText.length(column.heading()),
          labels.stream().mapToInt(label -> PlainText.length(cell.apply(label))).max().orElse(0));
    }
  }

  /** The room that columns take, gaps included. */
  private int width(List<Cells> columns) {
    return columns.stream()
        .mapToInt(column -> TextTable.GAP.length() + column.width(summary.labels()))
        .sum();
  }

  /** A table with the labels in front, shortened to the room there is. */
  private TextTable table(List<Cells> columns, int room) {
    List<Column> headings = new ArrayList<>(List.of(Column.text("label")));
    columns.forEach(column -> headings.add(column.column()));
    List<List<String>> rows = new ArrayList<>();
    for (LabelSummary label : summary.labels()) {
      List<String> row = new ArrayList<>();
      row.add(PlainText.shortened(label.label().label(), room));
      columns.forEach(column -> row.add(column.cell().apply(label)));
      rows.add(row);
    }
    return new TextTable(headings, rows);
  }
}
