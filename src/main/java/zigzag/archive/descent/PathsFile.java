package zigzag.archive.descent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import zigzag.archive.CsvFile;
import zigzag.archive.CsvRow;

/**
 * {@code paths.csv}: where each optimizer went.
 *
 * @param paths by the optimizers' labels, the start first
 */
public record PathsFile(Map<String, List<Step>> paths) {
  public static final String NAME = "paths.csv";

  private static final CsvFile FILE =
      new CsvFile(NAME, 128 << 20, "optimizer", "step", "x", "y", "f");

  /**
   * A place on a path and the value there.
   *
   * @param x written in single precision, in which the rules compute
   * @param y likewise
   */
  public record Step(double x, double y, double f) {
    public boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(f);
    }

    public Point point() {
      return new Point(x, y);
    }
  }

  public static PathsFile read(Path folder) throws IOException {
    Map<String, List<Step>> paths = new LinkedHashMap<>();
    FILE.forEach(folder, line -> add(paths, line));
    return new PathsFile(paths);
  }

  private static void add(Map<String, List<Step>> paths, CsvRow line) {
    List<Step> path = paths.computeIfAbsent(line.cell("optimizer"), label -> new ArrayList<>());
    if (!line.cell("step").equals(Integer.toString(path.size()))) {
      throw line.wrong("step must count from 0 on without a gap");
    }
    path.add(new Step(finite(line, "x"), finite(line, "y"), finite(line, "f")));
  }

  private static double finite(CsvRow line, String column) {
    double value = line.number(column);
    if (!Double.isFinite(value)) {
      throw line.wrong(column, "a finite number");
    }
    return value;
  }

  public void write(Path folder) throws IOException {
    FILE.write(
        folder,
        paths.entrySet().stream()
            .flatMap(
                path ->
                    IntStream.range(0, path.getValue().size())
                        .mapToObj(i -> line(path.getKey(), i, path.getValue().get(i)))));
  }

  private static List<?> line(String label, int number, Step step) {
    return List.of(label, number, (float) step.x(), (float) step.y(), step.f());
  }
}
