package zigzag.archive;

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
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import zigzag.InputException;
import zigzag.RegularFile;

/** Reads the files of a run folder, which may come from anywhere, and refuses what is malformed. */
public final class RunFiles {
  private static final long MOST_JSON_BYTES = 1 << 20;

  /** The most pixels of a picture that is read. */
  public static final long MOST_PIXELS = 40_000_000;

  private static final long MOST_IMAGE_BYTES = 16 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private RunFiles() {}

  /** Makes sure of a file before memory is taken for it. */
  public static void check(Path file, long mostBytes) throws IOException {
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
  public static ObjectNode json(Path file) throws IOException {
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

  /** Reads a PNG as it is, if there is one. */
  public static Optional<Png> png(Path file) throws IOException {
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
      if (!reader.getFormatName().equals("png") || pixels > MOST_PIXELS) {
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
  public record Png(byte[] bytes, int width, int height) {}
}
