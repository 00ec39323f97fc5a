package zigzag.data.mnist;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.data.Dataset;
import zigzag.data.Provenance;
import zigzag.data.idx.IdxFile;

/**
 * Training and test data from a folder with four IDX files, plain or {@code .gz}, under their MNIST
 * names: MNIST itself or any data set of the same form, such as Fashion-MNIST.
 *
 * @param test of the same image size; may have more classes
 * @param provenance with the name {@value Mnist#NAME} if all four files are the published ones,
 *     otherwise the folder's, which is also the option
 */
public record IdxFolder(Dataset train, Dataset test, Provenance provenance)
    implements AutoCloseable {
  public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  public static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  /** The four names, without {@code .gz}. */
  public static final List<String> FILES =
      List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

  /** The names of the files, without {@code .gz}, that a folder lacks; none if it is complete. */
  public static List<String> missing(Path folder) {
    return FILES.stream().filter(name -> IdxFile.find(folder, name).isEmpty()).toList();
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
    return load(folder, IdxFile.IN_PLACE);
  }

  /** Loads the four files; of plain images, those with at least so many bytes stay in place. */
  public static IdxFolder load(Path folder, long inPlace) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + ": there is no such folder; check the path");
    }
    List<String> missing = missing(folder);
    if (!missing.isEmpty()) {
      throw new InputException(
          Numerals.format(
              "%s: no %s (plain or .gz); put the four files of a data set there under their MNIST"
                  + " names, or fetch MNIST (data fetch)",
              folder, String.join(", no ", missing)));
    }
    Map<String, IdxFile> files = readAll(folder, inPlace);
    IdxFile images = files.get(TRAIN_IMAGES);
    IdxFile labels = files.get(TRAIN_LABELS);
    IdxFile testImages = files.get(TEST_IMAGES);
    IdxFile testLabels = files.get(TEST_LABELS);
    checkCounts(images, labels);
    checkCounts(testImages, testLabels);
    checkImageSizes(images, testImages);
    Map<String, String> sums = new LinkedHashMap<>();
    files.forEach((name, file) -> sums.put(name, file.sha256()));
    String name = Mnist.differing(sums).isEmpty() ? Mnist.NAME : folderName(folder);
    String path = folder.toAbsolutePath().normalize().toString();
    Provenance provenance = new Provenance(name, path, path, null, null, null, sums, null);
    int classes = classes(labels);
    Dataset train = dataset(name, classes, images, labels);
    try {
      int testClasses = Math.max(classes, classes(testLabels));
      return new IdxFolder(train, dataset(name, testClasses, testImages, testLabels), provenance);
    } catch (IOException | RuntimeException e) {
      train.close();
      throw e;
    }
  }

  /** The names of the files whose content is not that of MNIST. */
  public List<String> differingFromMnist() {
    return Mnist.differing(provenance.sha256());
  }

  /**
   * The same data as MNIST, modified if it is; this one is not to be used any more.
   *
   * @param option what it is to be named by again
   */
  public IdxFolder asMnist(String option) {
    List<String> differing = differingFromMnist();
    String name = differing.isEmpty() ? Mnist.NAME : Mnist.MODIFIED;
    List<String> modified = differing.isEmpty() ? null : differing;
    String path = provenance.folder();
    Map<String, String> sums = provenance.sha256();
    return new IdxFolder(
        train.named(name),
        test.named(name),
        new Provenance(name, option, path, null, null, null, sums, modified));
  }

  @Override
  public void close() throws IOException {
    try (train) {
      test.close();
    }
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
   * One file after the other: nearly all the time goes to inflating or summing the training images.
   * Nothing is open when it returns or throws.
   */
  private static Map<String, IdxFile> readAll(Path folder, long inPlace) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before reading " + folder);
    }
    long need = 0;
    for (String name : FILES) {
      need += IdxFile.need(file(folder, name), dimensions(name), inPlace);
    }
    IdxFile.requireRoom(folder, need);
    Map<String, IdxFile> files = new LinkedHashMap<>();
    for (String name : FILES) {
      files.put(name, IdxFile.read(file(folder, name), dimensions(name), inPlace));
    }
    return files;
  }

  private static Path file(Path folder, String name) {
    return IdxFile.find(folder, name).orElse(folder.resolve(name));
  }

  private static int dimensions(String name) {
    return name.equals(TRAIN_LABELS) || name.equals(TEST_LABELS) ? 1 : 3;
  }

  private static void checkCounts(IdxFile images, IdxFile labels) {
    int count = images.dimensions().get(0);
    int labelCount = labels.dimensions().get(0);
    if (count != labelCount) {
      throw new InputException(
          Numerals.format(
              "%s: holds %,d images, but %s holds %,d labels; take both from the same data set",
              images.path(), count, labels.path(), labelCount));
    }
  }

  private static void checkImageSizes(IdxFile train, IdxFile test) {
    String size = size(train);
    String testSize = size(test);
    if (!testSize.equals(size)) {
      throw new InputException(
          Numerals.format(
              "%s: its images are %s pixels, those of %s %s; take both from the same data set",
              test.path(), testSize, train.path(), size));
    }
  }

  private static String size(IdxFile images) {
    return images.dimensions().get(1) + " x " + images.dimensions().get(2);
  }

  private static int classes(IdxFile labels) {
    byte[] all = labels.content();
    return 1 + IntStream.range(0, all.length).map(i -> all[i] & 0xff).max().getAsInt();
  }

  private static Dataset dataset(String name, int classes, IdxFile images, IdxFile labels)
      throws IOException {
    List<Integer> size = images.dimensions();
    return new Dataset(name, size.get(1), size.get(2), classes, images.open(), labels.content());
  }
}
