package zigzag.report.descent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zigzag.Label;
import zigzag.experiment.descent.Descent;
import zigzag.experiment.descent.DescentFiles;
import zigzag.experiment.descent.DescentPath;
import zigzag.experiment.descent.Surface;
import zigzag.experiment.descent.Surfaces;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;

/** Folders as {@code descend} leaves them. */
final class SampleDescent {
  private SampleDescent() {}

  static Surface surface(String name) {
    return Surfaces.all(Surfaces.CONDITION).pick(name);
  }

  /** Writes one, at the surface's rates where a label gives none. */
  static void write(Path folder, Surface surface, int steps, String... labels) throws IOException {
    Files.createDirectories(folder);
    Descent descent = new Descent(surface, surface.start(), steps);
    List<DescentPath> paths = new ArrayList<>();
    for (String text : labels) {
      Label label = Label.parse(text);
      Optimizer rule = new Optimizers().create(label.name(), label.values());
      Double rate = surface.rates().get(text);
      paths.add(descent.run(text, rate == null ? rule : Optimizers.withLearningRate(rule, rate)));
    }
    new DescentFiles(descent, paths, null, "zigzag descend").write(folder);
  }
}
