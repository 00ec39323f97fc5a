package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import zigzag.archive.run.Examples;
import zigzag.data.Dataset;
import zigzag.report.image.ImageSheet;
import zigzag.training.evaluation.Evaluation;

/**
 * Some test images of each cell of the confusion matrix, for the page of a run: the mistakes it was
 * surest of, and the right answers it was least sure of.
 *
 * @param test what was evaluated
 * @param evaluation of all of its examples
 */
record ExamplePictures(Dataset test, Evaluation evaluation) {
  private static final int MOST_OF_A_CELL = 12;

  /** Of all together: a page with them stays below a megabyte. */
  private static final int MOST_BYTES = 1 << 20;

  /** Writes the files that {@link Examples} names. */
  void write(Path folder) throws IOException {
    List<Integer> chosen = chosen();
    if (chosen.isEmpty()) {
      return;
    }
    List<byte[]> tiles = new ArrayList<>();
    List<Examples.Example> examples = new ArrayList<>();
    for (int example : chosen) {
      byte[] pixels = new byte[test.inputs()];
      test.copyPixels(example, pixels, 0);
      tiles.add(pixels);
      examples.add(
          new Examples.Example(
              example,
              evaluation.labels()[example],
              evaluation.predictions()[example],
              evaluation.confidences()[example]));
    }
    byte[] sheet = new ImageSheet(test.rows(), test.columns(), Examples.ACROSS, 1).gray(tiles);
    Examples.write(folder, sheet, examples);
  }

  /** Every cell's first before any cell's second, so that none goes without. */
  private List<Integer> chosen() {
    int[] labels = evaluation.labels();
    int[] predictions = evaluation.predictions();
    float[] confidences = evaluation.confidences();
    List<Integer> sorted =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    i -> labels[i] == predictions[i] ? confidences[i] : -confidences[i]))
            .toList();
    int classes = evaluation.classes();
    int[] met = new int[classes * classes];
    List<List<Integer>> rounds = new ArrayList<>();
    IntStream.range(0, MOST_OF_A_CELL).forEach(round -> rounds.add(new ArrayList<>()));
    for (int i : sorted) {
      int round = met[labels[i] * classes + predictions[i]]++;
      if (round < MOST_OF_A_CELL) {
        rounds.get(round).add(i);
      }
    }
    return rounds.stream()
        .flatMap(List::stream)
        .limit(Math.max(1, MOST_BYTES / test.inputs()))
        .toList();
  }
}
