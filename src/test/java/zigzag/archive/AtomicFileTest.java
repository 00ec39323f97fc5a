package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, 65537, 1_000_000})
  void writesEveryByte(int length) throws IOException {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    Path file = folder.resolve("file");
    AtomicFile.write(
        file,
        out -> {
          out.write(bytes, 0, length / 2);
          out.write(bytes, length / 2, length - length / 2);
        });
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertOnly("file");
  }

  @Test
  void writesTextInUtf8AndReplacesWhatWasThere() throws IOException {
    Path file = folder.resolve("text");
    AtomicFile.write(file, "a longer text that was there before");
    AtomicFile.write(file, "θ ← θ");
    assertArrayEquals("θ ← θ".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(file));
    assertOnly("text");
  }

  @Test
  void makesTheFolder() throws IOException {
    AtomicFile.write(folder.resolve("a/b/c"), "text");
    assertEquals("text", Files.readString(folder.resolve("a/b/c")));
  }

  @Test
  void failureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, "old");
    IOException full = new IOException("disk full");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[200_000]);
                      assertEquals("old", Files.readString(file), "while it is written");
                      throw full;
                    }));
    assertSame(full, thrown.getCause());
    assertEquals(file + ": disk full", thrown.getMessage());
    assertEquals("old", Files.readString(file));
    assertOnly("file");
  }

  @Test
  void refusesToReplaceAFolder() throws IOException {
    Path inside = folder.resolve("taken/inside");
    AtomicFile.write(inside, "text");
    assertThrows(IOException.class, () -> AtomicFile.write(folder.resolve("taken"), "text"));
    assertEquals("text", Files.readString(inside));
    assertOnly("taken");
  }

  /** Several writers at once: the file is always one of theirs, whole. */
  @Test
  void writersDoNotMix() throws Exception {
    Path file = folder.resolve("file");
    List<String> texts = IntStream.range(0, 4).mapToObj(i -> ("" + i).repeat(100_000)).toList();
    ExecutorService pool = Executors.newFixedThreadPool(texts.size());
    try {
      List<Future<Void>> pending = new ArrayList<>();
      for (String text : texts) {
        pending.add(pool.submit(() -> writeAndRead(file, text, texts)));
      }
      for (Future<Void> writer : pending) {
        writer.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertOnly("file");
  }

  private static Void writeAndRead(Path file, String text, List<String> texts) throws IOException {
    for (int round = 0; round < 5; round++) {
      AtomicFile.write(file, text);
      String now = Files.readString(file);
      assertEquals(1, texts.stream().filter(now::equals).count());
    }
    return null;
  }

  private void assertOnly(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve(name)), files.toList());
    }
  }
}
