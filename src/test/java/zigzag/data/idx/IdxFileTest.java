package zigzag.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

@Tag("slow")
class IdxFileTest {
  /** What reading takes beside the content: three buffers of 64 KiB, and small change. */
  private static final long BUFFERS = 1 << 20;

  @TempDir private Path folder;

  static Stream<Arguments> shapes() {
    return Stream.of(
            new int[] {1},
            new int[] {256},
            new int[] {3, 28, 28},
            new int[] {2, 1, 7},
            new int[] {70_001, 2, 1},
            new int[] {1, 2, 3, 4},
            new int[] {1, 1, 2, 1, 1, 2, 1, 2})
        .flatMap(shape -> Stream.of(arguments("plain", shape), arguments("packed.gz", shape)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void readsWhatItWrote(String name, int[] shape) throws IOException {
    byte[] content = IdxSamples.random(Arrays.stream(shape).reduce(1, (a, b) -> a * b), 1);
    Path file = folder.resolve(name);
    IdxFile.write(file, content, shape);

    IdxFile read = IdxFile.read(file, shape.length);
    assertEquals(Arrays.stream(shape).boxed().toList(), read.dimensions());
    assertArrayEquals(content, read.content());
    assertEquals(IdxSamples.sha256(IdxSamples.idx(content, shape)), read.sha256());
    assertArrayEquals(new String[] {name}, folder.toFile().list(), "nothing is left beside it");
  }

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    Path file = folder.resolve("x");
    IdxFile.write(file, new byte[] {9, 8, 7, 6, 5, 4}, 2, 1, 3);
    assertArrayEquals(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 9, 8, 7, 6, 5, 4},
        Files.readAllBytes(file));
  }

  @Test
  void goesByContentNotByName() throws IOException {
    byte[] plain = IdxSamples.idx(new byte[] {1, 2, 3}, 3);
    Path misnamedPlain = Files.write(folder.resolve("plain.gz"), plain);
    Path misnamedGzip = Files.write(folder.resolve("packed"), IdxSamples.gzip(plain));
    assertArrayEquals(new byte[] {1, 2, 3}, IdxFile.read(misnamedPlain, 0).content());
    assertArrayEquals(new byte[] {1, 2, 3}, IdxFile.read(misnamedGzip, 0).content());
  }

  @Test
  void replacesAFileAtOnceAndLeavesItAloneIfWritingFails() throws IOException {
    Path file = folder.resolve("x");
    IdxFile.write(file, new byte[] {1}, 1);
    IdxFile.write(file, new byte[] {2, 3}, 2);
    assertArrayEquals(new byte[] {2, 3}, IdxFile.read(file, 0).content());

    Path full = Files.createDirectories(folder.resolve("y/in the way")).getParent();
    assertThrows(IOException.class, () -> IdxFile.write(full, new byte[] {1}, 1));
    assertTrue(Files.isDirectory(full));
    assertFalse(Files.exists(folder.resolve("y.tmp")));
  }

  static Stream<Arguments> wrongShapes() {
    return Stream.of(
        arguments(new int[] {}, "0 dimensions"),
        arguments(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 6}, "9 dimensions"),
        arguments(new int[] {6, 0}, "dimension of 0"),
        arguments(new int[] {-2, -3}, "dimension of -2"),
        arguments(new int[] {7}, "7 bytes, but 6"));
  }

