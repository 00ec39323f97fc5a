package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import zigzag.InputException;
import zigzag.archive.Png;

/** Reads the pictures of a symmetry folder and checks that those of one kind have one size. */
final class SymmetryFrames {
  static final String FOLDER = "frames";

  /** What may be part of a file's name, with the colon and the equals sign of a label. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.:=_+-]{1,100}");

  /** All go into one page. */
  private static final long MOST_BYTES = 64 << 20;

  private static final int MOST_PIXELS = 4_000_000;

  private final Path folder;
  private final Map<String, Png> first = new HashMap<>();
  private long bytes;

  SymmetryFrames(Path folder) {
    this.folder = folder;
  }

  /** Whether the text can be the name of an initializer. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Reads one picture.
   *
   * @param kind "units" or "cosines"
   * @throws InputException if it is missing, damaged or of another size than the first of its kind
   */
  Png read(String init, long step, String kind) throws IOException {
    String name = init.replaceAll("[^a-z0-9.-]", "_");
    Path file = folder.resolve(name + "-step" + step + "-" + kind + ".png");
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + " is missing; there is one for each row of symmetry.csv");
    }
    bytes += Files.size(file);
    if (bytes > MOST_BYTES) {
      throw new InputException(folder + " has more than " + MOST_BYTES + " bytes of pictures");
    }
    Png png = Png.read(file).orElseThrow();
    Png model = first.computeIfAbsent(kind, k -> png);
    if (png.width() != model.width()
        || png.height() != model.height()
        || (long) png.width() * png.height() > MOST_PIXELS) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s is %d x %d pixels; the first of its kind is %d x %d, and at most %d are read",
              file,
              png.width(),
              png.height(),
              model.width(),
              model.height(),
              MOST_PIXELS));
    }
    return png;
  }
}
