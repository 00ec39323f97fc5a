package zigzag.cli;

import java.util.List;
import java.util.Map;
import zigzag.cli.terminal.Messages;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.web.Commands;

/** The program as the tests of the page have it. */
public final class PageForTests {
  private PageForTests() {}

  public static Commands commands(Map<String, String> data) {
    return new PageCommands(data, new Messages());
  }

  public static int run(List<String> arguments) {
    return InProcess.run(arguments.toArray(String[]::new)).exitCode();
  }

  /** Refuses flags that make no sense, before any data is loaded. */
  public static void parse(Map<String, String> flags) {
    Object unused = PageCommands.parse(flags);
  }

  /** The pixels of a digit. */
  public static byte[] testDigit() {
    Dataset digits = new BuiltInDigits(1).test(1);
    byte[] pixels = new byte[digits.inputs()];
    digits.copyPixels(0, pixels, 0);
    return pixels;
  }
}
