package zigzag.data;

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

/**
 * Training and test data from a folder with four IDX files, plain or {@code .gz}, under their MNIST
 * names: MNIST itself or any data set of the same form, such as Fashion-MNIST.
 *
 * @param name {@value Mnist#NAME} if all four files are the published ones, otherwise the folder's
 *     name
 * @param train the training examples
 * @param test the test examples, of the same image size and number of classes
 * @param sha256 by file name without {@code .gz}, the SHA-256 sum of each decompressed file
 */
public record IdxFolder(String name, Dataset train, Dataset test, Map<String, String> sha256) {
  public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  public static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private static final int IMAGE_DIMENSIONS = 3;
  private static final int LABEL_DIMENSIONS = 1;

  public IdxFolder {
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /** A file as it was found and read. */
  private record Loaded(Path path, IdxFile idx) {
    int length() {
      return idx.dimensions().get(0);
    }
  }

  /** The names of the files, without {@code .gz}, that a folder lacks; none if it is complete. */
  public static List<String> missing(Path folder) {
    return List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS).stream()
        .filter(name -> IdxFile.find(folder, name).isEmpty())
        .toList();
  }

  /**
   * Loads the four files. The number of classes is one more than the largest label.
   *
   * @throws InputException if the folder or one of the files is missing, if a file is malformed, or
   *     if the files contradict each other
   * @throws IOException if a file can't be read
   */
  public static IdxFolder load(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + ": there is no such folder; check the path");
    }
    List<String> missing = missing(folder);
    if (!missing.isEmpty()) {
      throw new InputException(
          String.format(
              "%s: no %s (plain or .gz); put the four files of a data set there under their MNIST"
                  + " names, or fetch MNIST (data fetch)",
              folder, String.join(", no ", missing)));
    }
    Map<String, Loaded> files = readAll(folder);
    Loaded trainImages = files.get(TRAIN_IMAGES);
    Loaded trainLabels = files.get(TRAIN_LABELS);
    Loaded testImages = files.get(TEST_IMAGES);
    Loaded testLabels = files.get(TEST_LABELS);
    checkCounts(trainImages, trainLabels);
    checkCounts(testImages, testLabels);
    checkImageSizes(trainImages, testImages);

    Map<String, String> sums = new LinkedHashMap<>();
    files.forEach((file, loaded) -> sums.put(file, loaded.idx.sha256()));
    String name = differing(sums).isEmpty() ? Mnist.NAME : folderName(folder);
    int classes = 1 + Math.max(largestLabel(trainLabels), largestLabel(testLabels));
    return new IdxFolder(
        name,
        dataset(name, classes, trainImages, trainLabels),
        dataset(name, classes, testImages, testLabels),
        sums);
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
    String name = last == null ? folder.toString() : last.toString();
    return name.toUpperCase(Locale.ROOT).equals(Mnist.NAME) ? name + " (modified)" : name;
  }

  /** One thread per file: nearly all the time goes to inflating the training images. */
  private static Map<String, Loaded> readAll(Path folder) throws IOException {
    Map<String, Integer> dimensions = new LinkedHashMap<>();
    dimensions.put(TRAIN_IMAGES, IMAGE_DIMENSIONS);
    dimensions.put(TRAIN_LABELS, LABEL_DIMENSIONS);
    dimensions.put(TEST_IMAGES, IMAGE_DIMENSIONS);
    dimensions.put(TEST_LABELS, LABEL_DIMENSIONS);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before reading " + folder);
    }
    ExecutorService threads = Executors.newFixedThreadPool(dimensions.size());
    try {
      Map<String, Future<Loaded>> pending = new LinkedHashMap<>();
      dimensions.forEach(
          (name, count) -> pending.put(name, threads.submit(() -> read(folder, name, count))));
      Map<String, Loaded> files = new LinkedHashMap<>();
      for (Map.Entry<String, Future<Loaded>> entry : pending.entrySet()) {
        files.put(entry.getKey(), entry.getValue().get());
      }
      return files;
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

  private static Loaded read(Path folder, String name, int dimensions) throws IOException {
    Path path = IdxFile.find(folder, name).orElse(folder.resolve(name));
    return new Loaded(path, IdxFile.read(path, dimensions));
  }

  private static void checkCounts(Loaded images, Loaded labels) {
    if (images.length() != labels.length()) {
      throw new InputException(
          String.format(
              "%s: holds %d images, but %s holds %d labels; take both from the same data set",
              images.path, images.length(), labels.path, labels.length()));
    }
  }

  private static void checkImageSizes(Loaded train, Loaded test) {
    List<Integer> trained = train.idx.dimensions().subList(1, IMAGE_DIMENSIONS);
    List<Integer> tested = test.idx.dimensions().subList(1, IMAGE_DIMENSIONS);
    if (!trained.equals(tested)) {
      throw new InputException(
          String.format(
              "%s: its images are %d x %d pixels, those of %s %d x %d; take both from the same"
                  + " data set",
              test.path, tested.get(0), tested.get(1), train.path, trained.get(0), trained.get(1)));
    }
  }

  private static int largestLabel(Loaded labels) {
    int largest = 0;
    for (byte label : labels.idx.content()) {
      largest = Math.max(largest, label & 0xff);
    }
    return largest;
  }

  private static Dataset dataset(String name, int classes, Loaded images, Loaded labels) {
    List<Integer> dimensions = images.idx.dimensions();
    return new Dataset(
        name,
        dimensions.get(1),
        dimensions.get(2),
        classes,
        images.idx.content(),
        labels.idx.content());
  }
}
