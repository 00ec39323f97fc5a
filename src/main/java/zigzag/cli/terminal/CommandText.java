package zigzag.cli.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Commands as a user would type them. */
public final class CommandText {
  /** How a user starts the program, as the start script was told; for what is to be typed now. */
  public static final String PROGRAM =
      quote(System.getProperty("zigzag.command", "scripts/zigzag"));

  /** The same in what is stored, which is the same for all who start it. */
  public static final String STORED_PROGRAM = "scripts/zigzag";

  private CommandText() {}

  /** The program's command line with these arguments, to be stored. */
  public static String of(List<String> arguments) {
    return STORED_PROGRAM
        + " "
        + arguments.stream().map(CommandText::quote).collect(Collectors.joining(" "));
  }

  /**
   * The program with these arguments, to be copied and typed now: not to be broken into lines, as a
   * shell would run the first alone.
   */
  public static String now(String arguments) {
    return whole(PROGRAM + " " + arguments);
  }

  /** What is to be copied and typed, not to be broken into lines either. */
  public static String whole(String typed) {
    return typed.replace(' ', '\u00a0');
  }

  /** How to go on with what a command left unfinished. */
  public static String resume(String command, Path folder) {
    return now(command + " --resume --out " + quote(folder.toString()));
  }

  /** An argument that a shell reads as one word. */
  public static String quote(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
