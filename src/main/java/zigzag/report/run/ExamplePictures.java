package zigzag.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import zigzag.archive.run.Examples;
import zigzag.report.image.ImageSheet;

/**
 * Some test images of each cell of the confusion matrix, for the page of a run: the mistakes it was
 * surest of, and the right answers it was least sure of.
 */
public final class ExamplePictures {
  private static final int MAX_OF_A_CELL = 12;

  /** Of all together: a page with them stays below a megabyte. */
  private static final int MAX_BYTES = 1 << 20;

  private ExamplePictures() {}

  /** Writes the files that {@link Examples} names. */
  public static void write(Path folder, Answers answers) throws IOException {
    List<Integer> chosen = chosen(answers);
    if (chosen.isEmpty()) {
      return;
    }
    List<Examples.Example> examples =
        chosen.stream()
            .map(
                example ->
                    new Examples.Example(
                        example,
                        answers.labels()[example],
                        answers.predictions()[example],
                        answers.confidences()[example]))
            .toList();
    byte[] sheet =
        new ImageSheet(answers.rows(), answers.columns(), Examples.ACROSS, 1)
            .gray(chosen.stream().map(answers.image()::apply).toList());
    Examples.write(folder, sheet, examples);
  }

  /** Every cell's first before any cell's second, so that none goes without. */
  private static List<Integer> chosen(Answers answers) {
    float[] confidences = answers.confidences();
    int classes = answers.confusion().classes();
    int[] met = new int[classes * classes];
    TreeMap<Integer, List<Integer>> rounds =
        answers
            .sorted(i -> answers.isRight(i) ? confidences[i] : -confidences[i])
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> met[answers.labels()[i] * classes + answers.predictions()[i]]++,
                    TreeMap::new,
                    Collectors.toList()));
    return rounds.headMap(MAX_OF_A_CELL).values().stream()
        .flatMap(List::stream)
        .limit(Math.max(1, MAX_BYTES / (answers.rows() * answers.columns())))
        .toList();
  }
}
