package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.FolderLock;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.ProgressBar;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.Provenance;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.digits.DigitsToMake;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;

/** {@code data export}: a data set as IDX files, for other programs. */
@Command(
    name = "export",
    description =
        "Writes a data set as four IDX files under their MNIST names, for other programs to read.",
    footer = {"", "Example: ${ROOT-COMMAND-NAME} data export --data digits --into digits"})
final class DataExportCommand extends Subcommand {
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

  @Override
  public Integer call() throws IOException {
    requireFree();
    Optional<DigitsToMake> digits = dataOptions.digits(messages);
    Provenance written = digits.isPresent() ? draw(digits.get()) : copy();
    ObjectNode document = LoadedData.json(written);
    document.put("written", folder.toString());
    messages.result(written.name() + ": written to " + folder + "\n", document);
    return ExitCode.DONE;
  }

  private void requireFree() {
    Folders.requirePossible("--into", folder);
    boolean isTaken =
        IdxFolder.missing(folder).size() < IdxFolder.FILES.size()
            || IdxFolder.FILES.stream()
                .anyMatch(
                    name ->
                        Files.exists(folder.resolve(fileName(name)), LinkOption.NOFOLLOW_LINKS));
    if (isTaken) {
      throw new InputException("--into " + folder + " holds such files already; name another");
    }
  }

  /** Keeps the folder to this program, once there is data to write. */
  private FolderLock claim() throws IOException {
    FolderLock lock = FolderLock.take(Folders.make(folder));
    try {
      // Another program may have been here since.
      requireFree();
      return lock;
    } catch (RuntimeException e) {
      try (lock) {
        throw e;
      }
    }
  }

  /** Digits go to the files as they are drawn: there may be more than fit into memory. */
  private Provenance draw(DigitsToMake digits) throws IOException {
    BuiltInDigits generator = digits.generator();
    try (FolderLock lock = claim();
        ProgressBar bar = messages.bar()) {
      String train =
          generator.writeTrain(
              digits.train(),
              file(lock, IdxFolder.TRAIN_IMAGES),
              file(lock, IdxFolder.TRAIN_LABELS),
              progress(bar, IdxFolder.TRAIN_IMAGES, BuiltInDigits.bytes(digits.train())));
      String test =
          generator.writeTest(
              digits.test(),
              file(lock, IdxFolder.TEST_IMAGES),
              file(lock, IdxFolder.TEST_LABELS),
              progress(bar, IdxFolder.TEST_IMAGES, BuiltInDigits.bytes(digits.test())));
      return digits.provenance(train, test);
    }
  }

  private Provenance copy() throws IOException {
    try (LoadedData data = dataOptions.load(messages);
        FolderLock lock = claim();
        ProgressBar bar = messages.bar()) {
      IdxFile.write(
          data.train(),
          file(lock, IdxFolder.TRAIN_IMAGES),
          file(lock, IdxFolder.TRAIN_LABELS),
          progress(bar, IdxFolder.TRAIN_IMAGES, data.train().pixels().length()));
      IdxFile.write(
          data.test(),
          file(lock, IdxFolder.TEST_IMAGES),
          file(lock, IdxFolder.TEST_LABELS),
          progress(bar, IdxFolder.TEST_IMAGES, data.test().pixels().length()));
      return data.provenance();
    }
  }

  /** Shows a bar per file of images on a terminal, a line otherwise. */
  private LongConsumer progress(ProgressBar bar, String file, long bytes) {
    if (!bar.isDrawable()) {
      messages.say("  " + file + ": " + Numerals.bytes(bytes));
    }
    bar.begin(file, bytes, () -> List.of(Numerals.bytes(bytes)));
    return bar::moveTo;
  }

  private Path file(FolderLock lock, String name) {
    return lock.folder().resolve(fileName(name));
  }

  private String fileName(String name) {
    return gzip ? name + ".gz" : name;
  }
}
