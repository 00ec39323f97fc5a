package zigzag.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.data.BuiltInDigits;
import zigzag.data.Dataset;
import zigzag.data.FetchException;
import zigzag.data.IdxFile;
import zigzag.data.IdxFolder;
import zigzag.data.Mirrors;
import zigzag.data.Mnist;
import zigzag.data.MnistFetch;

/** The flags that say which data to use, and what they come to. */
final class DataOptions {
  /** How long {@code --data auto} looks for a mirror. */
  private static final Duration PROBE = Duration.ofSeconds(3);

  private static final String MNIST = "mnist";
  private static final String DIGITS = "digits";

  /** Built-in digits that fit into an array and the usual heap. */
  private static final int MOST_IN_MEMORY = 2_000_000;

  /** Bytes of images from which on it takes seconds to check them. */
  private static final long LARGE = 1L << 30;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--data",
      paramLabel = "auto|mnist|digits|DIR",
      description =
          "mnist: from $MNIST_DIR, else data/mnist, fetched on first use; digits: the built-in"
              + " digits; DIR: a folder of four IDX files; auto: mnist if it can be had within"
              + " seconds, else digits (default: auto)")
  private String data;

  @Option(
      names = "--digits",
      paramLabel = "N",
      description = "built-in training digits to make (default: " + BuiltInDigits.TRAIN_COUNT + ")")
  private Integer digits;

  @Option(
      names = "--test-digits",
      paramLabel = "N",
      description = "built-in test digits to make (default: a sixth of --digits)")
  private Integer testDigits;

  @Option(
      names = "--digits-seed",
      paramLabel = "N",
      description = "another set of built-in digits (default: 1)")
  private Long digitsSeed;

  @Option(
      names = "--allow-modified-data",
      description =
          "use MNIST even if it is not as it was published; it is then called MNIST (modified)")
  private boolean allowModified;

  /**
   * Training and test data and where they come from.
   *
   * @param description for {@code config.json}
   */
  record Loaded(Dataset train, Dataset test, ObjectNode description) implements AutoCloseable {
    boolean isBuiltIn() {
      return train.name().equals(BuiltInDigits.NAME);
    }

    /** Closes the files that images are read from. */
    @Override
    public void close() throws IOException {
      try (train) {
        test.close();
      }
    }
  }

  /**
   * Built-in digits to be made.
   *
   * @param train how many training images
   * @param test how many test images
   */
  record Digits(BuiltInDigits generator, int train, int test) {}

  /** Takes over what a stored run used; flags that were given must not differ from it. */
  void restore(ObjectNode description) {
    restore("--data", data, description.path("option").asText());
    data = description.path("option").asText();
    allowModified |= description.has("modified");
    if (description.has("digits")) {
      int storedCount = description.path("digits").asInt();
      long storedSeed = description.path("digits-seed").asLong();
      restore("--digits", digits, storedCount);
      restore("--digits-seed", digitsSeed, storedSeed);
      digits = storedCount;
      // Runs that took the usual sixth don't store it.
      Integer storedTest =
          description.has("test-digits") ? description.path("test-digits").asInt() : null;
      restore("--test-digits", testDigits, storedTest == null ? sixth(storedCount) : storedTest);
      testDigits = storedTest;
      digitsSeed = storedSeed;
    }
  }

  private static void restore(String flag, Object given, Object stored) {
    if (given != null && !given.equals(stored)) {
      throw new InputException(
          flag + " " + given + ": the run to resume has " + stored + "; leave the flag out");
    }
  }

  /** Loads or makes the data. */
  Loaded load(Messages messages) throws IOException {
    String option = resolve(messages);
    return switch (option) {
      case MNIST -> mnist(messages);
      case DIGITS -> make(digits(MOST_IN_MEMORY));
      default -> folder(Path.of(option), messages);
    };
  }

  /** The built-in digits that are asked for, as many as a file can hold; none if others are. */
  Optional<Digits> digits(Messages messages) throws IOException {
    return resolve(messages).equals(DIGITS)
        ? Optional.of(digits(Integer.MAX_VALUE))
        : Optional.empty();
  }

  /** The folder that MNIST is in, or will be. */
  static Path mnistFolder() {
    return isMnistFolderNamed() ? Path.of(System.getenv("MNIST_DIR")) : fetchFolder();
  }

  /** The folder that MNIST is fetched into: the program's own, wherever it is called from. */
  static Path fetchFolder() {
    return Path.of(System.getProperty("zigzag.home", ""), "data", "mnist");
  }

  private static boolean isMnistFolderNamed() {
    String variable = System.getenv("MNIST_DIR");
    return variable != null && !variable.isBlank();
  }

  /** What {@code --data} comes to: {@value #MNIST}, {@value #DIGITS} or a folder. */
  private String resolve(Messages messages) throws IOException {
    String option = data == null ? "auto" : data;
    if (!option.equalsIgnoreCase("auto") && !option.equalsIgnoreCase(DIGITS)) {
      refuseDigits(option);
    }
    return switch (option.toLowerCase(Locale.ROOT)) {
      case "auto" -> {
        data = auto(messages);
        if (!data.equals(DIGITS)) {
          refuseDigits(data);
        }
        yield data;
      }
      case MNIST -> MNIST;
      case DIGITS -> DIGITS;
      default -> option;
    };
  }

  /** Flags that would go unheeded, which would pass other data for the digits asked for. */
  private void refuseDigits(String option) {
    if (digits != null || testDigits != null || digitsSeed != null) {
      throw new InputException(
          (digits != null ? "--digits" : testDigits != null ? "--test-digits" : "--digits-seed")
              + " is for the built-in digits, not for "
              + option
              + "; leave it out, or use --data digits");
    }
  }

  private static String auto(Messages messages) throws IOException {
    if (isMnistFolderNamed() || IdxFolder.missing(mnistFolder()).isEmpty()) {
      return MNIST;
    }
    String reason;
    try {
      if (new MnistFetch(Mirrors.of(System::getenv)).isReachable(PROBE)) {
        new FetchProgress(messages).fetch(Mirrors.of(System::getenv), mnistFolder());
        return MNIST;
      }
      reason = "no mirror can be reached";
    } catch (FetchException e) {
      reason = e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while looking for MNIST", e);
    }
    messages.say("MNIST is not here and can't be fetched (" + reason + "):");
    messages.say("using the BUILT-IN DIGITS instead. These results are not MNIST results.");
    return DIGITS;
  }

  private Loaded mnist(Messages messages) throws IOException {
    Path folder = mnistFolder();
    if (!IdxFolder.missing(folder).isEmpty()) {
      if (isMnistFolderNamed()) {
        throw new InputException(
            "$MNIST_DIR is "
                + folder
                + ", which lacks "
                + String.join(", ", IdxFolder.missing(folder))
                + "; correct or unset it");
      }
      new FetchProgress(messages).fetch(Mirrors.of(System::getenv), folder);
    }
    IdxFolder files = IdxFolder.load(folder);
    List<String> differing = files.differingFromMnist();
    if (differing.isEmpty()) {
      return loaded(MNIST, folder, files);
    }
    String difference =
        folder + " does not hold MNIST as it was published (" + String.join(", ", differing) + ")";
    if (!allowModified) {
      files.close();
      throw new InputException(
          difference
              + "; fetch it anew, or use it all the same with --allow-modified-data, which calls it "
              + Mnist.MODIFIED);
    }
    messages.say(difference + ":");
    messages.say("using it as " + Mnist.MODIFIED + ". These results are not MNIST results.");
    Loaded loaded = loaded(MNIST, folder, files.named(Mnist.MODIFIED));
    differing.forEach(loaded.description().putArray("modified")::add);
    return loaded;
  }

  private static Loaded folder(Path folder, Messages messages) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "--data "
              + folder
              + ": there is no such folder; give auto, mnist, digits or a folder of IDX files");
    }
    Path absolute = folder.toAbsolutePath().normalize();
    Optional<Path> images = IdxFile.find(folder, IdxFolder.TRAIN_IMAGES);
    if (images.isPresent() && Files.size(images.get()) >= LARGE) {
      messages.say("checking " + images.get() + ": " + (Files.size(images.get()) >> 20) + " MB");
    }
    return loaded(absolute.toString(), absolute, IdxFolder.load(folder));
  }

  private static Loaded loaded(String option, Path folder, IdxFolder files) {
    ObjectNode description = JSON.createObjectNode();
    description.put("name", files.name());
    description.put("option", option);
    description.put("folder", folder.toAbsolutePath().normalize().toString());
    ObjectNode sums = description.putObject("sha256");
    files.sha256().forEach(sums::put);
    return new Loaded(files.train(), files.test(), description);
  }

  private Digits digits(int most) {
    int count = digits == null ? BuiltInDigits.TRAIN_COUNT : digits;
    int testCount = testDigits == null ? sixth(count) : testDigits;
    require("--digits", count, most);
    require("--test-digits", testCount, most);
    return new Digits(new BuiltInDigits(digitsSeed == null ? 1 : digitsSeed), count, testCount);
  }

  private static void require(String flag, int count, int most) {
    if (count < 1 || count > most) {
      throw new InputException(
          flag
              + " "
              + count
              + ": give a number from 1 to "
              + most
              + (count > most ? "; write more to files (data export) and use their folder" : ""));
    }
  }

  private static int sixth(int count) {
    return Math.max(1, (int) ((long) count * BuiltInDigits.TEST_COUNT / BuiltInDigits.TRAIN_COUNT));
  }

  private Loaded make(Digits wanted) throws IOException {
    long bytes = BuiltInDigits.bytes(wanted.train) + BuiltInDigits.bytes(wanted.test);
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "--digits %d: with %d test digits they take %d MB of memory, and the program may take"
                  + " %d MB; make fewer, allow more with ZIGZAG_HEAP, as in ZIGZAG_HEAP=8g, or write"
                  + " them to files (data export) and use their folder",
              wanted.train,
              wanted.test,
              bytes >> 20,
              available >> 20));
    }
    Dataset train = wanted.generator.train(wanted.train);
    Dataset test = wanted.generator.test(wanted.test);
    return new Loaded(train, test, describe(wanted, train.sha256(), test.sha256()));
  }

  /** Built-in digits for {@code config.json}. */
  static ObjectNode describe(Digits made, String trainSum, String testSum) {
    ObjectNode description = JSON.createObjectNode();
    description.put("name", BuiltInDigits.NAME);
    description.put("option", DIGITS);
    description.put("digits", made.train);
    if (made.test != sixth(made.train)) {
      description.put("test-digits", made.test);
    }
    description.put("digits-seed", made.generator.seed());
    ObjectNode sums = description.putObject("sha256");
    sums.put("train", trainSum);
    sums.put("test", testSum);
    return description;
  }
}
