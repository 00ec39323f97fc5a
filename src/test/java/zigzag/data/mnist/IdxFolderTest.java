package zigzag.data.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.InputException;
import zigzag.data.Dataset;
import zigzag.data.idx.GzipInput;
import zigzag.data.idx.IdxFile;
import zigzag.data.idx.IdxSamples;
import zigzag.data.mnist.Mnist.PublishedFile;

class IdxFolderTest {
  @TempDir private Path parent;

  private Path folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("shapes"));
  }

  @ParameterizedTest
  @CsvSource({"30, 20, 28, 28, 10", "7, 3, 1, 1, 2", "600, 300, 2, 9, 256", "5, 4, 64, 3, 1"})
  void loadsImagesOfAnySize(int train, int test, int rows, int columns, int classes)
      throws IOException {
    IdxSamples.writeFolder(folder, train, test, rows, columns, classes);
    IdxFolder data = IdxFolder.load(folder);

    assertEquals("shapes", data.provenance().name());
    for (Dataset part : List.of(data.train(), data.test())) {
      int size = part.equals(data.train()) ? train : test;
      assertEquals("shapes", part.name());
      assertEquals(size, part.size());
      assertEquals(rows, part.rows());
      assertEquals(columns, part.columns());
      assertEquals(classes, part.classes());
      byte[] expected = IdxSamples.random(size * rows * columns, size);
      byte[] pixels = new byte[expected.length];
      for (int i = 0; i < size; i++) {
        part.copyPixels(i, pixels, i * part.inputs());
        assertEquals(i % classes, part.label(i));
      }
      assertArrayEquals(expected, pixels);
    }
  }

  /** Each fits, all four don't; no memory is taken to find it out. */
  @Test
  void refusesWhatDoesNotFitIntoMemoryTogether() throws IOException {
    int images = (int) (0.4 * Runtime.getRuntime().maxMemory() / (1 << 16));
    for (String name : List.of(IdxFolder.TRAIN_IMAGES, IdxFolder.TEST_IMAGES)) {
      // As many bytes as may hold so much, by gzip's largest ratio.
      byte[] content = IdxSamples.random(images * 256 * 256 / GzipInput.MAX_RATIO, 1);
      byte[] gzip = IdxSamples.gzip(IdxSamples.idx(content, images, 256, 256));
      Files.write(folder.resolve(name + ".gz"), gzip);
    }
    IdxFile.write(folder.resolve(IdxFolder.TRAIN_LABELS), new byte[images], images);
    IdxFile.write(folder.resolve(IdxFolder.TEST_LABELS), new byte[images], images);
    InputException e = assertThrows(InputException.class, () -> IdxFolder.load(folder));
    assertTrue(
        e.getMessage()
            .matches(Pattern.quote(folder + ": its ") + "[\\d,]+ bytes don't fit into .*"),
        e.getMessage());
  }

  @Test
  void findsFilesInEverySpelling() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    Path images = folder.resolve(IdxFolder.TRAIN_IMAGES);
    Files.write(
        folder.resolve("train-images-idx3-ubyte.gz"), IdxSamples.gzip(Files.readAllBytes(images)));
    Files.delete(images);
    Files.move(folder.resolve(IdxFolder.TRAIN_LABELS), folder.resolve("train-labels.idx1-ubyte"));
    Path testImages = folder.resolve(IdxFolder.TEST_IMAGES);
    Files.write(
        folder.resolve("t10k-images.idx3-ubyte.gz"),
        IdxSamples.gzip(Files.readAllBytes(testImages)));
    Files.delete(testImages);

    assertEquals(List.of(), IdxFolder.missing(folder));
    assertEquals(6, IdxFolder.load(folder).train().size());
  }

  @Test
  void aLargerLabelInTheTestDataAddsNoClassToTheTrainingData() throws IOException {
    IdxSamples.writeFolder(folder, 4, 2, 1, 1, 2);
    IdxFile.write(folder.resolve(IdxFolder.TEST_LABELS), new byte[] {0, (byte) 255}, 2);
    IdxFolder data = IdxFolder.load(folder);
    assertEquals(2, data.train().classes());
    assertEquals(256, data.test().classes());
    assertEquals(255, data.test().label(1));
  }

  @Test
  void givesTheSumOfEveryDecompressedFile() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    IdxFolder data = IdxFolder.load(folder);
    assertEquals(
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte"),
        List.copyOf(data.provenance().sha256().keySet()));
    for (String name : data.provenance().sha256().keySet()) {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      assertEquals(IdxSamples.sha256(bytes), data.provenance().sha256().get(name));
    }
    assertEquals(List.copyOf(data.provenance().sha256().keySet()), data.differingFromMnist());
  }

  @Test
  void otherDataNeverPassesForMnist() throws IOException {
    Path mnist = Files.createDirectory(parent.resolve("mnist"));
    IdxSamples.writeFolder(mnist, 6, 5, 2, 2, 3);
    assertEquals("mnist (modified)", IdxFolder.load(mnist).provenance().name());
  }

  @Test
  void namesTheFolderEvenIfItIsGivenAsADot() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    assertEquals("shapes", IdxFolder.load(folder.resolve(".")).provenance().name());
  }

  @Test
  void namesAllMissingFilesAtOnce() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    Files.delete(folder.resolve(IdxFolder.TRAIN_LABELS));
    Files.delete(folder.resolve(IdxFolder.TEST_IMAGES));
    assertEquals(List.of(IdxFolder.TRAIN_LABELS, IdxFolder.TEST_IMAGES), IdxFolder.missing(folder));
    assertRefused("no train-labels-idx1-ubyte, no t10k-images-idx3-ubyte (plain or .gz); put");
  }

  @Test
  void refusesAFolderThatIsNotThere() throws IOException {
    Files.delete(folder);
    assertRefused("there is no such folder");
  }

  @Test
  void refusesLabelsOfOtherImages() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    IdxFile.write(folder.resolve(IdxFolder.TRAIN_LABELS), new byte[7], 7);
    assertRefused("train-images-idx3-ubyte: holds 6 images, but ");
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    IdxFile.write(folder.resolve(IdxFolder.TEST_LABELS), new byte[4], 4);
    assertRefused("t10k-labels-idx1-ubyte holds 4 labels");
  }

  @Test
  void refusesTestImagesOfAnotherSize() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    IdxFile.write(folder.resolve(IdxFolder.TEST_IMAGES), new byte[20], 5, 1, 4);
    assertRefused("its images are 1 x 4 pixels, those of ");
  }

  @Test
  void refusesSwappedFiles() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    Files.copy(
        folder.resolve(IdxFolder.TRAIN_IMAGES),
        folder.resolve(IdxFolder.TRAIN_LABELS),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused("train-labels-idx1-ubyte: the file has 3 dimensions where 1 are wanted");
  }

  @Test
  void stopsWhenInterrupted() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> IdxFolder.load(folder));
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  @Test
  void describesWholeMissingDamagedAndDifferentFiles() throws IOException {
    byte[] idx = IdxSamples.idx(IdxSamples.random(12, 1), 3, 2, 2);
    PublishedFile file = new PublishedFile("a-idx3-ubyte", idx.length, IdxSamples.sha256(idx));

    Mnist.Check missing = file.check(folder);
    assertEquals(Mnist.Status.MISSING, missing.status());
    assertEquals(folder.resolve("a-idx3-ubyte.gz"), missing.path());

    Path path = Files.write(folder.resolve("a-idx3-ubyte.gz"), IdxSamples.gzip(idx));
    assertEquals(Mnist.Status.WHOLE, file.check(folder).status());

    Files.write(path, Arrays.copyOf(IdxSamples.gzip(idx), 20));
    Mnist.Check damaged = file.check(folder);
    assertEquals(Mnist.Status.DAMAGED, damaged.status());
    assertTrue(damaged.detail().contains("breaks off"), damaged.detail());

    IdxFile.write(path, new byte[12], 3, 2, 2);
    Mnist.Check different = file.check(folder);
    assertEquals(Mnist.Status.DIFFERENT, different.status());
    assertEquals(path, different.path());
    assertTrue(different.detail().contains(file.sha256()), different.detail());
  }

  @Test
  void verifiesTheFourFilesOfMnistInOrder() throws IOException {
    IdxSamples.writeFolder(folder, 6, 5, 2, 2, 3);
    Files.delete(folder.resolve(IdxFolder.TEST_LABELS));
    Files.write(folder.resolve(IdxFolder.TRAIN_LABELS), new byte[0]);
    assertEquals(
        List.of(
            Mnist.Status.DIFFERENT,
            Mnist.Status.DAMAGED,
            Mnist.Status.DIFFERENT,
            Mnist.Status.MISSING),
        Mnist.verify(folder).stream().map(Mnist.Check::status).toList());
  }

  @ParameterizedTest
  @CsvSource({"0, 64", "-1, 64", "10, 63", "10, 65"})
  void refusesPublishedFilesThatCannotBe(long size, int digits) {
    assertThrows(
        IllegalArgumentException.class, () -> new PublishedFile("a", size, "a".repeat(digits)));
  }

  /** Also says what to do, and which of the paths is meant. */
  private void assertRefused(String message) {
    InputException e = assertThrows(InputException.class, () -> IdxFolder.load(folder));
    assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().contains("; "), e.getMessage());
  }
}
