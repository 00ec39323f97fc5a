package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.cli.option.MnistData;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.data.mnist.Mnist;

/** {@code data verify}: whether MNIST is whole. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Says of each of MNIST's four files whether its content is the published one.",
      "Exit code 2 if one is not."
    },
    footer = {"", "Example: ${ROOT-COMMAND-NAME} data verify data/mnist"})
final class DataVerifyCommand implements Callable<Integer> {
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
      ObjectNode node = document.addObject();
      node.put("file", check.file().name());
      node.put("status", status);
      node.put("detail", check.detail());
      whole &= check.status() == Mnist.Status.WHOLE;
    }
    messages.result(text.toString(), document);
    if (!whole) {
      Messages.error(
          "MNIST is not whole there; fetch it with: " + CommandText.PROGRAM + " data fetch");
    }
    return whole ? ExitCode.DONE : ExitCode.WRONG_INPUT;
  }
}
