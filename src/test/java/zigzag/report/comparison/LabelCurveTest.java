package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.run.EpochMetrics;
import zigzag.report.comparison.SampleComparison.Entry;

class LabelCurveTest {
  private static final String HEADER =
      String.join(",", EpochMetrics.FILE.columns()) + "\n0,0,,,2.3,0.1,,,\n";

  @TempDir Path folder;

  /** Three runs, of which the third diverged and the first stopped an epoch earlier. */
  private List<ComparedRun> runs() throws IOException {
    SampleComparison.standard()
        .withEntries(List.of(new Entry("a", "sgd", "he", 0.1, 0.97, 50, Set.of(3L))))
        .withSeeds(1L, 2L, 3L)
        .write(folder);
    write(1, "step,loss\n1,4\n2,2\n3,1\n", "1,2,1,1,1,0.5,1,1,1\n2,3,1,1,1,0.7,1,1,1\n");
    write(
        2,
        "step,loss\n1,2\n2,4\n3,3\n4,9\n",
        "1,2,1,1,1,0.7,1,1,1\n2,3,1,1,1,0.8,1,1,1\n3,4,1,1,1,0.9,1,1,1\n");
    write(3, "step,loss\n1,1e9\n2,NaN\n", "1,2,1,1,1,0.1,1,1,1\n");
    return ComparisonFolder.read(folder).runs();
  }

  private void write(int seed, String steps, String metrics) throws IOException {
    Path run = folder.resolve("runs/a-seed" + seed);
    Files.writeString(run.resolve("steps.csv"), steps);
    Files.writeString(run.resolve("metrics.csv"), HEADER + metrics);
  }

  @Test
  void theMeanIsOfTheConvergedRunsAsFarAsAllGo() throws IOException {
    LabelCurve loss = LabelCurve.loss(runs());
    assertArrayEquals(new double[] {1, 2, 3}, loss.x());
    assertArrayEquals(new double[] {3, 3, 2}, loss.mean());
    assertArrayEquals(new double[] {2, 2, 1}, loss.low());
    assertArrayEquals(new double[] {4, 4, 3}, loss.high());
  }

  @Test
  void epochsStartAfterTheFirst() throws IOException {
    LabelCurve accuracy = LabelCurve.epochs(runs(), "validation_accuracy").times(100);
    assertArrayEquals(new double[] {2, 3}, accuracy.x());
    assertArrayEquals(new double[] {60, 75}, accuracy.mean(), 1e-12);
    assertArrayEquals(new double[] {50, 70}, accuracy.low(), 1e-12);
    assertArrayEquals(new double[] {70, 80}, accuracy.high(), 1e-12);
    assertEquals(75, accuracy.end(), 1e-12);
  }

  @Test
  void withoutAConvergedRunThereIsNothing() throws IOException {
    LabelCurve loss = LabelCurve.loss(runs().subList(2, 3));
    assertEquals(0, loss.x().length);
    assertEquals(Double.NaN, loss.end());
  }
}