  @ParameterizedTest
  @MethodSource("wrongShapes")
  void refusesToWriteAShapeThatIsNotTheContents(int[] shape, String message) {
    Path file = folder.resolve("x");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> IdxFile.write(file, new byte[6], shape));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void refusesToWriteAShapeWhoseProductOverflowsToTheLength() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> IdxFile.write(folder.resolve("x"), new byte[0], 1 << 30, 1 << 30, 1 << 4));
    assertTrue(e.getMessage().contains("but 0 bytes"), e.getMessage());
  }

  static Stream<Arguments> malformed() {
    byte[] good = IdxSamples.idx(new byte[12], 3, 2, 2);
    byte[] floats = good.clone();
    floats[2] = 0x0d;
    byte[] flatter = good.clone();
    flatter[3] = 0;
    byte[] deeper = good.clone();
    deeper[3] = 9;
    return Stream.of(
        arguments(new byte[0], "empty"),
        arguments(new byte[] {0}, "ends within its header"),
        arguments(new byte[] {0, 0, 8}, "ends within its header"),
        arguments(new byte[] {0, 0, 8, 3}, "ends within its header"),
        arguments(Arrays.copyOf(good, 15), "ends within its header"),
        arguments(new byte[] {'P'}, "not an IDX file (it starts with 0x5000"),
        arguments(
            new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "not an IDX file (it starts with 0x8950"),
        arguments("<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8), "not an IDX"),
        arguments(floats, "type 0x0d; only unsigned bytes, 0x08"),
        arguments(flatter, "0 dimensions where 1 to 8"),
        arguments(deeper, "9 dimensions where 1 to 8"),
        arguments(IdxSamples.idx(new byte[12], 12), "1 dimensions where 3 are wanted"),
        arguments(IdxSamples.idx(new byte[12], 3, 4), "2 dimensions where 3 are wanted"),
        arguments(IdxSamples.idx(new byte[0], 0, 2, 2), "dimension 1 is 0"),
        arguments(IdxSamples.idx(new byte[0], 3, 0, 2), "dimension 2 is 0"),
        arguments(
            IdxSamples.idx(new byte[12], 3, 2, -2), "dimension 3 is larger than 2,147,483,647"),
        arguments(Arrays.copyOf(good, 17), "promises 12 bytes (3 x 2 x 2), but "),
        arguments(Arrays.copyOf(good, 27), "promises 12 bytes (3 x 2 x 2), but "),
        arguments(
            IdxSamples.idx(new byte[12], 1 << 30, 1 << 30, 4),
            "promises 4,611,686,018,427,387,904 bytes (1,073,741,824 x 1,073,741,824 x 4), but "),
        // 2^64 would be 0.
        arguments(
            IdxSamples.idx(new byte[12], 1 << 30, 1 << 30, 1 << 4),
            "9,223,372,036,854,775,807 bytes"),
        arguments(
            IdxSamples.idx(new byte[12], 60_000, 28, 28),
            "promises 47,040,000 bytes (60,000 x 28 x 28), but "));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformedContent(byte[] bytes, String message) throws IOException {
    assertRefused(bytes, message);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformedContentInGzip(byte[] bytes, String message) throws IOException {
    assertRefused(
        IdxSamples.gzip(bytes), message.startsWith("promises 12 bytes") ? "promises 12" : message);
  }

  @Test
  void refusesBytesBehindThePromisedOnes() throws IOException {
    byte[] good = IdxSamples.idx(new byte[12], 3, 2, 2);
    assertRefused(Arrays.copyOf(good, good.length + 1), "(3 x 2 x 2), but 13 follow");
  }

  static Stream<Arguments> missizedGzip() {
    byte[] good = IdxSamples.idx(new byte[12], 3, 2, 2);
    byte[] wrongSum = IdxSamples.gzip(good);
    wrongSum[wrongSum.length - 8] ^= 1;
    byte[] gzip = IdxSamples.gzip(good);
    return Stream.of(
        arguments(IdxSamples.gzip(Arrays.copyOf(good, 27)), "but only 11 follow"),
        arguments(IdxSamples.gzip(Arrays.copyOf(good, 29)), "more bytes follow than the 12"),
        arguments(Arrays.copyOf(gzip, gzip.length + 1), "bytes follow the end of the gzip data"),
        arguments(Arrays.copyOf(gzip, gzip.length - 1), "the gzip data breaks off"),
        arguments(Arrays.copyOf(gzip, gzip.length / 2), "the gzip data breaks off"),
        arguments(Arrays.copyOf(gzip, 2), "the gzip data breaks off"),
        arguments(wrongSum, "checksum of the gzip data is wrong"));
  }

  @ParameterizedTest
  @MethodSource("missizedGzip")
  void refusesGzipThatIsNotWhole(byte[] bytes, String message) throws IOException {
    assertRefused(bytes, message);
  }

  @Test
  void refusesWhatIsNotAFile() {
    Path missing = folder.resolve("missing");
    assertMessage(missing, "there is no such file");
    assertMessage(folder, "this is not a file");
  }

  @Test
  void refusesAFileThatDoesNotFitIntoMemoryBeforeReadingIt() throws IOException {
    // As long as the largest array and one byte more; sparse, so it takes no space on the disk.
    Path file = sparse(1 << 16, 1 << 8, 1 << 7);
    long before = allocated();
    assertMessage(file, "2,147,483,648 bytes don't fit into memory");
    assertTrue(allocated() - before < BUFFERS);
  }

  /**
   * 2,401,000,000 and 4,295,098,369 don't fit into an int: as one they are below 0, and 131,073.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"49000; 2,401,000,000", "65537; 4,295,098,369"})
  void refusesImagesOfMorePixelsThanCanBeUsed(int side, String pixels) throws IOException {
    Path file = sparse(1, side, side);
    long before = allocated();
    assertMessage(file, "each of its images has " + pixels + " pixels, and at most 16,777,216");
    assertTrue(allocated() - before < BUFFERS);
    InputException e =
        assertThrows(InputException.class, () -> IdxFile.read(file, 3, IdxFile.IN_PLACE));
    assertTrue(e.getMessage().contains(pixels + " pixels"), e.getMessage());
  }

  /** As long as its header says, of zeros that take no space on the disk. */
  private Path sparse(int images, int rows, int columns) throws IOException {
    Path file =
        Files.write(folder.resolve("large"), IdxSamples.idx(new byte[0], images, rows, columns));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(16 + (long) images * rows * columns);
    }
    return file;
  }

  static Stream<Arguments> bombs() {
    byte[] zeros = new byte[16 << 20];
    return Stream.of(
        arguments(IdxSamples.gzip(IdxSamples.idx(zeros, 10)), "more bytes follow than the 10"),
        arguments(
            IdxSamples.gzip(IdxSamples.idx(new byte[10], Integer.MAX_VALUE)),
            "this gzip can't hold more than"),
        arguments(
            IdxSamples.gzip(IdxSamples.idx(new byte[10], 1 << 30, 1 << 30, 1 << 30)),
            "this gzip can't hold more than"),
        // 64 KiB of gzip could hold 60 MB, but does not.
        arguments(
            IdxSamples.gzip(IdxSamples.idx(IdxSamples.random(1 << 16, 1), 60_000_000)),
            "but only 65,536 follow"));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void takesNoMoreMemoryThanTheFileIsWorth(byte[] gzip, String message) throws IOException {
    Path file = Files.write(folder.resolve("bomb.gz"), gzip);
    long before = allocated();
    InputException e = assertThrows(InputException.class, () -> IdxFile.read(file, 0));
    long taken = allocated() - before;
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(taken < BUFFERS + 32L * Math.min(gzip.length, 1 << 17), taken + " bytes taken");
  }

  @Test
  void readsContentThatIsPackedTighterThanTheFirstGuess() throws IOException {
    byte[] content = new byte[5_000_000];
    content[4_999_999] = 7;
    Path file = folder.resolve("zeros.gz");
    IdxFile.write(file, content, 5, 1_000_000);
    assertTrue(Files.size(file) * 16 < content.length);
    assertArrayEquals(content, IdxFile.read(file, 0).content());
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void survivesRandomChanges(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] content = IdxSamples.random(60, seed);
    byte[] plain = IdxSamples.idx(content, 5, 3, 4);
    byte[] gzip = IdxSamples.gzip(plain);
    for (int i = 0; i < 25; i++) {
      byte[] changedPlain = change(plain, random);
      IdxFile read = readOrNull(changedPlain);
      if (read != null) {
        assertEquals(IdxSamples.sha256(changedPlain), read.sha256());
      }
      // The checksum of gzip lets nothing pass but the original.
      read = readOrNull(change(gzip, random));
      if (read != null) {
        assertArrayEquals(content, read.content());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 100, 5000})
  void refusesRandomBytes(int length) throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      byte[] noise = IdxSamples.random(length, seed);
      byte[] packedNoise =
          IdxSamples.concat(new byte[] {0x1f, (byte) 0x8b, 8, 0}, noise, new byte[] {1});
      for (byte[] bytes : List.of(noise, IdxSamples.gzip(noise), packedNoise)) {
        assertRefused(bytes, "x: ");
      }
    }
  }

  /** One to three bytes flipped, removed, repeated, or the end cut off. */
  private static byte[] change(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 1; changes--) {
      int at = random.nextInt(bytes.length);
      byte[] head = Arrays.copyOf(bytes, at);
      byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes = head;
        case 1 -> bytes = IdxSamples.concat(head, Arrays.copyOfRange(tail, 1, tail.length));
        case 2 -> bytes = IdxSamples.concat(head, new byte[] {tail[0]}, tail);
        case 3 -> bytes[random.nextInt(Math.min(24, bytes.length))] = (byte) random.nextInt();
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  /** Null for an input exception; all others fail the test, as does taking much memory. */
  private IdxFile readOrNull(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("x"), bytes);
    long before = allocated();
    try {
      return IdxFile.read(file, 0);
    } catch (InputException e) {
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return null;
    } finally {
      assertTrue(allocated() - before < BUFFERS);
    }
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    assertMessage(Files.write(folder.resolve("x"), bytes), message);
  }

  /** The message is one line: the file, what is wrong, what to do. */
  private static void assertMessage(Path file, String message) {
    InputException e = assertThrows(InputException.class, () -> IdxFile.read(file, 3));
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(
        e.getMessage().matches(".*[;:] (copy|check|give|convert|use|scale) .*"), e.getMessage());
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
