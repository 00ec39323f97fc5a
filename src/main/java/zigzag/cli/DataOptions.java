package zigzag.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.data.BuiltInDigits;
import zigzag.data.Dataset;
import zigzag.data.FetchException;
import zigzag.data.IdxFolder;
import zigzag.data.Mirrors;
import zigzag.data.MnistFetch;

/** The flags that say which data to use, and what they come to. */
final class DataOptions {
  /** How long {@code --data auto} looks for a mirror. */
  private static final Duration PROBE = Duration.ofSeconds(3);

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
      description =
          "built-in training digits to make, and a sixth as many for the test (default: "
              + BuiltInDigits.TRAIN_COUNT
              + ")")
  private Integer digits;

  @Option(
      names = "--digits-seed",
      paramLabel = "N",
      description = "another set of built-in digits (default: 1)")
  private Long digitsSeed;

  /**
   * Training and test data and where they come from.
   *
   * @param description for {@code config.json}
   */
  record Loaded(Dataset train, Dataset test, ObjectNode description) {
    boolean isBuiltIn() {
      return train.name().equals(BuiltInDigits.NAME);
    }
  }

  /** Takes over what a stored run used; flags that were given must not differ from it. */
  void restore(ObjectNode description) {
    restore("--data", data, description.path("option").asText());
    data = description.path("option").asText();
    if (description.has("digits")) {
      int storedCount = description.path("digits").asInt();
      long storedSeed = description.path("digits-seed").asLong();
      restore("--digits", digits, storedCount);
      restore("--digits-seed", digitsSeed, storedSeed);
      digits = storedCount;
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
    String option = data == null ? "auto" : data;
    return switch (option.toLowerCase(Locale.ROOT)) {
      case "auto" -> auto(messages);
      case "mnist" -> mnist(messages);
      case "digits" -> digits();
      default -> folder(Path.of(option));
    };
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

  private Loaded auto(Messages messages) throws IOException {
    if (isMnistFolderNamed() || IdxFolder.missing(mnistFolder()).isEmpty()) {
      return mnist(messages);
    }
    String reason;
    try {
      if (new MnistFetch(Mirrors.of(System::getenv)).isReachable(PROBE)) {
        return mnist(messages);
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
    return digits();
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
    if (!files.isMnist()) {
      throw new InputException(
          folder
              + " does not hold MNIST as it was published ("
              + String.join(", ", files.differingFromMnist())
              + "); fetch it anew, or name the folder with --data to use it under another name");
    }
    return loaded("mnist", folder, files);
  }

  private static Loaded folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "--data "
              + folder
              + ": there is no such folder; give auto, mnist, digits or a folder of IDX files");
    }
    Path absolute = folder.toAbsolutePath().normalize();
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

  private Loaded digits() {
    int count = digits == null ? BuiltInDigits.TRAIN_COUNT : digits;
    long seed = digitsSeed == null ? 1 : digitsSeed;
    if (count < 1 || count > 2_000_000) {
      throw new InputException("--digits " + count + ": give a number from 1 to 2000000");
    }
    BuiltInDigits generator = new BuiltInDigits(seed);
    int testCount =
        Math.max(1, (int) ((long) count * BuiltInDigits.TEST_COUNT / BuiltInDigits.TRAIN_COUNT));
    Dataset train = generator.train(count);
    Dataset test = generator.test(testCount);
    ObjectNode description = JSON.createObjectNode();
    description.put("name", train.name());
    description.put("option", "digits");
    description.put("digits", count);
    description.put("digits-seed", seed);
    ObjectNode sums = description.putObject("sha256");
    sums.put("train", train.sha256());
    sums.put("test", test.sha256());
    return new Loaded(train, test, description);
  }
}
