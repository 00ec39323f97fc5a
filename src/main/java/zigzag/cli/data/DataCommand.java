package zigzag.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code data}: fetch, check, describe and look at data sets. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Fetches MNIST; checks, describes and shows data sets.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DataFetchCommand.class,
      DataVerifyCommand.class,
      DataInfoCommand.class,
      DataShowCommand.class,
      DataExportCommand.class
    },
    footer = {"", "Example: ${ROOT-COMMAND-NAME} data show --data digits"})
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which of fetch, verify, info, show and export?");
  }
}
