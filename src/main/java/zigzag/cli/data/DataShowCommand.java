package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.Json;
import zigzag.archive.run.Examples;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.AugmentOptions;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.LoadedData.Split;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.Dataset;
import zigzag.data.distortion.Distortion;
import zigzag.report.image.ImageSheet;

/** {@code data show}: a data set as a picture. */
@Command(
    name = "show",
    description = "Draws a sheet of examples, a line per class, as a PNG.",
    footer = {"", "Example: ${ROOT-COMMAND-NAME} data show --data digits --out digits.png"})
final class DataShowCommand extends Subcommand {
  @ArgGroup(validate = false, heading = "%nData%n")
  private DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--split",
      paramLabel = "train|test",
      description = "which examples (default: train)")
  private String split = "train";

  @ArgGroup(validate = false, heading = "%nDistortions%n")
  private AugmentOptions augment = new AugmentOptions();

  @Option(
      names = "--per-class",
      paramLabel = "N",
      description = "examples of each class, the first ones (default: 20)")
  private int perClass = 20;

  @Option(names = "--zoom", paramLabel = "N", description = "size of a pixel (default: 1)")
  private int zoom = 1;

  @Mixin private OutputFolder output;

  @Override
  public Integer call() throws IOException {
    if (perClass < 1 || perClass > 1000 || zoom < 1 || zoom > 20) {
      throw new InputException("--per-class must be 1 to 1000 and --zoom 1 to 20");
    }
    try (LoadedData loaded = dataOptions.load(messages)) {
      Dataset data = Split.CHOICE.pick(split).of(loaded);
      byte[] png;
      try {
        ImageSheet sheet = new ImageSheet(data.rows(), data.columns(), perClass, zoom);
        sheet.requireDrawable(data.classes() * perClass);
        png = sheet.gray(tiles(data));
      } catch (IllegalArgumentException e) {
        throw new InputException(e.getMessage() + "; use a smaller --per-class or --zoom", e);
      }
      Path file = output.freshFile("data-show", Examples.SHEET);
      AtomicFile.write(file, out -> out.write(png));
      ObjectNode document = Json.object();
      document.put("file", file.toString());
      document.put("dataset", data.name());
      messages.result(data.name() + ": see " + file + "\n", document);
      return ExitCode.DONE;
    }
  }

  /** A line of the first examples of each class; empty tiles where a class has fewer. */
  private List<byte[]> tiles(Dataset data) {
    List<byte[]> tiles = new ArrayList<>();
    RandomGenerator random = new SplittableRandom(1);
    Distortion distortion = distortion(data);
    for (int label = 0; label < data.classes(); label++) {
      int found = 0;
      for (int example = 0; example < data.size() && found < perClass; example++) {
        if (data.label(example) == label) {
          byte[] tile = new byte[data.inputs()];
          data.copyPixels(example, tile, 0);
          distortion.distort(tile, 0, random);
          tiles.add(tile);
          found++;
        }
      }
      for (; found < perClass; found++) {
        tiles.add(new byte[data.inputs()]);
      }
    }
    return tiles;
  }

  private Distortion distortion(Dataset data) {
    try {
      return new Distortion(augment.augmentation(), data.rows(), data.columns());
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }
}
