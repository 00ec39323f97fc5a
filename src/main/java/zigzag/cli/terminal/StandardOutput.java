package zigzag.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Stdout, which remembers why something could not be written: a {@link PrintStream} does not. */
public final class StandardOutput extends FilterOutputStream {
  private IOException fault;

  private StandardOutput(OutputStream out) {
    super(out);
  }

  /** Takes the place of {@link System#out}. */
  public static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    return output;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      fault = fault == null ? e : fault;
      throw e;
    }
  }

  /**
   * How the program ends that would end with this exit code: results that did not arrive are a
   * failure, unless who read them has had enough, as {@code head} has.
   */
  public int exitCode(int exitCode) {
    System.out.flush();
    if (fault == null || fault.getMessage().toLowerCase(Locale.ROOT).contains("pipe")) {
      return exitCode;
    }
    Messages.error("the results could not be written to stdout: " + fault.getMessage());
    return exitCode == Subcommand.DONE ? Subcommand.FAILED : exitCode;
  }
}
