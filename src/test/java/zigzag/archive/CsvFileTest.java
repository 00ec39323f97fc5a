package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

class CsvFileTest {
  private static final CsvFile FILE = new CsvFile("t.csv", 1 << 20, "label", "lr", "count");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadBack(long seed) throws IOException {
    Random random = new Random(seed);
    List<List<String>> rows =
        IntStream.range(0, random.nextInt(50))
            .mapToObj(row -> IntStream.range(0, 3).mapToObj(cell -> text(random)).toList())
            .toList();
    FILE.write(folder, rows.stream());
    assertEquals(rows, FILE.read(folder, CsvRow::cells));
    assertEquals(FILE.text(rows.stream()), Files.readString(folder.resolve("t.csv")));
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(8), 0, 7)
        .mapToObj(i -> "a\",\n;é#".substring(i, i + 1))
        .reduce("", String::concat);
  }

  @Test
  void cellsAreWrittenAsTheyPrintThemselves() {
    assertEquals(
        "label,lr,count\nsgd,0.1,\n\"a,b\",1.0E-4,7\n",
        FILE.text(Stream.of(Arrays.asList("sgd", 0.1f, null), List.of("a,b", 1e-4, 7L))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`label,lr,count\na,1\n`| line 2: 2 cells; there are 3 columns",
        "`label,lr,count\na,b,1\n`| line 2: lr is \"b\"; it should be a number",
        "`label,lr,count\na,2,1\n`| lr is \"2\"; it should be a number from 0 to 1",
        "`label,lr,count\na,1,-1\n`| count is \"-1\"; it should be a whole number from 0 up",
        "`label,lr,count\n\"a\"b,1,1\n`| is not CSV: ",
        "`label,count,lr\n`| the columns are label,count,lr; they should be label,lr,count",
        "``| is empty",
      })
  void whatIsMalformedIsRefused(String content, String message) throws IOException {
    Files.writeString(folder.resolve("t.csv"), content);
    InputException e =
        assertThrows(
            InputException.class,
            () ->
                FILE.forEach(
                    folder,
                    row -> {
                      row.number("lr", 0, 1);
                      row.count("count");
                    }));
    assertTrue(e.getMessage().contains(message), e::getMessage);
    assertEquals(1, e.getMessage().lines().count());
  }
}
