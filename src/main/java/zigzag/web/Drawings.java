package zigzag.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import zigzag.archive.run.RunFiles;
import zigzag.data.photo.DigitNormalization;
import zigzag.data.photo.GrayImage;
import zigzag.data.photo.ImageFile;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.report.page.PageNetwork;
import zigzag.training.evaluation.Classifier;

/** Reads what somebody drew by the models of runs, one picture at a time. */
final class Drawings {
  private static final int MAX_BYTES = 4 << 20;

  /** Two side by side, and those of the moment before. */
  private static final int MAX_MODELS = 4;

  private final RunsFolder runs;

  /** The last ones used, the oldest first. */
  private final Map<Path, Loaded> models = new LinkedHashMap<>(8, 0.75f, true);

  /** A model, and the time of the file that it was read from. */
  private record Loaded(Model model, FileTime time) {}

  /**
   * What a network makes of a picture.
   *
   * @param input what it sees, row by row, from 0, the background, to 1
   * @param hidden what each hidden unit puts out, {@code h}
   * @param contributions {@code h[j] W2[j, c]}: what unit j says to class c
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Seen(
      int digit, float[] probabilities, float[][] input, float[] hidden, float[][] contributions) {}

  Drawings(RunsFolder runs) {
    this.runs = runs;
  }

  /** Takes the picture in a request's body for a digit. */
  Answer predict(Call call) throws IOException {
    String run = call.parameter("run");
    Path folder = runs.folder(run);
    return Answer.json(seen(folder, run, call.body(MAX_BYTES)));
  }

  /** A run's network for the page; without parameters if they are too many. */
  Answer network(Call call) throws IOException {
    String run = call.parameter("run");
    Model model;
    synchronized (this) {
      model = model(runs.folder(run), run);
    }
    PageNetwork network =
        new PageNetwork(
            model.rows(),
            model.columns(),
            model.layout().hidden(),
            model.layout().classes(),
            model.activation().label(),
            model.parameters());
    return Answer.json(network.isTooLarge() ? network.sizes() : network.data());
  }

  private synchronized Seen seen(Path folder, String run, byte[] picture) throws IOException {
    Model model = model(folder, run);
    GrayImage image = ImageFile.read("the picture", picture);
    DigitNormalization normalization = new DigitNormalization(model.rows(), model.columns());
    byte[] pixels = normalization.input("the picture", image, !normalization.hasSize(image));
    try (Classifier classifier = new Classifier(model)) {
      return seen(model, pixels, classifier.classify(pixels));
    }
  }

  private static Seen seen(Model model, byte[] pixels, Classifier.Answer answer) {
    Layout layout = model.layout();
    float[][] input = new float[model.rows()][model.columns()];
    for (int i = 0; i < pixels.length; i++) {
      input[i / model.columns()][i % model.columns()] = Batch.scaled(pixels[i]);
    }
    float[][] contributions = new float[layout.hidden()][layout.classes()];
    for (int unit = 0; unit < layout.hidden(); unit++) {
      for (int c = 0; c < layout.classes(); c++) {
        float weight = model.parameters()[layout.w2() + unit * layout.classes() + c];
        contributions[unit][c] = answer.hidden()[unit] * weight;
      }
    }
    return new Seen(
        answer.prediction(), answer.probabilities(), input, answer.hidden(), contributions);
  }

  private Model model(Path folder, String run) throws IOException {
    List<String> names = Stream.concat(names(folder), Stream.of(RunFiles.MODEL)).toList();
    Path file = runs.file(names);
    FileTime time = Files.getLastModifiedTime(file);
    Loaded loaded = models.get(file);
    if (loaded == null || !loaded.time().equals(time)) {
      Model model = Model.read(file);
      for (float parameter : model.parameters()) {
        if (!Float.isFinite(parameter)) {
          throw new Refusal(
              HttpStatus.CONFLICT_409, run + " holds parameters that are not finite numbers");
        }
      }
      loaded = new Loaded(model, time);
      models.put(file, loaded);
      if (models.size() > MAX_MODELS) {
        models.remove(models.keySet().iterator().next());
      }
    }
    return loaded.model();
  }

  private Stream<String> names(Path folder) {
    return Stream.of(runs.root().relativize(folder).toString().split("[/\\\\]", -1));
  }
}
