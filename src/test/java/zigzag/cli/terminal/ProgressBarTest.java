package zigzag.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressBarTest {
  private static final List<String> DETAILS = List.of("loss 0.1234", "123,456 examples/s");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);

  /** The lines that a terminal shows of what was written, without what was written over. */
  private List<String> shown() {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    int column = 0;
    for (char c : written.toString(StandardCharsets.UTF_8).toCharArray()) {
      StringBuilder line = lines.get(lines.size() - 1);
      if (c == '\n') {
        lines.add(new StringBuilder());
        column = 0;
      } else if (c == '\r') {
        column = 0;
      } else {
        line.replace(column, Math.min(column + 1, line.length()), String.valueOf(c));
        column++;
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 200})
  void aBarHasRoomBesideWhatIsSaidOfIt(int columns) {
    for (double share : new double[] {0, 0.5, 1}) {
      String line = ProgressBar.line(columns - 1, "epoch 12/100", share, 3725, DETAILS);
      assertTrue(line.length() < columns, line);
      assertTrue(line.matches("epoch 12/100 \\[[=> ]{10,40}\\] .*"), line);
      assertTrue(line.contains(" 1:02:05 left"), line);
    }
    assertTrue(ProgressBar.line(79, "epoch 1/10", 0.5, 9, DETAILS).contains("  loss 0.1234"));
  }

  @Test
  void aBarGrowsWithTheTask() {
    assertEquals(
        "tuning [======>     ]  50 %", ProgressBar.line(27, "tuning", 0.5, Double.NaN, List.of()));
    assertEquals(
        "tuning [============] 100 %", ProgressBar.line(27, "tuning", 1, Double.NaN, List.of()));
  }

  @Test
  void linesStandAboveTheBarAndNothingOfItRemains() {
    try (ProgressBar bar = new ProgressBar(terminal, 80, true)) {
      bar.begin("tuning", 18, () -> DETAILS);
      bar.moveTo(17);
      bar.print("sgd: learning rate 0.0316");
      assertEquals("sgd: learning rate 0.0316", shown().get(0));
      assertTrue(shown().get(1).startsWith("tuning ["), shown()::toString);
    }
    terminal.println("sgd 97.00 %");
    assertEquals(List.of("sgd: learning rate 0.0316", "sgd 97.00 %", ""), shown());
  }

  @Test
  void aClosedBarStaysAway() {
    ProgressBar bar = new ProgressBar(terminal, 80, true);
    bar.begin("tuning", 18, List::of);
    bar.close();
    bar.moveTo(5);
    assertEquals(List.of(""), shown());
  }

  @Test
  void whereNoBarCanBeDrawnThereAreOnlyLines() {
    ProgressBar bar = new ProgressBar(terminal, 80, false);
    bar.begin("tuning", 18, List::of);
    bar.moveTo(5);
    bar.print("sgd: learning rate 0.0316");
    assertEquals(List.of("sgd: learning rate 0.0316", ""), shown());
  }

  @Test
  void theNextTaskTakesThePlaceOfTheOneBefore() {
    try (ProgressBar bar = new ProgressBar(terminal, 80, true)) {
      bar.begin("tuning", 18, List::of);
      bar.moveTo(17);
      bar.begin("comparison", 10, List::of);
      bar.moveTo(5);
      assertTrue(shown().get(0).startsWith("comparison ["), shown()::toString);
    }
  }

  @Test
  void aDownloadOfUnknownLengthHasNoBar() {
    ProgressBar bar = new ProgressBar(terminal, 80, true);
    bar.begin("a.gz", -1, () -> List.of("3.2 MB"));
    bar.moveTo(3_300_000, -1);
    assertEquals(List.of("a.gz  3.2 MB"), shown());
  }
}
