package zigzag.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Commands as a user would type them. */
final class CommandText {
  /** How a user starts the program, as the start script was told; for what is to be typed now. */
  static final String PROGRAM = quote(System.getProperty("zigzag.command", "scripts/zigzag"));

  /** The same in what is stored, which is the same for all who start it. */
  static final String STORED_PROGRAM = "scripts/zigzag";

  private CommandText() {}

  /** The command that is running, with its arguments, to be stored. */
  static String of(CommandSpec command) {
    List<String> arguments = ((Zigzag) command.root().userObject()).arguments();
    return STORED_PROGRAM
        + " "
        + arguments.stream().map(CommandText::quote).collect(Collectors.joining(" "));
  }

  /** An argument that a shell reads as one word. */
  static String quote(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
