package zigzag.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
import zigzag.cli.option.DataSubcommand;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.LoadedData.Split;
import zigzag.data.Dataset;
import zigzag.data.distortion.Distortion;
import zigzag.report.image.ImageSheet;

@Command(
    name = "show",
    description = "Draws a sheet of examples, a line per class, as a PNG.",
    footer = "Example: ${ROOT-COMMAND-NAME} data show --data digits --out digits.png")
final class DataShowCommand extends DataSubcommand {
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
      AtomicFile.write(file, png);
      ObjectNode document = Json.object().put("file", file.toString());
      return done(data.name() + ": see " + file + "\n", document.put("dataset", data.name()));
    }
  }

  /** A line of the first examples of each class; empty tiles where a class has fewer. */
  private List<byte[]> tiles(Dataset data) {
    List<byte[]> tiles = new ArrayList<>();
    RandomGenerator random = new SplittableRandom(1);
    Distortion distortion = distortion(data);
    for (int c = 0; c < data.classes(); c++) {
      int label = c;
      int[] examples =
          IntStream.range(0, data.size())
              .filter(example -> data.label(example) == label)
              .limit(perClass)
              .toArray();
      for (int i = 0; i < perClass; i++) {
        byte[] tile = new byte[data.inputs()];
        if (i < examples.length) {
          data.copyPixels(examples[i], tile, 0);
          distortion.distort(tile, 0, random);
        }
        tiles.add(tile);
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
