package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.FolderLock;
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.terminal.ProgressBar;
import zigzag.data.Dataset;
import zigzag.data.Provenance;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.digits.DigitsToMake;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;

@Command(
    name = "export",
    description =
        "Writes a data set as four IDX files under their MNIST names, for other programs to read.",
    footer = "Example: ${ROOT-COMMAND-NAME} data export --data digits --into digits")
final class DataExportCommand extends DataSubcommand {
  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "the folder to write to; must not hold such files")
  private Path folder;

  @Option(names = "--gzip", description = "compress the files")
  private boolean gzip;

  @Override
  public Integer call() throws IOException {
    requireFree();
    Optional<DigitsToMake> digits = dataOptions.digits(messages);
    Provenance written;
    ProgressBar bar = messages.bar();
    try (LoadedData data = digits.isPresent() ? null : dataOptions.load(messages)) {
      FolderLock lock = FolderLock.take(Folders.make(folder));
      try (lock;
          bar) {
        requireFree(); // another program may have been here since
        written = digits.isPresent() ? draw(digits.get()) : copy(data);
      }
    }
    ObjectNode document = LoadedData.json(written).put("written", folder.toString());
    return done(written.name() + ": written to " + folder + "\n", document);
  }

  private void requireFree() {
    Folders.requirePossible("--into", folder);
    boolean isTaken =
        IdxFolder.missing(folder).size() < IdxFolder.FILES.size()
            || IdxFolder.FILES.stream()
                .anyMatch(name -> Files.exists(file(name), LinkOption.NOFOLLOW_LINKS));
    if (isTaken) {
      throw new InputException("--into " + folder + " holds such files already; name another");
    }
  }

  /** Digits go to the files as they are drawn: there may be more than fit into memory. */
  private Provenance draw(DigitsToMake digits) throws IOException {
    BuiltInDigits generator = digits.generator();
    String train =
        generator.writeTrain(
            digits.train(),
            file(IdxFolder.TRAIN_IMAGES),
            file(IdxFolder.TRAIN_LABELS),
            progress(IdxFolder.TRAIN_IMAGES, BuiltInDigits.bytes(digits.train())));
    String test =
        generator.writeTest(
            digits.test(),
            file(IdxFolder.TEST_IMAGES),
            file(IdxFolder.TEST_LABELS),
            progress(IdxFolder.TEST_IMAGES, BuiltInDigits.bytes(digits.test())));
    return digits.provenance(train, test);
  }

  private Provenance copy(LoadedData data) throws IOException {
    copy(data.train(), IdxFolder.TRAIN_IMAGES, IdxFolder.TRAIN_LABELS);
    copy(data.test(), IdxFolder.TEST_IMAGES, IdxFolder.TEST_LABELS);
    return data.provenance();
  }

  private void copy(Dataset data, String images, String labels) throws IOException {
    IdxFile.write(data, file(images), file(labels), progress(images, data.pixels().length()));
  }

  /** Shows a bar per file of images on a terminal, a line otherwise. */
  private LongConsumer progress(String file, long bytes) {
    messages.sayUnlessDrawn("  " + file + ": " + Numerals.bytes(bytes));
    messages.bar().begin(file, bytes, () -> List.of(Numerals.bytes(bytes)));
    return messages.bar()::moveTo;
  }

  private Path file(String name) {
    return folder.resolve(gzip ? name + ".gz" : name);
  }
}
