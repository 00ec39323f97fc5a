package zigzag.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import zigzag.InputException;
import zigzag.RegularFile;

/** Reads the files of a run folder, which may come from anywhere, and refuses what is malformed. */
final class RunFiles {
  private static final long MOST_JSON_BYTES = 1 << 20;
  private static final long MOST_IMAGE_BYTES = 16 << 20;
  private static final int MOST_CLASSES = 256;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private RunFiles() {}

  /** Makes sure of a file before memory is taken for it. */
  static void check(Path file, long mostBytes) throws IOException {
    RegularFile.require(file);
    // What can't be looked at for want of permission is not missing.
    if (Files.notExists(file)) {
      throw new InputException(file + " is missing; a run folder has one");
    }
    if (Files.size(file) > mostBytes) {
      throw new InputException(
          file + " has " + Files.size(file) + " bytes; at most " + mostBytes + " are read");
    }
  }

  /** Reads a JSON object. */
  static ObjectNode json(Path file) throws IOException {
    check(file, MOST_JSON_BYTES);
    try {
      JsonNode node = JSON.readTree(RegularFile.bytes(file));
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      throw new InputException(file + " is not JSON: " + problem, e);
    } catch (NumberFormatException e) {
      // Jackson lets this through where a number has too many digits in its exponent.
      throw new InputException(file + " has a number that is too large or too long", e);
    }
    throw new InputException(file + " is not a JSON object");
  }

  /** Reads a confusion matrix with the header {@code true\predicted,0,1,…}, if there is one. */
  static Optional<Confusion> confusion(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NumberTable table = NumberTable.read(file);
    List<String> columns = table.columns();
    int classes = columns.size() - 1;
    if (!columns.get(0).equals("true\\predicted") || classes < 1 || classes > MOST_CLASSES) {
      throw new InputException(file + ": the header should be true\\predicted,0,1,…");
    }
    if (table.rows() != classes) {
      throw new InputException(file + ": " + table.rows() + " rows for " + classes + " classes");
    }
    long[][] counts = new long[classes][classes];
    for (int row = 0; row < classes; row++) {
      if (table.at(row, 0) != row || !columns.get(row + 1).equals(String.valueOf(row))) {
        throw new InputException(table.at(row) + ": rows and columns should be named 0, 1, …");
      }
      for (int column = 0; column < classes; column++) {
        double count = table.at(row, column + 1);
        if (!(count >= 0 && count == Math.rint(count) && count < 1e15)) {
          throw new InputException(table.at(row) + ": " + count + " is not a count");
        }
        counts[row][column] = (long) count;
      }
    }
    return Optional.of(new Confusion(counts));
  }

  /** Reads a PNG as it is, if there is one. */
  static Optional<Png> png(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    check(file, MOST_IMAGE_BYTES);
    byte[] bytes = RegularFile.bytes(file);
    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        reader.setInput(input);
        return Optional.of(png(file, reader, bytes));
      }
    }
    throw new InputException(file + " is not a PNG image");
  }

  private static Png png(Path file, ImageReader reader, byte[] bytes) throws IOException {
    try {
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (!reader.getFormatName().equals("png") || pixels > ImageSheet.MOST_PIXELS) {
        throw new InputException(file + " is not a PNG image of a usable size");
      }
      BufferedImage image = reader.read(0);
      return new Png(bytes, image.getWidth(), image.getHeight());
    } catch (IOException | RuntimeException e) {
      if (e instanceof InputException input) {
        throw input;
      }
      throw new InputException(file + " is a damaged PNG image", e);
    } finally {
      reader.dispose();
    }
  }

  /** The bytes of a PNG file and its size in pixels. */
  @SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares or prints
  record Png(byte[] bytes, int width, int height) {}
}
