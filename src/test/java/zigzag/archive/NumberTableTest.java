package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.InputException;

class NumberTableTest {
  @TempDir Path folder;

  private NumberTable read(String content) throws IOException {
    CsvFile file = new CsvFile("t.csv", 1 << 21, "a", "b");
    Files.writeString(folder.resolve(file.name()), content);
    return file.numbers(folder);
  }

  @Test
  void numbersOfAllKindsAndGaps() throws IOException {
    NumberTable table = read("a,b\n1,-2.5e-3\r\n.5,\n,NaN\n-Infinity,+7.\n");
    double nan = Double.NaN;
    assertArrayEquals(new double[] {1, 0.5, nan, Double.NEGATIVE_INFINITY}, table.column("a"));
    assertArrayEquals(new double[] {-0.0025, nan, nan, 7}, table.column("b"));
    assertEquals(4, table.rows());
  }

  @Test
  void manyRows() throws IOException {
    StringBuilder content = new StringBuilder("a,b\n");
    for (int i = 0; i < 1000; i++) {
      content.append(i).append(',').append(-i).append('\n');
    }
    NumberTable table = read(content.toString());
    assertEquals(1000, table.rows());
    assertEquals(999, table.column("a")[999]);
    assertEquals(-123, table.at(123, 1));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`a,b\n1,2\n3\n`| line 3: 1 cells",
        "`a,b\n1,2,3\n`| line 2: 3 cells",
        "`a,b\n\n`| line 2: 1 cells",
        "`a,b\n1, 2\n`| b is \" 2\"; it should be a number",
        "`a,b\n1,\"2\"\n`| b is \"\"2\"\"; it should be a number",
        "`a,b\n0x10,1\n`| a is \"0x10\"",
        "`a,b\n1d,1\n`| a is \"1d\"",
        "`a,b\n1,1,5\n`| 3 cells",
        "`b,a\n1,1\n`| the columns are b,a; they should be a,b",
        "`a\n1\n`| the columns are a; they should be a,b",
        "``| is empty",
      })
  void whatIsNotSuchATableIsRefused(String content, String message) {
    InputException e = assertThrows(InputException.class, () -> read(content));
    assertTrue(e.getMessage().contains(message), e::getMessage);
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void bytesThatAreNotTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("t.csv"), new byte[] {'a', ',', 'b', '\n', -1, -2});
    assertThrows(InputException.class, () -> NumberTable.read(file, 1 << 21));
  }

  @Test
  void aLineOfAMillionCellsIsRefusedUnsplit() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), ",".repeat(1_000_000));
    InputException e = assertThrows(InputException.class, () -> NumberTable.read(file, 1 << 21));
    assertTrue(
        e.getMessage().endsWith("line 1 has surpassed the maximum limit of 514 fields"),
        e::getMessage);
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    Path file = folder.resolve("t.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(100L << 30);
    }
    InputException e = assertThrows(InputException.class, () -> NumberTable.read(file, 1 << 21));
    assertTrue(e.getMessage().contains("at most"), e::getMessage);
  }
}
