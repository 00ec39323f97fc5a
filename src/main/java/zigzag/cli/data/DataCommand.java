package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.MnistData;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.FetchProgress;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.DatasetStatistics;
import zigzag.data.mnist.Mirrors;
import zigzag.data.mnist.Mnist;
import zigzag.data.mnist.MnistFetch.Patience;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/** {@code data}: fetch, check, describe and look at data sets. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Fetches MNIST; checks, describes and shows data sets.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DataCommand.Fetch.class,
      DataCommand.Verify.class,
      DataCommand.Info.class,
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

  @Command(
      name = "fetch",
      description = {
        "Fetches MNIST (11 MB) into data/mnist; goes on where an earlier attempt broke off; leaves"
            + " whole files as they are.",
        "The mirrors can also be set, separated by commas, in $" + Mirrors.VARIABLE + "."
      },
      footer = "Example: ${ROOT-COMMAND-NAME} data fetch --mirror https://example.org/mnist/")
  static final class Fetch extends Subcommand {
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
    private Path folder = MnistData.fetchFolder();

    @Override
    public Integer call() throws IOException {
      List<URI> from =
          mirrors == null
              ? Mirrors.of(System::getenv)
              : Mirrors.parse(String.join(",", mirrors), "--mirror");
      List<String> fetched = new FetchProgress(messages).fetch(from, Patience.ASKED, folder);
      ObjectNode document = Json.object().put("folder", folder.toString());
      fetched.forEach(document.putArray("fetched")::add);
      String text =
          fetched.isEmpty()
              ? "MNIST was in " + folder + " already, whole\n"
              : "MNIST is in " + folder + ": fetched " + String.join(", ", fetched) + "\n";
      return done(text, document);
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Says of each of MNIST's four files whether its content is the published one.",
        "Exit code 2 if one is not."
      },
      footer = {"", "Example: ${ROOT-COMMAND-NAME} data verify data/mnist"})
  static final class Verify implements Callable<Integer> {
    @Parameters(
        paramLabel = "DIR",
        arity = "0..1",
        description = "the folder of the files (default: $MNIST_DIR, else data/mnist)")
    private Path folder;

    @Option(names = "--data", paramLabel = "DIR", description = "the same as a flag")
    private Path data;

    @Mixin private Messages messages;

    @Override
    public Integer call() throws IOException {
      if (folder != null && data != null) {
        throw new InputException("the folder is given twice: " + folder + " and " + data);
      }
      Path named = folder == null ? data : folder;
      StringBuilder text = new StringBuilder();
      ArrayNode document = Json.array();
      boolean whole = true;
      for (Mnist.Check check : Mnist.verify(named == null ? MnistData.folder() : named)) {
        String status = check.status().name().toLowerCase(Locale.ROOT);
        text.append(status).append("  ").append(check.detail()).append('\n');
        ObjectNode node = document.addObject().put("file", check.file().name());
        node.put("status", status).put("detail", check.detail());
        whole &= check.status() == Mnist.Status.WHOLE;
      }
      messages.result(text.toString(), document);
      if (!whole) {
        Messages.error("MNIST is not whole there; fetch it with: " + CommandText.now("data fetch"));
      }
      return whole ? Subcommand.DONE : Subcommand.WRONG_INPUT;
    }
  }

  @Command(
      name = "info",
      description =
          "Describes a data set: sizes, examples per class, mean and standard deviation, SHA-256.",
      footer = "Example: ${ROOT-COMMAND-NAME} data info --data mnist")
  static final class Info extends DataSubcommand {
    @Override
    public Integer call() throws IOException {
      try (LoadedData data = dataOptions.load(messages)) {
        DatasetStatistics train = DatasetStatistics.of(data.train());
        DatasetStatistics test = DatasetStatistics.of(data.test());
        StringBuilder text = new StringBuilder();
        text.append(
            Numerals.format(
                "%s: %,d training and %,d test images of %d x %d pixels, %d classes%n%n%s%n",
                data.train().name(),
                train.size(),
                test.size(),
                train.rows(),
                train.columns(),
                test.classCounts().size(),
                counts(train, test).render()));
        data.provenance()
            .sha256()
            .forEach((name, sum) -> text.append("SHA-256 of " + name + "\n  " + sum + "\n"));
        ObjectNode document = data.description();
        document.set("train", Json.fields(train));
        document.set("test", Json.fields(test));
        return done(text.toString(), document);
      }
    }

    private static TextTable counts(DatasetStatistics train, DatasetStatistics test) {
      List<List<String>> rows = new ArrayList<>();
      for (int c = 0; c < test.classCounts().size(); c++) {
        // The test labels may go further.
        int count = c < train.classCounts().size() ? train.classCounts().get(c) : 0;
        rows.add(
            List.of(
                "class " + c, Numerals.whole(count), Numerals.whole(test.classCounts().get(c))));
      }
      rows.add(row("mean", train.mean(), test.mean()));
      rows.add(row("standard deviation", train.standardDeviation(), test.standardDeviation()));
      return new TextTable(Column.list("", "train", "test"), rows);
    }

    private static List<String> row(String name, double train, double test) {
      return List.of(name, Numerals.fixed(train, 4), Numerals.fixed(test, 4));
    }
  }
}
