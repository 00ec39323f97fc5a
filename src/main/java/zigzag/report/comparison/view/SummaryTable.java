package zigzag.report.comparison.view;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import zigzag.report.comparison.ComparisonSummary;
import zigzag.report.comparison.LabelSummary;
import zigzag.report.comparison.LabelSummary.ToTarget;
import zigzag.report.text.Estimate;
import zigzag.report.text.Figures;

/**
 * The labels of a comparison as a table for a text or a paper, best first.
 *
 * @param headings of the columns, the first of text, the others of numbers
 * @param rows as many cells as there are headings
 */
record SummaryTable(List<String> headings, List<List<String>> rows) {
  /** A hyphen that stands for a minus. */
  private static final Pattern MINUS = Pattern.compile("(?<![^ (])-(?=\\d)");

  /** A heading and what stands below it for a label. */
  private record Column(String heading, Function<LabelSummary, String> cell) {}

  /**
   * How the labels ended and how they stand to the best.
   *
   * @param narrow in few words, for the column of a paper
   */
  static SummaryTable results(ComparisonSummary summary, boolean narrow) {
    return of(
        summary,
        List.of(
            new Column(
                narrow ? "rate" : "learning rate", label -> Figures.rate(label.learningRate())),
            new Column(
                narrow ? "accuracy (%)" : "test accuracy (%)",
                label -> label.accuracy().map(Figures::percent).orElse("")),
            new Column(
                "95 % interval",
                label -> label.accuracy().map(e -> Figures.interval(e, " to ")).orElse("")),
            new Column(narrow ? "difference" : "difference to the best", SummaryTable::points),
            new Column("p (adjusted)", label -> Figures.p(label.adjustedP())),
            new Column(
                "verdict", label -> narrow ? label.verdict().brief() : label.verdict().phrase())));
  }

  private static String points(LabelSummary label) {
    if (label.difference().isEmpty()) {
      return "";
    }
    Estimate difference = label.difference().get().estimate();
    String interval = Figures.interval(difference, " to ");
    return Figures.format("%+.2f", 100 * difference.mean())
        + (interval.isEmpty() ? "" : " (" + interval + ")");
  }

  /** How the labels came there. */
  static SummaryTable course(ComparisonSummary summary) {
    OptionalDouble target = summary.folder().plan().target();
    String share = target.isEmpty() ? "" : Figures.share(target.getAsDouble());
    Stream<Column> toTarget =
        target.isEmpty()
            ? Stream.of()
            : Stream.of(
                new Column(
                    "steps to " + share, label -> Figures.steps(toTarget(label, ToTarget::steps))),
                new Column(
                    "seconds to " + share,
                    label -> Figures.seconds(toTarget(label, ToTarget::seconds))),
                new Column(
                    "reached", label -> label.toTarget().map(t -> "" + t.reached()).orElse("")));
    Stream<Column> always =
        Stream.of(
            new Column("runs", label -> "" + label.runs().size()),
            new Column("diverged", label -> "" + label.diverged()),
            new Column("training loss", label -> Figures.loss(label.trainLoss())),
            new Column("training seconds", label -> Figures.seconds(label.seconds())));
    return of(summary, Stream.concat(always, toTarget).toList());
  }

  private static OptionalDouble toTarget(
      LabelSummary label, Function<ToTarget, OptionalDouble> value) {
    return label.toTarget().map(value).orElse(OptionalDouble.empty());
  }

  private static SummaryTable of(ComparisonSummary summary, List<Column> columns) {
    return new SummaryTable(
        Stream.concat(Stream.of("label"), columns.stream().map(Column::heading)).toList(),
        summary.labels().stream().map(label -> row(label, columns)).toList());
  }

  private static List<String> row(LabelSummary label, List<Column> columns) {
    Stream<String> cells =
        columns.stream().map(column -> MINUS.matcher(column.cell().apply(label)).replaceAll("−"));
    return Stream.concat(Stream.of(label.label().label()), cells).toList();
  }
}
