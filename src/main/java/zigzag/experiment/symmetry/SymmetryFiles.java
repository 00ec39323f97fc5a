package zigzag.experiment.symmetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import zigzag.archive.AtomicFile;
import zigzag.network.Activation;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.Versions;

/**
 * What a {@link Symmetry} experiment leaves as plain data: {@code symmetry.csv}, {@code
 * activations.csv} and {@code summary.json}.
 *
 * @param symmetry the experiment
 * @param runs what came of it
 */
public record SymmetryFiles(Symmetry symmetry, List<Symmetry.Run> runs) {
  private static final int BINS = 40;

  /**
   * Beyond, a network has exploded: its activations would squeeze those of all others into a bin.
   */
  private static final double MOST_ACTIVATION = 1e6;

  /**
   * Writes them into a folder, {@code summary.json} first: it tells whose the others are.
   *
   * @param command the command line that repeats the experiment
   * @param data the data set's name, where it came from and its SHA-256 sums
   */
  public void write(Path folder, String command, ObjectNode data) throws IOException {
    AtomicFile.write(
        folder.resolve("summary.json"), summary(command, data).toPrettyString() + "\n");
    AtomicFile.write(folder.resolve("symmetry.csv"), rows());
    AtomicFile.write(folder.resolve("activations.csv"), activations());
  }

  private String rows() {
    StringBuilder csv = new StringBuilder("init,");
    csv.append(String.join(",", runs.get(0).last().columns().keySet())).append('\n');
    for (Symmetry.Run run : runs) {
      for (SymmetryFrame frame : run.frames()) {
        csv.append(run.init().label()).append(',');
        csv.append(
                frame.row().columns().values().stream()
                    .map(value -> value == null ? "" : value.toString())
                    .collect(Collectors.joining(",")))
            .append('\n');
      }
    }
    return csv.toString();
  }

  /** Histograms with the same bins for every initializer and step. */
  private String activations() {
    StringBuilder csv = new StringBuilder("init,step,layer,low,high,count\n");
    double low = symmetry.settings().activation() == Activation.TANH ? -1 : 0;
    double high = symmetry.settings().activation() == Activation.RELU ? largestActivation() : 1;
    for (Symmetry.Run run : runs) {
      for (SymmetryFrame frame : run.frames()) {
        String start = run.init().label() + "," + frame.row().step();
        histogram(csv, start + ",hidden", frame.hidden(), low, high);
        histogram(csv, start + ",output", frame.probabilities(), 0, 1);
      }
    }
    return csv.toString();
  }

  /**
   * At least 1, so that a network of silent units has an axis. What diverged has no say in it: it
   * ends up in the last bin.
   */
  private double largestActivation() {
    double largest = 1;
    for (Symmetry.Run run : runs) {
      for (SymmetryFrame frame : run.test().isEmpty() ? run.frames().subList(0, 1) : run.frames()) {
        for (float value : frame.hidden()) {
          largest = value <= MOST_ACTIVATION ? Math.max(largest, value) : largest;
        }
      }
    }
    return largest;
  }

  private static void histogram(
      StringBuilder csv, String start, float[] values, double low, double high) {
    int[] counts = new int[BINS];
    for (float value : values) {
      if (!Float.isNaN(value)) {
        int bin = (int) ((value - low) / (high - low) * BINS);
        counts[Math.max(0, Math.min(BINS - 1, bin))]++;
      }
    }
    for (int bin = 0; bin < BINS; bin++) {
      csv.append(start)
          .append(',')
          .append((float) (low + (high - low) * bin / BINS))
          .append(',')
          .append((float) (low + (high - low) * (bin + 1) / BINS))
          .append(',')
          .append(counts[bin])
          .append('\n');
    }
  }

  /** The content of {@code summary.json}. */
  public ObjectNode summary(String command, ObjectNode data) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("command", command);
    json.put("dataset", data.path("name").asText());
    json.put("activation", symmetry.settings().activation().label());
    json.put("hidden", symmetry.settings().hidden());
    json.put("optimizer", symmetry.settings().optimizer().name());
    json.put("break", symmetry.broken().toString());
    json.put("steps", runs.get(0).last().step());
    for (Symmetry.Run run : runs) {
      ObjectNode node = json.withArray("inits").addObject();
      node.put("init", run.init().label());
      run.last().columns().forEach((name, value) -> node.set(name, mapper.valueToTree(value)));
      run.test()
          .filter(test -> Double.isFinite(test.loss()))
          .ifPresentOrElse(
              test -> node.put("test_accuracy", test.accuracy()).put("test_loss", test.loss()),
              () -> node.putNull("test_accuracy").putNull("test_loss"));
      OptionalLong half = run.halfDistinctStep(symmetry.settings().hidden());
      half.ifPresentOrElse(
          step -> node.put("half_distinct_step", step), () -> node.putNull("half_distinct_step"));
      node.put("explanation", new SymmetryExplanation(symmetry, run).text());
    }
    json.set("data", data);
    ObjectNode settings = SettingsJson.write(symmetry.settings());
    settings.remove("init");
    json.set("settings", settings);
    Versions.all().forEach(json.putObject("versions")::put);
    return json;
  }
}
