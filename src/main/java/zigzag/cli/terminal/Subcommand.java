package zigzag.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands have in common; their own options come first in the help. */
@Command(sortOptions = false, footerHeading = "%n")
public abstract class Subcommand implements Callable<Integer> {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int WRONG_INPUT = 2;
  public static final int DIVERGED = 3;

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

  /** Does what the command is for, and returns its exit code, as above. */
  @Override
  public abstract Integer call() throws IOException;

  /** The end of a command that did what it was for, and has this result. */
  protected int done(String text, JsonNode document) {
    messages.result(text, document);
    return DONE;
  }
}
