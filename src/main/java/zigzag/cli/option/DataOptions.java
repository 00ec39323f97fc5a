package zigzag.cli.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.cli.terminal.Messages;
import zigzag.data.Dataset;
import zigzag.data.Provenance;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.digits.DigitsToMake;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;

/** The flags that say which data to use, and what they come to. */
public final class DataOptions {
  /** Built-in digits that fit into an array and the usual heap. */
  private static final int MAX_IN_MEMORY = 2_000_000;

  /** Bytes of images from which on it takes seconds to check them. */
  private static final long LARGE = 1L << 30;

  /** Data that have a name, in whatever case; all other are folders. */
  private static final List<String> BY_NAME = List.of(MnistData.OPTION, DigitsToMake.OPTION);

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

  /** Takes over what a stored run used; flags that were given must not differ from it. */
  public void restore(ObjectNode description) {
    Provenance stored = LoadedData.provenance(description);
    data = restored("--data", isAuto() ? null : asStored(data), stored.option());
    allowModified |= stored.modified() != null;
    if (stored.digits() != null) {
      digits = restored("--digits", digits, stored.digits());
      digitsSeed = restored("--digits-seed", digitsSeed, stored.digitsSeed());
      // Runs that took the usual sixth don't store it.
      int usual = DigitsToMake.usualTest(digits);
      Integer test = stored.testDigits();
      testDigits = restored("--test-digits", testDigits, test == null ? (Integer) usual : test);
    }
  }

  private boolean isAuto() {
    return data == null || data.equalsIgnoreCase("auto");
  }

  private static String asStored(String data) {
    String named = named(data);
    return BY_NAME.contains(named) ? named : Path.of(data).toAbsolutePath().normalize().toString();
  }

  private static String named(String data) {
    String known = data.toLowerCase(Locale.ROOT);
    return BY_NAME.contains(known) ? known : data;
  }

  private static <T> T restored(String flag, T given, T stored) {
    if (given != null && !given.equals(stored)) {
      throw new InputException(
          flag + " " + given + ": the run to resume has " + stored + "; leave the flag out");
    }
    return stored;
  }

  /** Loads or makes the data. */
  public LoadedData load(Messages messages) throws IOException {
    String option = resolve(messages);
    if (option.equals(DigitsToMake.OPTION)) {
      DigitsToMake made = digits(MAX_IN_MEMORY);
      made.requireRoom();
      Dataset train = made.generator().train(made.train());
      Dataset test = made.generator().test(made.test());
      return new LoadedData(train, test, made.provenance(train.sha256(), test.sha256()));
    }
    IdxFolder files =
        option.equals(MnistData.OPTION)
            ? MnistData.load(allowModified, messages)
            : folder(Path.of(option), messages);
    return new LoadedData(files.train(), files.test(), files.provenance());
  }

  /** The built-in digits that are asked for, as many as a file can hold; none if others are. */
  public Optional<DigitsToMake> digits(Messages messages) throws IOException {
    return resolve(messages).equals(DigitsToMake.OPTION)
        ? Optional.of(digits(Integer.MAX_VALUE))
        : Optional.empty();
  }

  /** What {@code --data} comes to: that of MNIST, of the built-in digits, or a folder. */
  private String resolve(Messages messages) throws IOException {
    if (isAuto()) {
      data = MnistData.isAtHand(messages) ? MnistData.OPTION : DigitsToMake.OPTION;
    }
    String named = named(data);
    if (!named.equals(DigitsToMake.OPTION)) {
      refuseDigits(named);
    }
    return named;
  }

  /** Flags that would go unheeded, which would pass other data for the digits asked for. */
  private void refuseDigits(String option) {
    if (digits != null || testDigits != null || digitsSeed != null) {
      throw new InputException(
          "%s is for the built-in digits, not for %s; leave it out, or use --data digits",
          digits != null ? "--digits" : testDigits != null ? "--test-digits" : "--digits-seed",
          option);
    }
  }

  private static IdxFolder folder(Path folder, Messages messages) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "--data %s: there is no such folder; give auto, mnist, digits or a folder of IDX"
              + " files",
          folder);
    }
    Optional<Path> images = IdxFile.find(folder, IdxFolder.TRAIN_IMAGES);
    if (images.isPresent() && Files.size(images.get()) >= LARGE) {
      messages.say("checking " + images.get() + ": " + Numerals.bytes(Files.size(images.get())));
    }
    return IdxFolder.load(folder);
  }

  private DigitsToMake digits(int most) {
    int count = digits == null ? BuiltInDigits.TRAIN_COUNT : digits;
    int testCount = testDigits == null ? DigitsToMake.usualTest(count) : testDigits;
    require("--digits", count, most);
    require("--test-digits", testCount, most);
    return new DigitsToMake(
        new BuiltInDigits(digitsSeed == null ? 1 : digitsSeed), count, testCount);
  }

  private static void require(String flag, int count, int most) {
    if (count < 1 || count > most) {
      throw new InputException(
          "%s %d: give a number from 1 to %,d%s",
          flag,
          count,
          most,
          count > most ? "; write more to files (data export) and use their folder" : "");
    }
  }
}
