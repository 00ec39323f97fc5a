package zigzag.experiment.descent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import zigzag.archive.descent.DescentSummary;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.descent.Point;
import zigzag.training.settings.Versions;

/** What a descent leaves in its folder: the parts of a {@link DescentSummary}, and its figures. */
public record DescentFiles(
    Descent descent, List<DescentPath> paths, DescentSummary.Scan scan, String command) {
  /** Points of the grid along each axis. */
  private static final int GRID = 121;

  /** Writes the files; the summary, which tells whose the others are, is the first. */
  public void write(Path folder) throws IOException {
    summary().write(folder);
    Map<String, List<PathsFile.Step>> steps = new LinkedHashMap<>();
    paths.forEach(path -> steps.put(path.label(), path.steps()));
    new PathsFile(steps).write(folder);
    grid().write(folder);
  }

  private HeightGrid grid() {
    Surface surface = descent.surface();
    Surface.Window window = surface.window().with(descent.start());
    for (Point minimum : surface.minima()) {
      window = window.with(minimum);
    }
    double[] x = places(window.xLow(), window.xHigh());
    double[] y = places(window.yLow(), window.yHigh());
    double[][] f = new double[GRID][GRID];
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        f[row][column] = surface.value(x[column], y[row]);
      }
    }
    return new HeightGrid(x, y, f);
  }

  private static double[] places(double low, double high) {
    return IntStream.range(0, GRID)
        .mapToDouble(i -> i / (GRID - 1.0))
        .map(share -> (1 - share) * low + share * high)
        .toArray();
  }

  private DescentSummary summary() {
    Surface surface = descent.surface();
    Surface.Quadratic quadratic = surface.quadratic();
    return new DescentSummary(
        command,
        new DescentSummary.Surface(
            surface.key(),
            surface.formula(),
            surface.source(),
            quadratic == null ? null : quadratic.condition(),
            quadratic == null ? null : quadratic.hessian(),
            surface.minima()),
        descent.start(),
        descent.steps(),
        DescentPath.NEAR,
        paths.stream().map(path -> path.figures(surface.minima())).toList(),
        scan,
        Versions.all());
  }
}
