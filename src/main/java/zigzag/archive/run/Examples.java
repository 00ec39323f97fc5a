package zigzag.archive.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.CsvFile;
import zigzag.archive.CsvRow;
import zigzag.archive.Png;

/**
 * Some test images of a run with what they were taken for, side by side on one sheet.
 *
 * @param examples in the order of the sheet
 */
public record Examples(Png sheet, int rows, int columns, List<Example> examples) {
  /** The images. */
  public static final String SHEET = "examples.png";

  private static final String INDEX = "index";
  private static final String TRUTH = "true";
  private static final String PREDICTED = "predicted";
  private static final String PROBABILITY = "probability";

  /** A row for each image. */
  public static final CsvFile TABLE =
      new CsvFile("examples.csv", 16 << 20, INDEX, TRUTH, PREDICTED, PROBABILITY);

  /** The images in a line of the sheet. */
  public static final int ACROSS = 32;

  private static final int MOST = 100_000;

  /** One image: its number in the test set and the probability of the predicted class. */
  public record Example(long index, int truth, int predicted, float probability) {}

  /**
   * Writes the two files.
   *
   * @param sheet a PNG with the images, {@link #ACROSS} in a line
   */
  public static void write(Path folder, byte[] sheet, List<Example> examples) throws IOException {
    AtomicFile.write(folder.resolve(SHEET), out -> out.write(sheet));
    TABLE.write(
        folder,
        examples.stream().map(e -> List.of(e.index(), e.truth(), e.predicted(), e.probability())));
  }

  /**
   * Reads the two files of a folder, if they are there.
   *
   * @throws InputException if they do not fit each other or the confusion matrix
   */
  public static Optional<Examples> read(Path folder, Confusion confusion) throws IOException {
    if (!Files.exists(folder.resolve(TABLE.name()))) {
      return Optional.empty();
    }
    List<Example> examples = TABLE.read(folder, row -> example(row, confusion.classes()));
    Path sheetFile = folder.resolve(SHEET);
    Optional<Png> sheet = Png.read(sheetFile);
    if (sheet.isEmpty()) {
      throw new InputException(sheetFile + " is missing; it has the images of " + TABLE.name());
    }
    int count = examples.size();
    if (count < 1 || count > MOST) {
      throw new InputException(
          folder.resolve(TABLE.name()) + " has " + count + " rows; it should be 1 to " + MOST);
    }
    int columns = side(sheet.get().width(), Math.min(ACROSS, count));
    int rows = side(sheet.get().height(), (count + ACROSS - 1) / ACROSS);
    if (columns < 1 || rows < 1) {
      throw new InputException(
          sheetFile + " is no sheet of the " + count + " images of " + TABLE.name());
    }
    return Optional.of(new Examples(sheet.get(), rows, columns, List.copyOf(examples)));
  }

  private static Example example(CsvRow row, int classes) {
    double probability = row.number(PROBABILITY);
    long truth = row.count(TRUTH);
    long predicted = row.count(PREDICTED);
    if (truth >= classes || predicted >= classes || !(probability >= 0 && probability <= 1)) {
      throw row.wrong("it should be a number, two of the classes and a share from 0 to 1");
    }
    return new Example(row.count(INDEX), (int) truth, (int) predicted, (float) probability);
  }

  /** The side of each of some images that fill a length with their gaps; 0 if they do not. */
  private static int side(int length, int images) {
    int rest = length - Png.SHEET_GAP;
    return rest % images == 0 ? Math.max(0, rest / images - Png.SHEET_GAP) : 0;
  }
}
