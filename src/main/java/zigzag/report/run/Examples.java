package zigzag.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zigzag.InputException;
import zigzag.archive.NumberTable;
import zigzag.archive.Png;
import zigzag.report.image.ImageSheet;

/**
 * Some test images of a run with what they were taken for, side by side on one sheet.
 *
 * @param rows the height of an image
 * @param columns the width of an image
 * @param examples in the order of the sheet
 */
public record Examples(Png sheet, int rows, int columns, List<Example> examples) {
  /** The file with a row for each image. */
  public static final String TABLE = "examples.csv";

  /** The file with the images. */
  public static final String SHEET = "examples.png";

  /** The columns of the table. */
  public static final List<String> COLUMNS = List.of("index", "true", "predicted", "probability");

  /** The images in a line of the sheet. */
  public static final int ACROSS = 32;

  private static final int MOST = 100_000;

  /** One image: its number in the test set and the probability of the predicted class. */
  record Example(long index, int truth, int predicted, double probability) {}

  /**
   * Reads the two files of a folder, if they are there.
   *
   * @throws InputException if they do not fit each other or the confusion matrix
   */
  static Optional<Examples> read(Path folder, Confusion confusion) throws IOException {
    Path file = folder.resolve(TABLE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NumberTable table = NumberTable.read(file, COLUMNS);
    Path sheetFile = folder.resolve(SHEET);
    Optional<Png> sheet = Png.read(sheetFile);
    if (sheet.isEmpty()) {
      throw new InputException(sheetFile + " is missing; it has the images of " + TABLE);
    }
    int count = table.rows();
    if (count < 1 || count > MOST) {
      throw new InputException(file + " has " + count + " rows; it should be 1 to " + MOST);
    }
    List<Example> examples = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      examples.add(example(table, row, confusion));
    }
    int columns = side(sheet.get().width(), Math.min(ACROSS, count));
    int rows = side(sheet.get().height(), (count + ACROSS - 1) / ACROSS);
    if (columns < 1 || rows < 1) {
      throw new InputException(sheetFile + " is no sheet of the " + count + " images of " + TABLE);
    }
    return Optional.of(new Examples(sheet.get(), rows, columns, List.copyOf(examples)));
  }

  private static Example example(NumberTable table, int row, Confusion confusion) {
    double index = table.at(row, 0);
    double truth = table.at(row, 1);
    double predicted = table.at(row, 2);
    double probability = table.at(row, 3);
    boolean isWhole = index >= 0 && index == Math.rint(index) && index < 1e15;
    if (!isWhole
        || !isClass(truth, confusion)
        || !isClass(predicted, confusion)
        || !(probability >= 0 && probability <= 1)) {
      throw new InputException(
          table.at(row) + ": it should be a number, two of the classes and a share from 0 to 1");
    }
    return new Example((long) index, (int) truth, (int) predicted, probability);
  }

  private static boolean isClass(double number, Confusion confusion) {
    return number >= 0 && number == Math.rint(number) && number < confusion.classes();
  }

  /** The side of each of some images that fill a length with their gaps; 0 if they do not. */
  private static int side(int length, int images) {
    int rest = length - ImageSheet.GAP;
    return rest % images == 0 ? Math.max(0, rest / images - ImageSheet.GAP) : 0;
  }

  /** What the page's script draws. */
  Map<String, Object> data() {
    return Map.of(
        "sheet",
        Base64.getEncoder().encodeToString(sheet.bytes()),
        "width",
        sheet.width(),
        "rows",
        rows,
        "columns",
        columns,
        "across",
        ACROSS,
        "gap",
        ImageSheet.GAP,
        "all",
        examples.stream()
            .map(e -> List.of(e.index(), e.truth(), e.predicted(), e.probability()))
            .toList());
  }
}
