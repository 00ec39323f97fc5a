package zigzag.report.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.AtomicFile;
import zigzag.archive.EvaluationFile;
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.archive.run.Confusion;
import zigzag.report.image.ImageGallery;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/** What {@code evaluate} found, as text, as JSON and as pictures. */
public final class EvaluationReport {
  /** The pictures that are written. */
  public static final List<String> FILES = List.of(ReportFiles.CONFUSION, ReportFiles.MISTAKES);

  /** Mistakes on the sheet and in the JSON document. */
  private static final int MISTAKES = 25;

  private static final int MISTAKES_IN_TEXT = 3;
  private static final int PICTURES_ACROSS = 5;
  private static final int CONFUSIONS = 4;

  /** A table for more classes would be wider than a terminal. */
  private static final int MAX_CLASSES_IN_TEXT = 10;

  private final Answers answers;
  private final Confusion confusion;
  private final List<Integer> worst;
  private final EvaluationFile file;

  /** Whose answers they are; the data set is what the file says it was trained on. */
  public record Model(Path file, String sha256, Optional<String> dataset) {}

  /**
   * A report to be written.
   *
   * @param data where the examples came from
   * @param set the part of the data: test or training
   * @param notes what a reader of the figures must know
   */
  public EvaluationReport(
      Model model, ObjectNode data, String set, Answers answers, List<String> notes) {
    this.answers = answers;
    confusion = answers.confusion();
    IntStream surestFirst = answers.sorted(i -> -answers.confidences()[i]);
    worst = surestFirst.filter(i -> !answers.isRight(i)).limit(MISTAKES).boxed().toList();
    file =
        new EvaluationFile(
            answers.accuracy(),
            answers.loss(),
            (int) confusion.right(),
            answers.size(),
            answers.data(),
            set,
            data,
            model.file().toString(),
            model.sha256(),
            model.dataset().orElse(null),
            IntStream.range(0, confusion.classes()).mapToObj(this::ofClass).toList(),
            Stream.of(confusion.counts()).map(row -> LongStream.of(row).boxed().toList()).toList(),
            worst.stream().map(this::mistake).toList(),
            List.copyOf(notes));
  }

  /** Writes the figures, which tell whose the others are, and the pictures. */
  public void write(Path folder) throws IOException {
    String note = String.join(" ", file.notes());
    file.write(folder);
    AtomicFile.write(
        folder.resolve(ReportFiles.CONFUSION),
        new ConfusionChart(
                "What was taken for what", answers.headline(file.split()), confusion, note)
            .toSvg());
    if (!worst.isEmpty()) {
      AtomicFile.write(folder.resolve(ReportFiles.MISTAKES), mistakes(note).toSvg());
    }
  }

  private ImageGallery mistakes(String note) {
    String caption = "%2$d taken for %3$d %4$.1f\u00a0%%, #%1$,d";
    return new ImageGallery(
        "The worst mistakes",
        "The mistakes it was surest of: the true class, the predicted one, its probability and the"
            + " example's number, counted from 0. "
            + answers.headline(file.split()),
        answers.rows(),
        answers.columns(),
        PICTURES_ACROSS,
        worst.stream()
            .map(i -> new ImageGallery.Picture(answers.image().apply(i), answers.words(i, caption)))
            .toList(),
        note);
  }

  /** The content of {@code evaluation.json}. */
  public ObjectNode document() {
    return Json.fields(file);
  }

  private EvaluationFile.OfClass ofClass(int label) {
    return new EvaluationFile.OfClass(
        label,
        confusion.ofClass(label),
        orNull(confusion.recall(label)),
        orNull(confusion.precision(label)));
  }

  private EvaluationFile.Mistake mistake(int example) {
    return new EvaluationFile.Mistake(
        example,
        answers.labels()[example],
        answers.predictions()[example],
        answers.confidences()[example]);
  }

  /** JSON has no NaN, which a class without examples has for its recall. */
  private static Double orNull(double share) {
    return Double.isNaN(share) ? null : share;
  }

  /** The result as text for a terminal of some columns. */
  public String text(Path folder, int width) {
    StringBuilder text = new StringBuilder(answers.headline(file.split())).append('\n');
    text.append("model ").append(Printable.line(file.model())).append('\n');
    file.notes().forEach(note -> text.append(note).append('\n'));
    text.append('\n').append(matrix(width)).append('\n').append(classes(width));
    String files = "\nsee " + Printable.line(folder.resolve(ReportFiles.CONFUSION).toString());
    if (worst.isEmpty()) {
      return text.append(files).append('\n').toString();
    }
    String frequent =
        confusion.mistakes().stream()
            .limit(CONFUSIONS)
            .map(m -> Numerals.format("%d as %d (%,d)", m.truth(), m.predicted(), m.count()))
            .collect(Collectors.joining(", "));
    String surest =
        worst.stream()
            .limit(MISTAKES_IN_TEXT)
            .map(i -> answers.words(i, "#%,d (%d as %d)"))
            .collect(Collectors.joining(", "));
    text.append("\nmost frequent mistakes: ").append(frequent);
    text.append("\nsurest mistakes: ").append(surest).append('\n').append(files);
    return text.append(" and " + ReportFiles.MISTAKES + " beside it\n").toString();
  }

  private String matrix(int width) {
    int classes = confusion.classes();
    if (classes > MAX_CLASSES_IN_TEXT) {
      return "(the table of " + classes + " x " + classes + " classes is in confusion.svg)\n";
    }
    List<Column> columns = new ArrayList<>(List.of(Column.text("true")));
    List<List<String>> rows = new ArrayList<>();
    for (int truth = 0; truth < classes; truth++) {
      columns.add(Column.number((truth == 0 ? "as " : "") + truth));
      List<String> row = new ArrayList<>(List.of(Integer.toString(truth)));
      for (long count : confusion.counts()[truth]) {
        row.add(count == 0 ? "." : Numerals.whole(count));
      }
      rows.add(row);
    }
    return new TextTable(columns, rows).render(width);
  }

  private String classes(int width) {
    List<List<String>> rows =
        file.classes().stream()
            .map(
                c ->
                    List.of(
                        Integer.toString(c.label()),
                        Numerals.whole(c.examples()),
                        share(c.recall()),
                        share(c.precision())))
            .toList();
    List<Column> columns = Column.list("class", "examples", "recall %", "precision %");
    return new TextTable(columns, rows).render(width);
  }

  private static String share(Double share) {
    return share == null ? "-" : Numerals.format("%.2f", 100 * share);
  }
}
