package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zigzag.archive.Json;
import zigzag.cli.option.MnistData;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.FetchProgress;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.mnist.Mirrors;
import zigzag.data.mnist.MnistFetch.Patience;

/** {@code data fetch}: MNIST from the web. */
@Command(
    name = "fetch",
    description = {
      "Fetches MNIST (11 MB) into data/mnist; goes on where an earlier attempt broke off; leaves"
          + " whole files as they are.",
      "The mirrors can also be set, separated by commas, in $" + Mirrors.VARIABLE + "."
    },
    footer = {"", "Example: ${ROOT-COMMAND-NAME} data fetch --mirror https://example.org/mnist/"})
final class DataFetchCommand extends Subcommand {
  @Option(
      names = "--mirror",
      paramLabel = "URL",
      split = ",",
      description = "folder on the web to fetch from, instead of the public mirrors")
  private List<String> mirrors;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "folder to fetch into (default: data/mnist)")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    Path into = folder == null ? MnistData.fetchFolder() : folder;
    List<URI> from =
        mirrors == null
            ? Mirrors.of(System::getenv)
            : Mirrors.parse(String.join(",", mirrors), "--mirror");
    List<String> fetched = new FetchProgress(messages).fetch(from, Patience.ASKED, into);
    ObjectNode document = Json.object();
    document.put("folder", into.toString());
    fetched.forEach(document.putArray("fetched")::add);
    String text =
        fetched.isEmpty()
            ? "MNIST was in " + into + " already, whole\n"
            : "MNIST is in " + into + ": fetched " + String.join(", ", fetched) + "\n";
    messages.result(text, document);
    return ExitCode.DONE;
  }
}
