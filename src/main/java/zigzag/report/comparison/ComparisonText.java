package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.report.comparison.Metric.Medium;
import zigzag.report.text.PlainText;
import zigzag.report.text.Sparkline;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/**
 * A comparison as text: for a terminal, and in Markdown and LaTeX to be pasted as it is. All have a
 * table of how the labels ended and one of how they came there.
 */
final class ComparisonText {
  private static final String CURVE = "loss curve";

  /** The columns that are no numbers. */
  private static final Set<String> WORDS = Set.of("label", CURVE, "verdict");

  private static final Pattern OF_MARKDOWN = Pattern.compile("[\\\\`*_\\[\\]<>|&~$#]");

  private final ComparisonSummary summary;
  private final ComparisonWords words;

  ComparisonText(ComparisonSummary summary) {
    this.summary = summary;
    this.words = new ComparisonWords(summary);
  }

  String terminal(int width) {
    List<String> curves =
        Sparkline.of(
            summary.labels().stream().map(label -> LabelCurve.loss(label.runs()).mean()).toList());
    List<List<String>> withCurves = table(Medium.TERMINAL, Metric.course(Medium.TERMINAL));
    withCurves.get(0).add(1, CURVE);
    for (int i = 0; i < curves.size(); i++) {
      withCurves.get(i + 1).add(1, curves.get(i));
    }
    TextTable results = aligned(table(Medium.TERMINAL, Metric.RESULTS));
    TextTable course = aligned(withCurves);
    // The same room in both, so that a shortened label reads the same.
    int rest = Math.max(results.widthBesideFirst(), course.widthBesideFirst());
    int room = Math.max(TextTable.SHORTEST_FIRST, width - rest);
    Stream<String> below =
        Stream.of(
                List.of(words.method(), words.courseWithCurves()),
                words.tuning(),
                words.caveats(),
                words.parts())
            .flatMap(List::stream);
    return PlainText.wrapped(words.subject(), width)
        + "\n\n"
        + results.withFirst(room).render(width)
        + "\n"
        + course.withFirst(room).render(width)
        + "\n"
        + below.map(line -> PlainText.wrapped(line, width) + "\n").collect(Collectors.joining());
  }

  private static TextTable aligned(List<List<String>> table) {
    List<Column> columns =
        table.get(0).stream().map(name -> new Column(name, !WORDS.contains(name))).toList();
    return new TextTable(columns, table.subList(1, table.size()));
  }

  /** {@code summary.md}: GitHub's Markdown. */
  String markdown() {
    return markdown(Metric.RESULTS, words.resultsCaption())
        + "\n"
        + markdown(Metric.course(Medium.MARKDOWN), words.course());
  }

  private String markdown(List<Metric> metrics, String caption) {
    List<List<String>> table = table(Medium.MARKDOWN, metrics);
    List<String> lines = lines(table, ComparisonText::escapeMarkdown, "| ", " | ", " |\n");
    lines.add(1, "| --- |" + " ---: |".repeat(table.get(0).size() - 1) + "\n");
    return String.join("", lines) + "\n" + escapeMarkdown(caption) + "\n";
  }

  /** {@code summary.tex}: LaTeX that needs no packages. */
  String latex() {
    return "{\\scriptsize\\setlength{\\tabcolsep}{2pt}\\setlength{\\parindent}{0pt}\n"
        + latex(Metric.RESULTS, words.resultsCaption())
        + "\n\\bigskip\n"
        + latex(Metric.course(Medium.LATEX), words.course())
        + "}\n";
  }

  private String latex(List<Metric> metrics, String caption) {
    List<List<String>> table = table(Medium.LATEX, metrics);
    List<String> lines = lines(table, ComparisonText::escapeLatex, "", " & ", " \\\\\n");
    return Numerals.format(
        """
        \\begin{tabular}{l%s}
        \\hline
        %s\\hline
        %s\\hline
        \\end{tabular}

        \\smallskip
        %s\\par
        """,
        "r".repeat(table.get(0).size() - 1),
        lines.get(0),
        String.join("", lines.subList(1, lines.size())),
        escapeLatex(caption));
  }

  private static List<String> lines(
      List<List<String>> table,
      UnaryOperator<String> escape,
      String before,
      String between,
      String after) {
    return table.stream()
        .map(row -> row.stream().map(escape).collect(Collectors.joining(between, before, after)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The headings, then a row for each label, best first. */
  private List<List<String>> table(Medium medium, List<Metric> metrics) {
    Double target = summary.folder().target();
    List<Metric> shown = metrics.stream().filter(metric -> metric.isShown(target != null)).toList();
    List<List<String>> table = new ArrayList<>();
    table.add(row("label", shown.stream().map(metric -> metric.heading(medium, target))));
    for (LabelSummary label : summary.labels()) {
      table.add(row(label.label().label(), shown.stream().map(m -> m.text(label, medium))));
    }
    return table;
  }

  private static List<String> row(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).collect(Collectors.toCollection(ArrayList::new));
  }

  /** Text without what Markdown would take for its own signs. */
  static String escapeMarkdown(String text) {
    return OF_MARKDOWN.matcher(text).replaceAll("\\\\$0");
  }

  /** Text without what LaTeX would take for its own signs. */
  static String escapeLatex(String text) {
    return text.codePoints().mapToObj(ComparisonText::escape).collect(Collectors.joining());
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
