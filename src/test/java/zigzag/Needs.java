package zigzag;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** What some tests need of the machine; without it they are skipped, and the console says why. */
public final class Needs {
  private Needs() {}

  /** The folder of MNIST's four files. */
  public static Path mnist() {
    String folder = System.getenv("MNIST_DIR");
    that(folder != null, "MNIST_DIR is not set: no real MNIST to test on");
    return Path.of(folder).toAbsolutePath();
  }

  /** Skips the test, and says why, unless there is what it needs. */
  public static void that(boolean there, String reason) {
    if (!there) {
      System.out.println("skipped: " + reason);
    }
    assumeTrue(there, reason);
  }
}
