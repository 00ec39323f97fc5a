package zigzag.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Commands as a user would type them. */
final class CommandText {
  private CommandText() {}

  /** The command that is running, with its arguments. */
  static String of(CommandSpec command) {
    List<String> arguments = ((Zigzag) command.root().userObject()).arguments();
    return "scripts/zigzag "
        + arguments.stream().map(CommandText::quote).collect(Collectors.joining(" "));
  }

  /** An argument that a shell reads as one word. */
  static String quote(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
