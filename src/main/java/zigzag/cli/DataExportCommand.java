package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.data.IdxFolder;

/** {@code data export}: a data set as IDX files, for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a data set as four IDX files under their MNIST names, for other programs to read.",
    footer = {"", "Example: zigzag data export --data digits --into digits"})
final class DataExportCommand implements Callable<Integer> {
  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "the folder to write to; must not hold such files")
  private Path folder;

  @Option(names = "--gzip", description = "compress the files")
  private boolean gzip;

  @Mixin private Messages messages;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(folder)
        && (!Files.isDirectory(folder) || IdxFolder.missing(folder).size() < 4)) {
      throw new InputException(
          "--into " + folder + " holds such files already or is no folder; name another");
    }
    DataOptions.Loaded data = dataOptions.load(messages);
    data.train().write(file(IdxFolder.TRAIN_IMAGES), file(IdxFolder.TRAIN_LABELS));
    data.test().write(file(IdxFolder.TEST_IMAGES), file(IdxFolder.TEST_LABELS));
    ObjectNode document = data.description().deepCopy();
    document.put("written", folder.toString());
    messages.result(data.train().name() + ": written to " + folder + "\n", document);
    return ExitCode.DONE;
  }

  private Path file(String name) {
    return folder.resolve(gzip ? name + ".gz" : name);
  }
}
