package zigzag.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a data set looks like in numbers.
 *
 * <p>Mean and standard deviation are those of all pixels of all images, scaled to [0, 1] and
 * dividing by their number: {@code mean = Σ x / n}, {@code sd = √(Σ (x - mean)² / n)}.
 *
 * @param classCounts the number of examples of each class
 * @param mean of the scaled pixels; NaN if there are none
 * @param standardDeviation of the scaled pixels; NaN if there are none
 */
public record DatasetStatistics(
    int size,
    int rows,
    int columns,
    List<Integer> classCounts,
    double mean,
    double standardDeviation) {
  /** Counts classes and pixel values; the sums are exact until the last division. */
  public static DatasetStatistics of(Dataset data) {
    int[] classCounts = new int[data.classes()];
    long[] valueCounts = new long[256];
    byte[] image = new byte[data.inputs()];
    for (int example = 0; example < data.size(); example++) {
      classCounts[data.label(example)]++;
      data.copyPixels(example, image, 0);
      for (byte pixel : image) {
        valueCounts[pixel & 0xff]++;
      }
    }
    double pixels = Arrays.stream(valueCounts).sum();
    double mean =
        IntStream.range(0, 256).mapToLong(value -> value * valueCounts[value]).sum() / pixels;
    double variance =
        IntStream.range(0, 256)
                .mapToDouble(value -> valueCounts[value] * (value - mean) * (value - mean))
                .sum()
            / pixels;
    return new DatasetStatistics(
        data.size(),
        data.rows(),
        data.columns(),
        Arrays.stream(classCounts).boxed().toList(),
        mean / 255,
        Math.sqrt(variance) / 255);
  }
}
