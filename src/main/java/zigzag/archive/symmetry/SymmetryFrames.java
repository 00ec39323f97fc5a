package zigzag.archive.symmetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.Png;

/** The pictures of a symmetry folder that are called after initializers. */
public final class SymmetryFrames {
  /** Holds those of each step. */
  public static final String FOLDER = "frames/";

  /** Their names; {@code label} is the initializer's part of one. */
  public static final List<Pattern> NAMES =
      List.of(
          Pattern.compile("units-(?<label>.+)\\.png"),
          Pattern.compile(FOLDER + "(?<label>.+)-step\\d+-(units|cosines)\\.png"));

  /** What may be part of a file's name, with the colon and the equals sign of a label. */
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9.:=_+-]{1,100}");

  /** All go into one page. */
  private static final long MAX_BYTES = 64 << 20;

  private static final int MAX_PIXELS = 4_000_000;

  private final Path folder;
  private final Map<Kind, Png> first = new EnumMap<>(Kind.class);
  private long bytes;

  /** What a picture of a step shows: incoming weights, or the cosines between them. */
  public enum Kind {
    UNITS,
    COSINES
  }

  /** The frames of a symmetry folder, none of them read. */
  public SymmetryFrames(Path folder) {
    this.folder = folder;
  }

  /** The picture of a step. */
  public static String name(String init, long step, Kind kind) {
    String shown = kind.name().toLowerCase(Locale.ROOT);
    return FOLDER + fileName(init) + "-step" + step + "-" + shown + ".png";
  }

  /** The large picture of the units at the end. */
  public static String name(String init) {
    return "units-" + fileName(init) + ".png";
  }

  /** An initializer's label as part of a name. */
  public static String fileName(String label) {
    return label.replaceAll("[^a-z0-9.-]", "_");
  }

  /** Whether the text can be the label of an initializer. */
  static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  /**
   * Reads the picture of a step.
   *
   * @throws InputException if it is missing, damaged or of another size than the first of its kind
   */
  public Png read(String init, long step, Kind kind) throws IOException {
    Path file = folder.resolve(name(init, step, kind));
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file + " is missing; there is one for each row of " + SymmetryFile.NAME);
    }
    bytes += Files.size(file);
    if (bytes > MAX_BYTES) {
      throw new InputException(
          folder.resolve(FOLDER) + " has more than " + MAX_BYTES + " bytes of pictures");
    }
    Png png = Png.read(file).orElseThrow();
    Png model = first.computeIfAbsent(kind, k -> png);
    if (png.width() != model.width()
        || png.height() != model.height()
        || (long) png.width() * png.height() > MAX_PIXELS) {
      throw new InputException(
          Numerals.format(
              "%s is %d x %d pixels; the first of its kind is %d x %d, and at most %d are read",
              file, png.width(), png.height(), model.width(), model.height(), MAX_PIXELS));
    }
    return png;
  }
}
