package zigzag.experiment.symmetry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zigzag.archive.symmetry.ActivationsFile;
import zigzag.archive.symmetry.ActivationsFile.Layer;
import zigzag.archive.symmetry.Histogram;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.network.Activation;
import zigzag.training.evaluation.Evaluation;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.Versions;

/** What a {@link Symmetry} experiment leaves in its folder, but for the pictures. */
public record SymmetryFiles(Symmetry symmetry, List<Symmetry.Run> runs) {
  private static final int BINS = 40;

  /**
   * Beyond, a network has exploded: its activations would squeeze those of all others into a bin.
   */
  private static final double MAX_ACTIVATION = 1e6;

  /** Writes the files, the summary first: it tells whose the others are. */
  public void write(Path folder, SymmetrySummary summary) throws IOException {
    summary.write(folder);
    Map<String, List<SymmetryFile.Row>> rows = new LinkedHashMap<>();
    Map<ActivationsFile.Key, Histogram> histograms = new LinkedHashMap<>();
    double low = symmetry.activation() == Activation.TANH ? -1 : 0;
    double high = symmetry.activation() == Activation.RELU ? largestActivation() : 1;
    for (Symmetry.Run run : runs) {
      String init = run.init().label();
      rows.put(init, run.frames().stream().map(Symmetry.Frame::row).toList());
      for (Symmetry.Frame frame : run.frames()) {
        long step = frame.row().step();
        histograms.put(
            new ActivationsFile.Key(init, step, Layer.HIDDEN),
            Histogram.of(frame.hidden(), low, high, BINS));
        histograms.put(
            new ActivationsFile.Key(init, step, Layer.OUTPUT),
            Histogram.of(frame.probabilities(), 0, 1, BINS));
      }
    }
    new SymmetryFile(rows).write(folder);
    new ActivationsFile(histograms).write(folder);
  }

  /**
   * At least 1, so that a network of silent units has an axis. What diverged has no say in it: it
   * ends up in the last bin.
   */
  private double largestActivation() {
    double largest = 1;
    for (Symmetry.Run run : runs) {
      for (Symmetry.Frame frame :
          run.test().isEmpty() ? run.frames().subList(0, 1) : run.frames()) {
        for (float value : frame.hidden()) {
          largest = value <= MAX_ACTIVATION ? Math.max(largest, value) : largest;
        }
      }
    }
    return largest;
  }

  public SymmetrySummary summary(String command, ObjectNode data) {
    ObjectNode settings = SettingsJson.write(symmetry.settings());
    settings.remove("init");
    return new SymmetrySummary(
        command,
        data.path("name").asText(),
        symmetry.activation().label(),
        symmetry.hidden(),
        symmetry.settings().update().optimizer().name(),
        symmetry.broken().toString(),
        runs.get(0).last().step(),
        runs.stream().map(this::init).toList(),
        data,
        settings,
        Versions.all());
  }

  private SymmetrySummary.Init init(Symmetry.Run run) {
    Optional<Evaluation> test = run.test().filter(found -> Double.isFinite(found.loss()));
    return new SymmetrySummary.Init(
        run.init().label(),
        run.last().step(),
        run.last().written(),
        test.map(Evaluation::accuracy).orElse(null),
        test.map(Evaluation::loss).orElse(null),
        run.halfDistinctStep(symmetry.hidden()),
        SymmetryExplanation.of(symmetry, run));
  }
}
