package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.terminal.Interruption;
import zigzag.network.Nd4jStart;
import zigzag.web.LocalPage;

@Command(
    name = "serve",
    description = {
      "Opens a page on this machine, and for this machine alone: draw a digit and see what a"
          + " network makes of it, train up to four networks side by side and steer them, look at"
          + " runs.",
      "Ctrl-C ends it; trainings in it are saved, and train --resume or compare --resume goes on"
          + " with them."
    },
    footer = "Example: ${ROOT-COMMAND-NAME} serve --open")
final class ServeCommand extends DataSubcommand {
  private static final int PORT = 8800;
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "where to listen, 0 for any free port (default: " + PORT + ")")
  private int port = PORT;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "the folder of runs to show and to train into (default: runs)")
  private Path runs = Path.of("runs");

  @Option(names = "--open", description = "open the page in the browser")
  private boolean open;

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > MAX_PORT) {
      throw new InputException("--port " + port + ": give a number from 0 to " + MAX_PORT);
    }
    // Closed last: until then the JVM waits.
    try (Interruption interruption = new Interruption();
        LocalPage page = new LocalPage(port, runs, new PageCommands(data(), messages))) {
      interruption.beginWork();
      // Not before: two threads that begin to log at once make the logger complain.
      Nd4jStart.begin();
      String url = page.url();
      messages.result(url + "\n", Json.object().put("url", url));
      if (open) {
        browse(url);
      }
      interruption.await();
    }
    return DONE;
  }

  /** The flags of data that were given. */
  private Map<String, String> data() {
    List<String> names = PageCommands.names();
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName().substring(2);
      if (names.contains(name)) {
        given.put(name, option.getValue().toString());
      }
    }
    return given;
  }

  private void browse(String url) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    List<String> command =
        system.startsWith("windows")
            ? List.of("rundll32", "url.dll,FileProtocolHandler", url)
            : List.of(system.startsWith("mac") ? "open" : "xdg-open", url);
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      messages.say("no browser can be opened; go to " + url);
    }
  }
}
