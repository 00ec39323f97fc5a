package zigzag.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.InputException;
import zigzag.data.idx.IdxFile;
import zigzag.data.idx.IdxSamples;
import zigzag.data.mnist.IdxFolder;

class FilePixelsTest {
  private static final long NEVER = Long.MAX_VALUE;

  @TempDir private Path folder;
  private Path images;

  @BeforeEach
  void nameImages() {
    images = folder.resolve(IdxFolder.TRAIN_IMAGES);
  }

  /** The last shape's images are longer than what is read at a time. */
  @ParameterizedTest
  @CsvSource({"30, 20, 28, 28, 10", "7, 3, 1, 1, 2", "3, 2, 300, 700, 2"})
  void holdsWhatTheHeapHolds(int train, int test, int rows, int columns, int classes)
      throws IOException {
    IdxSamples.writeFolder(folder, train, test, rows, columns, classes);
    try (IdxFolder heap = IdxFolder.load(folder, NEVER);
        IdxFolder file = IdxFolder.load(folder, 0)) {
      assertEquals(heap.provenance().sha256(), file.provenance().sha256());
      assertEquals(heap.train().sha256(), file.train().sha256());
      assertEquals(DatasetStatistics.of(heap.test()), DatasetStatistics.of(file.test()));
      int inputs = rows * columns;
      for (int example = train - 1; example >= 0; example--) {
        byte[] expected = new byte[inputs + 2];
        byte[] actual = new byte[inputs + 2];
        heap.train().copyPixels(example, expected, 1);
        file.train().copyPixels(example, actual, 1);
        assertArrayEquals(expected, actual);
      }
    }
  }

  @Test
  void isCopiedByteForByte() throws IOException {
    IdxSamples.writeFolder(folder, 200, 3, 28, 28, 10);
    Path copy = folder.resolve("copy");
    Path labels = folder.resolve("labels");
    List<Long> progress = new ArrayList<>();
    try (IdxFolder data = IdxFolder.load(folder, 0)) {
      IdxFile.write(data.train(), copy, labels, progress::add);
    }
    assertEquals(-1, Files.mismatch(images, copy));
    assertEquals(-1, Files.mismatch(folder.resolve(IdxFolder.TRAIN_LABELS), labels));
    assertEquals(200L * 28 * 28, progress.get(progress.size() - 1));
  }

  @Test
  void leavesSmallAndCompressedFilesAlone() throws IOException {
    byte[] idx = IdxSamples.idx(new byte[12], 3, 2, 2);
    Files.write(images, idx);
    assertTrue(isInHeap(images, idx.length + 1));
    assertTrue(!isInHeap(images, idx.length));
    Files.write(images, IdxSamples.gzip(idx));
    assertTrue(isInHeap(images, 0));
  }

  private static boolean isInHeap(Path path, long inPlace) throws IOException {
    try (Pixels pixels = IdxFile.read(path, 3, inPlace).open()) {
      return pixels instanceof Pixels.Heap;
    }
  }

