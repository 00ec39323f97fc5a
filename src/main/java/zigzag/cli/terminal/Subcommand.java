package zigzag.cli.terminal;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands have in common; their own options come first in the help. */
@Command(sortOptions = false)
public abstract class Subcommand implements Callable<Integer> {
  @Spec protected CommandSpec spec;
  @Mixin protected Messages messages;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 3,
      description = "Show this help message and exit.")
  protected boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 4,
      description = "Print version information and exit.")
  protected boolean version;

  /** Does what the command is for, and returns its {@link ExitCode}. */
  @Override
  public abstract Integer call() throws IOException;
}
