package zigzag.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.data.Dataset;
import zigzag.data.idx.IdxFile;

@Tag("slow")
class DigitExportTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 5000, 5501})
  void writesTheDigitsThatMemoryWouldHold(int count) throws IOException {
    BuiltInDigits digits = new BuiltInDigits(3);
    for (boolean train : new boolean[] {true, false}) {
      Path images = folder.resolve("images");
      Path labels = folder.resolve("labels");
      List<Long> progress = new ArrayList<>();
      String sum =
          train
              ? digits.writeTrain(count, images, labels, progress::add)
              : digits.writeTest(count, images, labels, progress::add);

      Dataset expected = train ? digits.train(count) : digits.test(count);
      IdxFile.write(expected, folder.resolve("i"), folder.resolve("l"), done -> {});
      assertEquals(-1, Files.mismatch(folder.resolve("i"), images));
      assertEquals(-1, Files.mismatch(folder.resolve("l"), labels));
      assertEquals(expected.sha256(), sum);
      assertEquals(784L * count, progress.get(progress.size() - 1));
    }
  }

  @Test
  void leavesNothingBehindWhenWritingFails() throws IOException {
    Path images = folder.resolve("images");
    assertThrows(
        IllegalStateException.class,
        () ->
            new BuiltInDigits(1)
                .writeTrain(
                    2000,
                    images,
                    folder.resolve("labels"),
                    done -> {
                      throw new IllegalStateException("full");
                    }));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
