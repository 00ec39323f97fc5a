package zigzag.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.Needs;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.mnist.IdxFolder;
import zigzag.data.photo.DigitNormalization;
import zigzag.data.photo.Doubt;
import zigzag.data.photo.GrayImage;
import zigzag.data.photo.ImageFile;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.network.PlainNetwork;
import zigzag.training.Draft;
import zigzag.training.Trainer;
import zigzag.training.TrainingState;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Classifier;

/** What {@code predict} makes of a picture, the page makes of it, too. */
@Tag("browser")
@Tag("slow")
class PageArithmeticInBrowserTest {
  private static final int TESTED = 200;

  @RegisterExtension final Browser browser = new Browser();
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"RELU, 128, 28, 28, 10", "TANH, 600, 28, 28, 10", "SIGMOID, 40, 20, 14, 7"})
  void thePageAgreesWithPredict(
      Activation activation, int hidden, int rows, int columns, int classes) throws IOException {
    Dataset test = cropped(digits(), rows, columns, classes);
    Model model = trained(activation, hidden, test);
    List<byte[]> images = IntStream.range(0, TESTED).mapToObj(i -> image(test, i)).toList();
    Base64.Encoder base64 = Base64.getEncoder();
    Path page = temporary.resolve("page.html");
    PageNetwork network =
        new PageNetwork(rows, columns, hidden, classes, activation.label(), model.parameters());
    Map<String, Object> data =
        Map.of(
            "network",
            network.data(),
            "images",
            images.stream().map(base64::encodeToString).toList());
    Files.writeString(page, Page.render("arithmetic", Map.of(), data));
    String found = browser.open(page).found("answers");
    JsonNode answers = new ObjectMapper().readTree(Base64.getDecoder().decode(found));
    DigitNormalization normalization = new DigitNormalization(rows, columns);
    try (Classifier classifier = new Classifier(model)) {
      assertEquals(TESTED, answers.path("tested").size());
      for (int i = 0; i < TESTED; i++) {
        byte[] input =
            normalization.keep(new GrayImage(rows, columns, images.get(i))).orElseThrow();
        assertSame(model, classifier, input, answers.path("tested").get(i), "test image " + i);
      }
      int seen = 0;
      assertEquals(40, answers.path("drawn").size());
      for (int i = 0; i < 40; i++) {
        JsonNode answer = answers.path("drawn").get(i);
        Path file = temporary.resolve("drawn.png");
        String png = answer.path("png").textValue().replaceFirst("^.*,", "");
        Files.write(file, Base64.getDecoder().decode(png));
        GrayImage picture = ImageFile.read(file);
        Set<Doubt> doubts = normalization.doubts(picture);
        assertEquals(doubts.contains(Doubt.CUT_OFF), answer.path("cutOff").booleanValue());
        assertEquals(doubts.contains(Doubt.SEVERAL), answer.path("several").booleanValue());
        Optional<byte[]> input = normalization.normalize(picture);
        assertEquals(input.isPresent(), answer.has("input"), "drawing " + i);
        if (input.isPresent()) {
          seen++;
          assertSame(model, classifier, input.get(), answer, "drawing " + i);
        }
      }
      assertTrue(seen >= 35, seen + " drawings show something");
    }
  }

  private static void assertSame(
      Model model, Classifier classifier, byte[] input, JsonNode answer, String what)
      throws IOException {
    assertArrayEquals(input, answer.path("input").binaryValue(), what);
    Classifier.Answer expected = classifier.classify(input);
    assertEquals(expected.prediction(), answer.path("digit").intValue(), what);
    for (int c = 0; c < expected.probabilities().length; c++) {
      assertEquals(expected.probabilities()[c], answer.path("p").get(c).doubleValue(), 0.01, what);
    }
    Layout layout = model.layout();
    Batch batch = new Batch(1, layout.inputs());
    batch.setSize(1);
    System.arraycopy(input, 0, batch.inputs(), 0, input.length);
    double[] parameters = PlainNetwork.doubles(model.parameters());
    var pass = new PlainNetwork(layout, model.activation()).run(parameters, batch);
    for (int unit = 0; unit < layout.hidden(); unit++) {
      assertEquals(pass.a()[0][unit], answer.path("a").get(unit).doubleValue(), 0.01, what);
      assertEquals(pass.h()[0][unit], answer.path("h").get(unit).doubleValue(), 0.01, what);
    }
    for (int c = 0; c < layout.classes(); c++) {
      double says = pass.h()[0][0] * parameters[layout.w2() + c];
      assertEquals(says, answer.path("says").get(c).doubleValue(), 0.01, what);
    }
  }

  private static Model trained(Activation activation, int hidden, Dataset test) throws IOException {
    Draft draft = new Draft();
    draft.activation = activation;
    draft.hidden = hidden;
    draft.epochs = 2;
    Dataset train =
        cropped(new BuiltInDigits(7).train(1000), test.rows(), test.columns(), test.classes());
    DataSplit split = DataSplit.of(train, test, draft.validation, 1);
    try (Trainer trainer = new Trainer(draft.settings(), split)) {
      TrainingState state = trainer.initialState();
      trainer.train(state, List.of(), () -> false);
      return new Model(
          trainer.layout(), activation, test.rows(), test.columns(), state.parameters(), Map.of());
    }
  }

  /** MNIST's where they are at hand. */
  private static Dataset digits() throws IOException {
    return System.getenv("MNIST_DIR") == null
        ? new BuiltInDigits(7).test(TESTED)
        : IdxFolder.load(Needs.mnist()).test();
  }

  /** The middle of each image, and fewer classes. */
  private static Dataset cropped(Dataset data, int rows, int columns, int classes) {
    byte[] pixels = new byte[data.size() * rows * columns];
    byte[] labels = new byte[data.size()];
    int top = (data.rows() - rows) / 2;
    int left = (data.columns() - columns) / 2;
    for (int i = 0; i < data.size(); i++) {
      byte[] image = image(data, i);
      labels[i] = (byte) (data.label(i) % classes);
      for (int row = 0; row < rows; row++) {
        int from = (top + row) * data.columns() + left;
        System.arraycopy(image, from, pixels, (i * rows + row) * columns, columns);
      }
    }
    return new Dataset(data.name(), rows, columns, classes, pixels, labels);
  }

  private static byte[] image(Dataset data, int i) {
    byte[] image = new byte[data.rows() * data.columns()];
    data.copyPixels(i, image, 0);
    return image;
  }
}
