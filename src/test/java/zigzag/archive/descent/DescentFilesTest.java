package zigzag.archive.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.Json;

/** What is written is read back as it was. */
class DescentFilesTest {
  @TempDir Path folder;

  /** Some number of any size. */
  private static double number(Random random) {
    return random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
  }

  /** A number of so few digits that single precision holds them. */
  private static double single(Random random) {
    return Double.parseDouble(Float.toString((float) number(random)));
  }

  private static PathsFile.Step step(Random random) {
    return new PathsFile.Step(single(random), single(random), number(random));
  }

  private static Double maybe(Random random) {
    return random.nextBoolean() ? number(random) : null;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void paths(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, List<PathsFile.Step>> paths = new LinkedHashMap<>();
    for (String label : List.of("sgd", "adam:lr=0.1", "momentum")) {
      paths.put(label, random.ints(1 + random.nextInt(9)).mapToObj(i -> step(random)).toList());
    }
    PathsFile file = new PathsFile(paths);
    file.write(folder);
    PathsFile read = PathsFile.read(folder);
    assertEquals(file, read);
    assertEquals(List.copyOf(paths.keySet()), List.copyOf(read.paths().keySet()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void surface(long seed) throws IOException {
    Random random = new Random(seed);
    double[] x = random.doubles(2 + random.nextInt(9), -3, 5).sorted().toArray();
    double[] y = random.doubles(2 + random.nextInt(9), -9, 0).sorted().toArray();
    double[][] f = new double[y.length][x.length];
    for (double[] row : f) {
      for (int column = 0; column < row.length; column++) {
        row[column] = random.nextInt(4) == 0 ? Double.NaN : number(random);
      }
    }
    new HeightGrid(x, y, f).write(folder);
    HeightGrid read = HeightGrid.read(folder);
    assertArrayEquals(x, read.x());
    assertArrayEquals(y, read.y());
    assertArrayEquals(f, read.f());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void summary(long seed) throws IOException {
    Random random = new Random(seed);
    List<Point> minima = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      minima.add(new Point(number(random), number(random)));
    }
    DescentSummary.Hessian hessian =
        random.nextBoolean()
            ? new DescentSummary.Hessian(number(random), number(random), number(random))
            : null;
    DescentSummary.Scan scan =
        random.nextBoolean()
            ? new DescentSummary.Scan(
                number(random), number(random), number(random), number(random), 10)
            : null;
    DescentSummary summary =
        new DescentSummary(
            "zigzag descend " + random.nextLong(),
            new DescentSummary.Surface(
                "bowl", "x²/20 + y²", "\"paper\"", maybe(random), hessian, minima),
            new Point(number(random), number(random)),
            random.nextInt(100_000),
            number(random),
            IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> descended(random, i))
                .toList(),
            scan,
            Map.of("zigzag", "0.1"));
    summary.write(folder);
    Path file = folder.resolve(DescentSummary.NAME);
    ObjectNode json = Json.read(file);
    assertEquals(summary, Json.read(file, DescentSummary.class));
    assertTrue(DescentSummary.KEYS.stream().allMatch(json::has));
  }

  private static DescentSummary.Descended descended(Random random, int i) {
    return new DescentSummary.Descended(
        "adam" + i,
        "adam",
        "θ ← θ - η g",
        Map.of("learningRate", number(random), "beta1", number(random)),
        random.nextInt(1000),
        random.nextBoolean(),
        number(random),
        maybe(random),
        random.nextInt(1000),
        random.nextBoolean() ? random.nextInt(1000) : null,
        (float) number(random),
        (float) number(random),
        number(random),
        maybe(random));
  }
}
