package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.Sha256;
import zigzag.archive.Json;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.ModelFile;
import zigzag.cli.terminal.Subcommand;

@Command(
    name = "export",
    description = {
      "Writes a run's network for other programs, in one file, and says how it is loaded there.",
      "onnx: a graph that runs as it is, from pixels, 0 to 1, to probabilities. pytorch:"
          + " safetensors with the names and the orientation of nn.Linear. npz: W1, b1, W2, b2 for"
          + " numpy.load. tensorboard: the curves of a run, or of the runs of a comparison, in a"
          + " folder for --logdir.",
      "evaluate, predict and ensemble read such files, too, those of other programs included."
    },
    footer = "Example: ${ROOT-COMMAND-NAME} export runs/sgd --format onnx --out digits.onnx")
final class ExportCommand extends Subcommand {
  @Parameters(paramLabel = "RUN", description = ModelFile.DESCRIPTION)
  private Path run;

  @Option(
      names = "--format",
      paramLabel = "onnx|pytorch|npz|tensorboard",
      required = true,
      description = "the form to write")
  private String formatName;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write; must be new (default: beside RUN, called as it is)")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "replace the file that is there, or those of the folder")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    ExportFormat format = ExportFormat.CHOICE.pick(formatName);
    ExportFormat.Export export = format.read(run);
    Path file = out == null ? beside(format) : out;
    if (Files.exists(file) && Files.isSameFile(file, export.input())) {
      throw new InputException("--out " + file + " is what is to be exported; name another file");
    }
    boolean isFolder = format == ExportFormat.TENSORBOARD;
    if (!(isFolder && overwrite && Files.isDirectory(file))) {
      OutputFolder.requireFree(file, overwrite);
    }
    if (file.getParent() != null) {
      Folders.requirePossible("--out", file.getParent());
    }
    export.notes().forEach(messages::say);
    export.target().write(file);
    ObjectNode document = Json.object().put("file", file.toString()).put("format", format.label());
    if (!isFolder) {
      document.put("bytes", Files.size(file)).put("sha256", Sha256.of(file));
    }
    document.put("load", format.loading(file));
    String text =
        file + ": " + export.what() + "; " + format.where + ": " + format.loading(file) + "\n";
    return done(text, document);
  }

  /** A file next to the run, called as it is. */
  private Path beside(ExportFormat format) {
    Path plain = run.normalize();
    boolean isNamed = !plain.toString().isEmpty() && !plain.endsWith("..");
    Path named = isNamed ? plain : run.toAbsolutePath().normalize();
    String name = Folders.name(named, "run");
    String stem = Files.isDirectory(named) ? name : name.replaceFirst("(?<=.)\\.[^.]*$", "");
    return named.resolveSibling(stem + format.ending);
  }
}
