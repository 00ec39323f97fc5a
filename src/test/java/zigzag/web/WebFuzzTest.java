package zigzag.web;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import zigzag.ReaderBounds;
import zigzag.archive.Json;
import zigzag.cli.PageForTests;
import zigzag.data.photo.DigitNormalization;
import zigzag.data.photo.GrayImage;
import zigzag.data.photo.ImageFile;

/** Bodies of requests that nobody has vouched for. */
@Tag("slow")
final class WebFuzzTest {
  /** The parsers of flags of four contenders, each with all that it knows of them. */
  private static final long CONSTANT = 64 << 20;

  /** A body's text, its tree, its maps, and a parser for each contender. */
  private static final long FACTOR = 500;

  /** What can be uploaded. */
  private static final int MAX_PICTURE = 4 << 20;

  private static final long PICTURE_CONSTANT = 64 << 20;
  private static final long BYTES_PER_BYTE = 8256 * 6;

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "contenders",
    "flags",
    "label",
    "paused",
    "optimizer",
    "adam",
    "lr",
    "hidden",
    "data",
    "digits",
    "recipe",
    "best",
    "plugins",
    "out",
    "--out",
    "=",
    "1e999",
    "null",
    "true"
  })
  void readsTrainings(byte[] bytes) throws IOException {
    ReaderBounds.hold(
        CONSTANT + FACTOR * bytes.length,
        () -> {
          TrainingRequest request = TrainingRequest.of(Json.parse("the body", bytes));
          for (Map<String, String> flags : request.allFlags()) {
            PageForTests.parse(flags);
          }
        });
  }

  @FuzzTest(maxDuration = "10m")
  void readsPictures(byte[] bytes) throws IOException {
    if (bytes.length > MAX_PICTURE) {
      return;
    }
    ReaderBounds.hold(
        PICTURE_CONSTANT + bytes.length * BYTES_PER_BYTE,
        () -> {
          GrayImage image = ImageFile.read("the picture", bytes);
          DigitNormalization normalization = new DigitNormalization(28, 28);
          byte[] input = normalization.input("the picture", image, !normalization.hasSize(image));
          if (input.length != 28 * 28) {
            throw new IllegalStateException(input.length + " pixels");
          }
        });
  }
}
