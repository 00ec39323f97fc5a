package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

class ComparisonTablesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void resultsAndSummaryAreReadBackAsWritten(long seed) throws IOException {
    Random random = new Random(seed);
    for (CsvFile file : List.of(ComparisonTables.RESULTS, ComparisonTables.SUMMARY)) {
      List<List<String>> rows = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        rows.add(
            file.columns().stream()
                .map(
                    column ->
                        random.nextInt(4) == 0 ? "" : column + ", \"" + random.nextDouble() + "\"")
                .toList());
      }
      file.write(folder, rows.stream());
      assertEquals(rows, file.read(folder, CsvRow::cells));
    }
  }

  private static TuningTrial trial(Random random) {
    Double loss = null;
    Double accuracy = null;
    if (random.nextInt(4) > 0) {
      loss = Math.exp(20 * random.nextGaussian());
      accuracy = random.nextDouble();
    }
    return new TuningTrial(
        "sgd:lr=" + random.nextInt(9) + (random.nextBoolean() ? ", \"ä\"" : ""),
        "sgd",
        "he",
        Math.exp(20 * random.nextGaussian()),
        random.nextLong(),
        loss,
        accuracy,
        random.nextBoolean());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void trialsAreReadBackAsWritten(long seed) throws IOException {
    List<TuningTrial> trials =
        new Random(seed).ints(20).mapToObj(Random::new).map(r -> trial(r)).toList();
    TuningTrial.FILE.write(folder, trials.stream().map(trial -> trial.cells(Double::toString)));
    assertEquals(trials, TuningTrial.readAll(folder));
    TuningTrial.FILE.write(folder, trials.stream().map(trial -> trial.cells(Decimals::shortest)));
    assertEquals(trials, TuningTrial.readAll(folder));
    Path file = folder.resolve("trial.json");
    for (TuningTrial trial : trials) {
      trial.write(file);
      assertEquals(trial.chosen(false), TuningTrial.read(file, "sgd", "he"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sgd,sgd,he,,1,0.5,0.9,false,true | learning_rate",
        "sgd,sgd,he,0,1,0.5,0.9,false,true | learning_rate",
        "sgd,sgd,he,0.1,1.5,0.5,0.9,false,true | seed",
        "sgd,sgd,he,0.1,1,-0.5,0.9,false,true | validation_loss",
        "sgd,sgd,he,0.1,1,0.5,1.1,false,true | validation_accuracy",
        "sgd,sgd,he,0.1,1,,,false,true | unless diverged",
        "sgd,sgd,he,0.1,1,0.5,0.9,true,true | unless diverged",
        "sgd,sgd,he,0.1,1,0.5,,false,true | unless diverged",
        "sgd,sgd,he,0.1,1,0.5,0.9,false,yes | chosen",
      })
  void whatIsNoTrialIsRefused(String row, String problem) throws IOException {
    Files.writeString(
        folder.resolve("tuning.csv"),
        String.join(",", TuningTrial.FILE.columns()) + "\n" + row + "\n");
    InputException e = assertThrows(InputException.class, () -> TuningTrial.readAll(folder));
    assertEquals(1, e.getMessage().lines().count());
    assertTrue(e.getMessage().contains("line 2: "), e::getMessage);
    assertTrue(e.getMessage().contains(problem), e::getMessage);
  }
}
