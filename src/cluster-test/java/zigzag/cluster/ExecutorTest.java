package zigzag.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.cli.option.LoadedData;
import zigzag.data.Dataset;
import zigzag.data.Provenance;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Validation;
import zigzag.training.settings.Validation.Keep;

/** How an executor comes by its data. */
class ExecutorTest {
  private static final Validation HELD_OUT = new Validation(40, 3, 0, Keep.BEST);

  @TempDir private Path folder;

  private static void assertSame(LoadedData expected, DataSplit actual) throws IOException {
    assertEquals(expected.train().sha256(), actual.train().sha256());
    assertEquals(expected.test().sha256(), actual.test().sha256());
    assertArrayEquals(
        DataSplit.of(expected.train(), expected.test(), 40, 3).validation(), actual.validation());
  }

  @Test
  void drawsBuiltInDigits() throws IOException {
    LoadedData data = LocalSparkTest.digits();
    assertSame(data, Executor.load(data.provenance(), HELD_OUT, folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void readsTheFilesThatItWasSent(String ending) throws IOException {
    LoadedData made = LocalSparkTest.digits();
    write(made.train(), IdxFolder.TRAIN_IMAGES, IdxFolder.TRAIN_LABELS, ending);
    write(made.test(), IdxFolder.TEST_IMAGES, IdxFolder.TEST_LABELS, ending);
    try (IdxFolder read = IdxFolder.load(folder)) {
      assertSame(made, Executor.load(read.provenance(), HELD_OUT, folder));
    }
  }

  private void write(Dataset data, String images, String labels, String ending) throws IOException {
    IdxFile.write(data, folder.resolve(images + ending), folder.resolve(labels + ending), i -> {});
  }

  @Test
  void refusesOtherDataThanTheComparisons() throws IOException {
    Provenance p = LocalSparkTest.digits().provenance();
    Provenance wrong =
        new Provenance(
            p.name(), p.option(), null, 139, p.testDigits(), p.digitsSeed(), p.sha256(), null);
    IOException e = assertThrows(IOException.class, () -> Executor.load(wrong, HELD_OUT, folder));
    assertTrue(e.getMessage().contains("other SHA-256 sums"), e.getMessage());
  }
}