  @ParameterizedTest
  @CsvSource({"11, only follow 11", "13, 13 follow"})
  void comparesHeaderAndSize(int length, String message) throws IOException {
    Files.write(images, IdxSamples.idx(new byte[length], 3, 2, 2));
    InputException e = assertThrows(InputException.class, () -> IdxFile.read(images, 3, 0));
    assertTrue(e.getMessage().startsWith(images.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void servesSeveralThreadsAtOnce() throws Exception {
    IdxSamples.writeFolder(folder, 500, 3, 28, 28, 10);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (IdxFolder heap = IdxFolder.load(folder, NEVER);
        IdxFolder file = IdxFolder.load(folder, 0)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int seed = 0; seed < 4; seed++) {
        Random random = new Random(seed);
        readers.add(threads.submit(() -> compare(heap.train(), file.train(), random)));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void compare(Dataset heap, Dataset file, Random random) {
    byte[] expected = new byte[784];
    byte[] actual = new byte[784];
    for (int i = 0; i < 5000; i++) {
      int example = random.nextInt(heap.size());
      heap.copyPixels(example, expected, 0);
      file.copyPixels(example, actual, 0);
      assertArrayEquals(expected, actual);
    }
  }

  @Test
  void allocatesNothingPerImage() throws IOException {
    IdxSamples.writeFolder(folder, 100, 3, 28, 28, 10);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] target = new byte[784];
    try (IdxFolder file = IdxFolder.load(folder, 0)) {
      Dataset data = file.train();
      for (int i = 0; i < 100; i++) {
        data.copyPixels(i, target, 0);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        data.copyPixels(i % 100, target, 0);
      }
      long perImage = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;
      assertEquals(0, perImage);
    }
  }

  @Test
  void reportsFileThatIsCutShort() throws IOException {
    IdxSamples.writeFolder(folder, 9, 3, 28, 28, 3);
    try (IdxFolder data = IdxFolder.load(folder, 0);
        RandomAccessFile file = new RandomAccessFile(images.toFile(), "rw")) {
      file.setLength(5000);
      byte[] target = new byte[784];
      data.train().copyPixels(5, target, 0);
      UncheckedIOException e =
          assertThrows(UncheckedIOException.class, () -> data.train().copyPixels(6, target, 0));
      assertEquals(
          images
              + ": can't be read any more (it has been cut short); leave data alone while it is"
              + " used",
          e.getCause().getMessage());
      IOException changed =
          assertThrows(IOException.class, data.train().pixels()::requireUnchanged);
      assertTrue(changed.getMessage().startsWith(images + ": the file has changed"));
    }
  }

  @Test
  void noticesThatFileWasWrittenTo() throws IOException {
    IdxSamples.writeFolder(folder, 9, 3, 28, 28, 3);
    IdxFile checked = IdxFile.read(images, 3, 0);
    try (IdxFolder data = IdxFolder.load(folder, 0)) {
      data.train().pixels().requireUnchanged();
      Files.setLastModifiedTime(images, FileTime.fromMillis(1));
      assertThrows(IOException.class, data.train().pixels()::requireUnchanged);
      data.test().pixels().requireUnchanged();
    }
    assertThrows(IOException.class, checked::open);
  }

  @Test
  void readsOnWhenFileIsDeletedOrReplaced() throws IOException {
    IdxSamples.writeFolder(folder, 9, 3, 28, 28, 3);
    byte[] expected = new byte[784];
    byte[] actual = new byte[784];
    try (IdxFolder data = IdxFolder.load(folder, 0)) {
      data.train().copyPixels(8, expected, 0);
      Files.delete(images);
      data.train().pixels().requireUnchanged();
      IdxFile.write(images, new byte[9 * 784], 9, 28, 28);
      data.train().pixels().requireUnchanged();
      data.train().copyPixels(8, actual, 0);
    }
    assertArrayEquals(expected, actual);
  }

  @Test
  void readsNoMoreOnceClosed() throws IOException {
    IdxSamples.writeFolder(folder, 9, 3, 2, 2, 3);
    IdxFolder data = IdxFolder.load(folder, 0);
    data.close();
    assertThrows(UncheckedIOException.class, () -> data.train().copyPixels(0, new byte[4], 0));
    assertThrows(UncheckedIOException.class, () -> data.test().copyPixels(0, new byte[4], 0));
  }

  /** Sparse: it takes no room on the disk. */
  @Test
  void findsImagesBeyondTwoGigabytes() throws IOException {
    int count = 6_000_000;
    long length = 784L * count;
    try (RandomAccessFile file = new RandomAccessFile(images.toFile(), "rw")) {
      file.setLength(16 + length);
      for (int example : new int[] {2_739_137, count - 1}) {
        file.seek(16 + 784L * example);
        file.write(IdxSamples.random(784, example));
      }
    }
    FilePixels.Version version = FilePixels.Version.of(images);
    try (Pixels pixels = new FilePixels(images, version, 16, length);
        Dataset data = new Dataset("x", 28, 28, 1, pixels, new byte[count])) {
      byte[] image = new byte[784];
      for (int example : new int[] {2_739_137, count - 1}) {
        data.copyPixels(example, image, 0);
        assertArrayEquals(IdxSamples.random(784, example), image);
        data.copyPixels(example - 1, image, 0);
        assertArrayEquals(new byte[784], image);
      }
      assertThrows(IndexOutOfBoundsException.class, () -> data.copyPixels(count, image, 0));
    }
  }
}
