package zigzag.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import zigzag.InputException;
import zigzag.cli.terminal.FetchProgress;
import zigzag.cli.terminal.Messages;
import zigzag.data.mnist.FetchException;
import zigzag.data.mnist.IdxFolder;
import zigzag.data.mnist.Mirrors;
import zigzag.data.mnist.Mnist;
import zigzag.data.mnist.MnistFetch;
import zigzag.data.mnist.MnistFetch.Patience;

/** MNIST: where it lies, how it gets there, and whether it is what was published. */
public final class MnistData {
  /** What {@code --data} calls it. */
  public static final String OPTION = "mnist";

  /** How long is looked for a mirror where there are other data to take. */
  private static final Duration PROBE = Duration.ofSeconds(3);

  private MnistData() {}

  /** The folder that MNIST is in, or will be. */
  public static Path folder() {
    return isFolderNamed() ? Path.of(System.getenv("MNIST_DIR")) : fetchFolder();
  }

  /** The folder that MNIST is fetched into: the program's own, wherever it is called from. */
  public static Path fetchFolder() {
    return Path.of(System.getProperty("zigzag.home", ""), "data", "mnist");
  }

  private static boolean isFolderNamed() {
    return !Objects.requireNonNullElse(System.getenv("MNIST_DIR"), "").isBlank();
  }

  /** Whether it is there, or could be fetched within seconds and has been; says why not. */
  public static boolean isAtHand(Messages messages) throws IOException {
    if (isFolderNamed() || IdxFolder.missing(folder()).isEmpty()) {
      return true;
    }
    String reason;
    try {
      if (new MnistFetch(Mirrors.of(System::getenv), Patience.HASTY).isReachable(PROBE)) {
        new FetchProgress(messages).fetch(Mirrors.of(System::getenv), Patience.HASTY, folder());
        return true;
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
    return false;
  }

  /** Loads it, fetched if need be; refuses what was not published, if that is not allowed. */
  static IdxFolder load(boolean allowModified, Messages messages) throws IOException {
    Path folder = folder();
    if (!IdxFolder.missing(folder).isEmpty()) {
      if (isFolderNamed()) {
        throw new InputException(
            "$MNIST_DIR is %s, which lacks %s; correct or unset it",
            folder, String.join(", ", IdxFolder.missing(folder)));
      }
      new FetchProgress(messages).fetch(Mirrors.of(System::getenv), Patience.ASKED, folder);
    }
    IdxFolder files = IdxFolder.load(folder);
    String differing = String.join(", ", files.differingFromMnist());
    if (!differing.isEmpty()) {
      String difference = folder + " does not hold MNIST as it was published (" + differing + ")";
      if (!allowModified) {
        files.close();
        throw new InputException(
            "%s; fetch it anew, or use it all the same with --allow-modified-data, which calls it"
                + " %s",
            difference, Mnist.MODIFIED);
      }
      messages.say(difference + ":");
      messages.say("using it as " + Mnist.MODIFIED + ". These results are not MNIST results.");
    }
    return files.asMnist(OPTION);
  }
}
