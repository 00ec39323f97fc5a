package zigzag;

import java.io.IOException;
import java.nio.file.Path;

/** Named pipes: to open one waits for ever. */
public final class Pipes {
  private Pipes() {}

  /** Makes one, or skips the test where there are none. */
  public static Path make(Path file) throws IOException, InterruptedException {
    int exitCode;
    try {
      exitCode = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
    } catch (IOException e) {
      exitCode = -1;
    }
    Needs.that(exitCode == 0, "mkfifo makes no pipe here");
    return file;
  }
}
