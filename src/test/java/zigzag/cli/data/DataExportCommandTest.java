package zigzag.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.cli.InProcess;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;

/** {@code zigzag data export}: what it writes, and that it is what other commands make. */
class DataExportCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path parent;

  private InProcess data(String command, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "data";
    all[1] = command;
    all[2] = "--json";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return InProcess.run(all);
  }

  @Test
  void writesTheDigitsThatOtherCommandsMake() throws IOException {
    Path folder = parent.resolve("digits");
    String[] digits = {"--data", "digits", "--digits", "1300", "--test-digits", "7"};
    InProcess exported = data("export", concat(digits, "--into", folder.toString()));
    assertEquals(0, exported.exitCode(), exported.err());
    JsonNode document = JSON.readTree(exported.out());
    JsonNode made = JSON.readTree(data("info", digits).out());
    assertEquals(made.path("sha256"), document.path("sha256"));
    assertEquals(7, document.path("test-digits").asInt());

    JsonNode read = JSON.readTree(data("info", "--data", folder.toString()).out());
    assertEquals(made.path("train"), read.path("train"));
    assertEquals(made.path("test"), read.path("test"));

    Path copy = parent.resolve("copy");
    InProcess copied =
        data("export", "--gzip", "--data", folder.toString(), "--into", copy.toString());
    assertEquals(0, copied.exitCode(), copied.err());
    assertEquals(read.path("sha256"), JSON.readTree(copied.out()).path("sha256"));
    assertTrue(Files.exists(copy.resolve(IdxFolder.TEST_LABELS + ".gz")));
    InProcess again = data("info", "--data", copy.toString());
    assertEquals(read.path("sha256"), JSON.readTree(again.out()).path("sha256"));
  }

  @Test
  void describesTestLabelsBeyondThoseToTrainOn() throws IOException {
    Path folder = parent.resolve("wider");
    IdxFile.write(folder.resolve(IdxFolder.TRAIN_IMAGES), new byte[2], 2, 1, 1);
    IdxFile.write(folder.resolve(IdxFolder.TRAIN_LABELS), new byte[] {0, 1}, 2);
    IdxFile.write(folder.resolve(IdxFolder.TEST_IMAGES), new byte[1], 1, 1, 1);
    IdxFile.write(folder.resolve(IdxFolder.TEST_LABELS), new byte[] {2}, 1);
    InProcess text = InProcess.run("data", "info", "--data", folder.toString());
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().contains("wider: 2 training and 1 test images of 1 x 1 pixels, 3 class"));
    assertTrue(text.out().lines().anyMatch(line -> line.matches("class 2 +0 +1")), text.out());

    InProcess train = InProcess.run("train", "--data", folder.toString(), "--validation", "0");
    assertEquals(2, train.exitCode());
    assertTrue(train.err().contains("test example 0 of wider is 2, but the training labels go"));
  }

  @Test
  void saysNothingOfTheUsualNumberOfTestDigits() throws IOException {
    Path folder = parent.resolve("digits");
    InProcess exported =
        data("export", "--data", "digits", "--digits", "60", "--into", folder.toString());
    assertFalse(JSON.readTree(exported.out()).has("test-digits"));
    JsonNode read = JSON.readTree(data("info", "--data", folder.toString()).out());
    assertEquals(10, read.path("test").path("size").asInt(), read.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "info, --digits, 2000001, write more to files",
    "info, --test-digits, 2000001, write more to files",
    "info, --digits, 0, give a number from 1",
    "show, --test-digits, -1, give a number from 1"
  })
  void refusesNumbersOfDigits(String command, String flag, String value, String message) {
    InProcess ended = InProcess.run("data", command, "--data", "digits", flag, value);
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().startsWith("zigzag: " + flag + " " + value), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
  }

  private static String[] concat(String[] first, String... second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
