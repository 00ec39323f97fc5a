package zigzag.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.Json;
import zigzag.cli.option.ModelFile;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.photo.DigitNormalization;
import zigzag.data.photo.Doubt;
import zigzag.data.photo.GrayImage;
import zigzag.data.photo.ImageFile;
import zigzag.network.Model;
import zigzag.report.run.Prediction;
import zigzag.training.evaluation.Classifier;

@Command(
    name = "predict",
    description = {
      "Says which digit each picture shows, and how probable the model takes each to be.",
      "A picture shows one digit, dark on light or light on dark: a drawing, a scan, a photo of"
          + " paper that fills the frame. The digit is found, cropped, scaled and centred as"
          + " MNIST's were. A picture that already has the size of the network's images is taken as"
          + " it is, inverted if it is dark on light.",
      "A file that can't be used is reported, the others are still predicted, and the exit code is"
          + " 2."
    },
    footer = "Example: ${ROOT-COMMAND-NAME} predict runs/sgd seven.png photo.jpg --save-input seen")
final class PredictCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = ModelFile.DESCRIPTION)
  private Path named;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG, JPEG, GIF or BMP files")
  private List<Path> images;

  @Option(
      names = "--normalize",
      description = "crop, scale and centre pictures of the network's own size, too")
  private boolean normalize;

  @Option(
      names = "--save-input",
      paramLabel = "DIR",
      description =
          "write what the network saw of IMAGE to DIR/IMAGE-input.png, or IMAGE-input-2.png and so"
              + " on where that is taken (default: nowhere)")
  private Path saveInput;

  /** Where the pictures are, and what is saved of them. */
  private final Set<Path> taken = new HashSet<>();

  @Override
  public Integer call() throws IOException {
    if (saveInput != null) {
      Folders.requirePossible("--save-input", saveInput);
    }
    ModelFile file = ModelFile.read(named);
    file.assumption().ifPresent(messages::say);
    file.dataset()
        .filter(BuiltInDigits.NAME::equals)
        .ifPresent(name -> messages.say("the model was trained on the built-in digits, not MNIST"));
    ObjectNode document = Json.object().put("model", file.path().toString());
    document.put("model_sha256", file.sha256()).put("model_dataset", file.dataset().orElse(null));
    ArrayNode predictions = document.putArray("predictions");
    ArrayNode errors = document.putArray("errors");
    StringBuilder text = new StringBuilder();
    images.forEach(image -> taken.add(absolute(image)));
    try (Classifier classifier = new Classifier(file.model())) {
      for (Path image : images) {
        try {
          Prediction prediction = predict(classifier, file, image);
          text.append(prediction.text());
          prediction.describe(predictions.addObject());
        } catch (InputException e) {
          Messages.error(e.getMessage());
          errors.addObject().put("file", image.toString()).put("error", e.getMessage());
        }
      }
    }
    messages.result(text.toString(), document);
    return errors.isEmpty() ? DONE : WRONG_INPUT;
  }

  private Prediction predict(Classifier classifier, ModelFile file, Path image) throws IOException {
    Model model = file.model();
    GrayImage picture = ImageFile.read(image);
    DigitNormalization normalization = new DigitNormalization(model.rows(), model.columns());
    boolean normalized = normalize || !normalization.hasSize(picture);
    byte[] input = normalization.input(image.toString(), picture, normalized);
    if (saveInput != null) {
      Path saved = unused(image);
      AtomicFile.write(saved, new GrayImage(model.rows(), model.columns(), input).png());
      if (!saved.endsWith(inputName(image, ""))) {
        messages.say(image + ": what the network saw is in " + saved);
      }
    }
    Classifier.Answer answer = classifier.classify(input);
    file.requireFinite(answer.probabilities()[answer.prediction()]);
    return new Prediction(
        image,
        normalized,
        answer.prediction(),
        answer.probabilities(),
        normalization.doubts(picture).stream().map(Doubt::text).toList());
  }

  /** A name after the picture's; never that of a picture, or of anything that is there. */
  private Path unused(Path image) {
    Path file = saveInput.resolve(inputName(image, ""));
    for (int i = 2;
        !taken.add(absolute(file)) || Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        i++) {
      file = saveInput.resolve(inputName(image, "-" + i));
    }
    return file;
  }

  private static String inputName(Path image, String number) {
    String stem = image.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    return stem + "-input" + number + ".png";
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
