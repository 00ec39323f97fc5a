package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.photo.GrayImage;
import zigzag.data.photo.ImageFile;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.network.Model;

/** {@code zigzag predict} with a small model of the built-in digits. */
@Tag("slow")
final class PredictCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COUNT = 60;
  private static final Dataset DIGITS = new BuiltInDigits(5).test(COUNT);

  @TempDir private static Path shared;
  private static String model;

  @TempDir private Path folder;

  @Test
  void theReportHasTheNetworkToDrawForHoweverOftenItIsWritten() throws IOException {
    Path file = Path.of(model, "report.html");
    String page = Files.readString(file);
    assertTrue(page.contains("\"precision\":\"single\""));
    assertEquals(0, InProcess.run("report", model).exitCode());
    assertEquals(page, Files.readString(file));
  }

  @BeforeAll
  static void train() {
    model = shared.resolve("run").toString();
    InProcess trained =
        InProcess.run(
            "train",
            "--data",
            "digits",
            "--digits",
            "3000",
            "--hidden",
            "32",
            "--epochs",
            "5",
            "--validation",
            "300",
            "--quiet",
            "--out",
            model);
    assertEquals(0, trained.exitCode(), trained.err());
  }

  @Test
  void predictsDigitsAsWellFromPicturesAsFromTheData() throws IOException {
    String[] exact = new String[COUNT];
    String[] large = new String[COUNT];
    for (int i = 0; i < COUNT; i++) {
      exact[i] = write("exact" + i, 28, digit(i));
      large[i] = write("large" + i, 196, paper(digit(i)));
    }

    int rightExact = right(predict(exact));
    int rightLarge = right(predict(large));

    assertTrue(rightExact >= COUNT * 0.8, rightExact + " of " + COUNT);
    assertTrue(rightLarge >= rightExact - 2, rightLarge + " of " + COUNT + ", not " + rightExact);
  }

  @Test
  void printsTheDigitAndABarForEach() throws IOException {
    String file = write("digit", 28, digit(0));

    InProcess ended = InProcess.run("predict", model, file, "--quiet");

    assertEquals(0, ended.exitCode(), ended.err());
    String[] lines = ended.out().split("\n", -1);
    JsonNode prediction = predict(file).path(0);
    int digit = prediction.path("digit").asInt();
    assertTrue(lines[0].startsWith(file + ": " + digit + " ("), lines[0]);
    assertEquals(12, lines.length);
    assertTrue(lines[1 + digit].trim().matches(digit + " +\\d+\\.\\d\\d %  #+"), lines[1 + digit]);
    double sum = 0;
    for (JsonNode probability : prediction.path("probabilities")) {
      sum += probability.asDouble();
    }
    assertEquals(1, sum, 1e-5);
    assertEquals(prediction.path("probability"), prediction.path("probabilities").path(digit));
  }

  @Test
  void saysWhyNotToRelyOnIt() throws IOException {
    byte[] one = paper(digit(0));
    byte[] pair = new byte[196 * 392];
    for (int i = 0; i < pair.length; i++) {
      pair[i] = one[i / 392 * 196 + i % 196];
    }
    Path file = folder.resolve("pair.png");
    Files.write(file, new GrayImage(196, 392, pair).png());
    InProcess ended = InProcess.run("predict", model, file.toString());
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(
        ended.out().lines().toList().get(1).startsWith("  careful: there seems to be more than"),
        ended.out());
    JsonNode warnings = predict(file.toString()).path(0).path("warnings");
    assertTrue(warnings.path(0).asText().startsWith("there seems to be more than one digit"));

    assertEquals(0, predict(write("one", 196, paper(digit(0)))).path(0).path("warnings").size());
  }

  @Test
  void saysThatTheModelIsNotSure() throws IOException {
    Layout layout = new Layout(4, 1, 3);
    float[] parameters = new float[layout.parameterCount()];
    Path none = folder.resolve("none.safetensors");
    new Model(layout, Activation.RELU, 2, 2, parameters, Map.of()).write(none);
    String file = write("tiny", 2, new byte[] {0, 0, 0, (byte) 255});
    InProcess ended = InProcess.run("predict", none.toString(), file);
    assertTrue(ended.out().contains("careful: the model is not sure"), ended.out());
  }

  @Test
  void goesOnAfterABadFileAndEndsWithTwo() throws IOException {
    String good = write("good", 28, digit(1));
    Path bad = Files.write(folder.resolve("bad.png"), new byte[] {1, 2, 3});
    byte[] white = new byte[50 * 50];
    Arrays.fill(white, (byte) 255);
    String empty = write("empty", 50, white);
    String missing = folder.resolve("missing.png").toString();

    InProcess ended =
        InProcess.run("predict", model, bad.toString(), empty, good, missing, "--json", "--quiet");

    assertEquals(2, ended.exitCode());
    assertEquals(3, ended.err().lines().count(), ended.err());
    JsonNode document = JSON.readTree(ended.out());
    assertEquals(1, document.path("predictions").size());
    assertEquals(good, document.path("predictions").path(0).path("file").asText());
    assertEquals(3, document.path("errors").size());
    assertTrue(document.path("errors").path(1).path("error").asText().contains("no digit"));
  }

  @Test
  void savesWhatTheNetworkSawSoThatItSeesTheSameAgain() throws IOException {
    String large = write("five", 196, paper(digit(2)));
    Files.createDirectory(folder.resolve("other"));
    String other = write("other/five", 196, paper(digit(3)));
    String seen = folder.resolve("seen").toString();

    InProcess ended = InProcess.run("predict", model, large, other, "--json", "--save-input", seen);

    JsonNode predictions = JSON.readTree(ended.out()).path("predictions");
    Path first = folder.resolve("seen/five-input.png");
    assertEquals(28, ImageFile.read(first).rows());
    assertTrue(predictions.path(0).path("normalized").asBoolean());
    JsonNode again = predict(first.toString(), folder.resolve("seen/five-input-2.png").toString());
    assertFalse(again.path(0).path("normalized").asBoolean(true));
    for (int i = 0; i < 2; i++) {
      assertEquals(predictions.path(i).path("probabilities"), again.path(i).path("probabilities"));
    }
  }

  @Test
  void neverWritesOverAPicture() throws IOException {
    String one = write("x", 196, paper(digit(2)));
    String two = write("x-input", 196, paper(digit(3)));
    byte[] before = Files.readAllBytes(Path.of(two));

    InProcess ended = InProcess.run("predict", model, one, two, "--save-input", folder.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    assertArrayEquals(before, Files.readAllBytes(Path.of(two)));
    assertTrue(Files.exists(folder.resolve("x-input-2.png")));

    Path seen = Files.createDirectory(folder.resolve("seen"));
    Path mine = Files.writeString(seen.resolve("x-input.png"), "mine");
    Files.createSymbolicLink(seen.resolve("x-input-2.png"), seen.resolve("nowhere"));
    ended = InProcess.run("predict", model, one, "--save-input", seen.toString());
    assertEquals("mine", Files.readString(mine));
    assertFalse(Files.exists(seen.resolve("nowhere")));
    Path third = seen.resolve("x-input-3.png");
    assertEquals(28, ImageFile.read(third).rows());
    assertTrue(ended.err().contains("what the network saw is in " + third), ended.err());
    InProcess file = InProcess.run("predict", model, one, "--save-input", two);
    assertEquals(2, file.exitCode());
    assertTrue(file.err().contains("is a file"), file.err());
  }

  @Test
  void normalizesPicturesOfTheRightSizeOnlyIfToldTo() throws IOException {
    byte[] corner = new byte[28 * 28];
    for (int row = 1; row < 9; row++) {
      corner[row * 28 + 2] = (byte) 255;
    }
    String file = write("corner", 28, corner);
    Path seen = folder.resolve("seen");

    InProcess.run("predict", model, file, "--save-input", seen.toString());
    assertArrayEquals(corner, ImageFile.read(seen.resolve("corner-input.png")).pixels());
    InProcess.run("predict", model, file, "--normalize", "--save-input", seen.toString());
    assertArrayEquals(corner, ImageFile.read(seen.resolve("corner-input.png")).pixels());
    byte[] centred = ImageFile.read(seen.resolve("corner-input-2.png")).pixels();
    assertEquals(255, centred[14 * 28 + 14] & 0xff);
    assertEquals(0, centred[2 * 28 + 2]);
  }

  @Test
  void listsTheMostProbableOfManyClasses() throws IOException {
    Layout layout = new Layout(4, 1, 40);
    float[] parameters = new float[layout.parameterCount()];
    parameters[layout.b2() + 33] = 9;
    Path many = folder.resolve("many.safetensors");
    new Model(layout, Activation.RELU, 2, 2, parameters, Map.of()).write(many);
    String file = write("tiny", 2, new byte[] {0, 0, 0, (byte) 255});

    InProcess ended = InProcess.run("predict", many.toString(), file);

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(11, ended.out().lines().count());
    assertTrue(ended.out().lines().skip(1).findFirst().orElseThrow().contains("33"), ended.out());
  }

  @Test
  void refusesAModelThatOverflows() throws IOException {
    Layout layout = new Layout(4, 1, 10);
    float[] parameters = new float[layout.parameterCount()];
    Arrays.fill(parameters, 3e38f);
    Path huge = folder.resolve("huge.safetensors");
    new Model(layout, Activation.RELU, 2, 2, parameters, Map.of()).write(huge);
    String file = write("tiny", 2, new byte[] {0, 0, (byte) 255, (byte) 255});

    InProcess ended = InProcess.run("predict", huge.toString(), file, "--quiet");

    assertEquals(2, ended.exitCode(), ended.out());
    assertTrue(ended.err().contains(huge + " overflows"), ended.err());
    assertFalse(ended.out().contains("NaN"), ended.out());
  }

  private JsonNode predict(String... files) throws IOException {
    String[] arguments = new String[files.length + 4];
    arguments[0] = "predict";
    arguments[1] = model;
    arguments[2] = "--json";
    arguments[3] = "--quiet";
    System.arraycopy(files, 0, arguments, 4, files.length);
    InProcess ended = InProcess.run(arguments);
    assertEquals(0, ended.exitCode(), ended.err());
    return JSON.readTree(ended.out()).path("predictions");
  }

  private static int right(JsonNode predictions) {
    int right = 0;
    for (int i = 0; i < COUNT; i++) {
      right += predictions.path(i).path("digit").asInt() == DIGITS.label(i) ? 1 : 0;
    }
    return right;
  }

  private static byte[] digit(int example) {
    byte[] pixels = new byte[28 * 28];
    DIGITS.copyPixels(example, pixels, 0);
    return pixels;
  }

  /** The digit in dark grey on light grey, 7 pixels for one. */
  private static byte[] paper(byte[] digit) {
    byte[] pixels = new byte[196 * 196];
    for (int i = 0; i < pixels.length; i++) {
      int ink = digit[i / 196 / 7 * 28 + i % 196 / 7] & 0xff;
      pixels[i] = (byte) (230 - 180 * ink / 255);
    }
    return pixels;
  }

  private String write(String name, int side, byte[] pixels) throws IOException {
    Path file = folder.resolve(name + ".png");
    return Files.write(file, new GrayImage(side, side, pixels).png()).toString();
  }
}
