package zigzag.data.mnist;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.data.Dataset;
import zigzag.data.idx.IdxFile;
import zigzag.data.idx.IdxImages;
import zigzag.data.idx.IdxReader;

/**
 * Training and test data from a folder with four IDX files, plain or {@code .gz}, under their MNIST
 * names: MNIST itself or any data set of the same form, such as Fashion-MNIST.
 *
 * @param name {@value Mnist#NAME} if all four files are the published ones, otherwise the folder's
 *     name
 * @param train the training examples
 * @param test the test examples, of the same image size; they may have more classes
 * @param sha256 by file name without {@code .gz}, the SHA-256 sum of each decompressed file
 */
public record IdxFolder(String name, Dataset train, Dataset test, Map<String, String> sha256)
    implements AutoCloseable {
  public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  public static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private static final int LABEL_DIMENSIONS = 1;

  public IdxFolder {
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /** Labels as they were found and read. */
  private record Labels(Path path, IdxFile idx) {}

  /** The files of a training or a test set. */
  private record Part(IdxImages images, Labels labels) {}

  /** The names of the files, without {@code .gz}, that a folder lacks; none if it is complete. */
  public static List<String> missing(Path folder) {
    return List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS).stream()
        .filter(name -> IdxFile.find(folder, name).isEmpty())
        .toList();
  }

  /**
   * Loads the four files; large plain ones with images stay where they are and are read as they are
   * needed. The number of classes is one more than the largest label: for the training data of its
   * own labels alone, for the test data of both.
   *
   * @throws InputException if the folder or one of the files is missing, if a file is malformed, or
   *     if the files contradict each other
   * @throws IOException if a file can't be read
   */
  public static IdxFolder load(Path folder) throws IOException {
    return load(folder, IdxImages.IN_PLACE);
  }

  /** Loads the four files; of plain images, those with at least so many bytes stay in place. */
  public static IdxFolder load(Path folder, long inPlace) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + ": there is no such folder; check the path");
    }
    List<String> missing = missing(folder);
    if (!missing.isEmpty()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: no %s (plain or .gz); put the four files of a data set there under their MNIST"
                  + " names, or fetch MNIST (data fetch)",
              folder,
              String.join(", no ", missing)));
    }
    List<Part> parts = readAll(folder, inPlace);
    Part train = parts.get(0);
    Part test = parts.get(1);
    checkCounts(train);
    checkCounts(test);
    checkImageSizes(train.images, test.images);

    Map<String, String> sums = new LinkedHashMap<>();
    sums.put(TRAIN_IMAGES, train.images.sha256());
    sums.put(TRAIN_LABELS, train.labels.idx.sha256());
    sums.put(TEST_IMAGES, test.images.sha256());
    sums.put(TEST_LABELS, test.labels.idx.sha256());
    String name = differing(sums).isEmpty() ? Mnist.NAME : folderName(folder);
    int classes = 1 + largestLabel(train.labels);
    int testClasses = Math.max(classes, 1 + largestLabel(test.labels));
    Dataset trainData = dataset(name, classes, train);
    try {
      return new IdxFolder(name, trainData, dataset(name, testClasses, test), sums);
    } catch (IOException | RuntimeException e) {
      trainData.close();
      throw e;
    }
  }

  /** The same data under another name; this one is not to be used any more. */
  public IdxFolder named(String other) {
    return new IdxFolder(other, train.named(other), test.named(other), sha256);
  }

  /** Closes both data sets. */
  @Override
  public void close() throws IOException {
    try (train) {
      test.close();
    }
  }

  /** Whether all four files are those of MNIST, byte for byte once decompressed. */
  public boolean isMnist() {
    return differingFromMnist().isEmpty();
  }

  /** The names of the files whose content is not that of MNIST. */
  public List<String> differingFromMnist() {
    return differing(sha256);
  }

  private static List<String> differing(Map<String, String> sums) {
    return Mnist.FILES.stream()
        .filter(file -> !file.sha256().equals(sums.get(file.name())))
        .map(PublishedFile::name)
        .toList();
  }

  /** A folder that calls itself MNIST without being MNIST must not pass for it in results. */
  private static String folderName(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    String name = Printable.line(last == null ? folder.toString() : last.toString());
    if (name.isBlank()) {
      return '"' + name + '"';
    }
    return name.toUpperCase(Locale.ROOT).equals(Mnist.NAME) ? name + " (modified)" : name;
  }

  /**
   * One thread per file: nearly all the time goes to inflating or summing the training images.
   * Nothing is open when it returns or throws.
   */
  private static List<Part> readAll(Path folder, long inPlace) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before reading " + folder);
    }
    IdxReader.requireRoom(folder, need(folder, inPlace));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Future<IdxImages> trainImages = threads.submit(() -> images(folder, TRAIN_IMAGES, inPlace));
      Future<Labels> trainLabels = threads.submit(() -> labels(folder, TRAIN_LABELS));
      Future<IdxImages> testImages = threads.submit(() -> images(folder, TEST_IMAGES, inPlace));
      Future<Labels> testLabels = threads.submit(() -> labels(folder, TEST_LABELS));
      return List.of(
          new Part(trainImages.get(), trainLabels.get()),
          new Part(testImages.get(), testLabels.get()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + folder);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The bytes of memory that the four files take, together. */
  private static long need(Path folder, long inPlace) throws IOException {
    return IdxImages.need(find(folder, TRAIN_IMAGES), inPlace)
        + IdxReader.need(find(folder, TRAIN_LABELS), LABEL_DIMENSIONS)
        + IdxImages.need(find(folder, TEST_IMAGES), inPlace)
        + IdxReader.need(find(folder, TEST_LABELS), LABEL_DIMENSIONS);
  }

  private static IdxImages images(Path folder, String name, long inPlace) throws IOException {
    return IdxImages.check(find(folder, name), inPlace);
  }

  private static Labels labels(Path folder, String name) throws IOException {
    Path path = find(folder, name);
    return new Labels(path, IdxFile.read(path, LABEL_DIMENSIONS));
  }

  private static Path find(Path folder, String name) {
    return IdxFile.find(folder, name).orElse(folder.resolve(name));
  }

  private static void checkCounts(Part part) {
    int images = part.images.count();
    int labels = part.labels.idx.content().length;
    if (images != labels) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: holds %d images, but %s holds %d labels; take both from the same data set",
              part.images.path(),
              images,
              part.labels.path,
              labels));
    }
  }

  private static void checkImageSizes(IdxImages train, IdxImages test) {
    if (train.rows() != test.rows() || train.columns() != test.columns()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: its images are %d x %d pixels, those of %s %d x %d; take both from the same"
                  + " data set",
              test.path(),
              test.rows(),
              test.columns(),
              train.path(),
              train.rows(),
              train.columns()));
    }
  }

  private static int largestLabel(Labels labels) {
    int largest = 0;
    for (byte label : labels.idx.content()) {
      largest = Math.max(largest, label & 0xff);
    }
    return largest;
  }

  private static Dataset dataset(String name, int classes, Part part) throws IOException {
    IdxImages images = part.images;
    return new Dataset(
        name, images.rows(), images.columns(), classes, images.open(), part.labels.idx.content());
  }
}
