package zigzag.archive.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.Json;
import zigzag.archive.symmetry.SymmetryFile.Column;

/** What is written is read back as it was. */
class SymmetryFilesTest {
  private static final int HIDDEN = 30;

  @TempDir Path folder;

  private static List<String> labels(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> "normal:sd=" + i).toList();
  }

  /** A number of so few digits that single precision holds them. */
  private static double single(Random random, double most) {
    return Double.parseDouble(Float.toString((float) (most * random.nextDouble())));
  }

  private static SymmetryFile.Row row(Random random, long step) {
    Map<Column, Double> values = new EnumMap<>(Column.class);
    for (Column column : Column.ALL) {
      boolean none = column.kind() != SymmetryFile.Kind.UNITS && random.nextInt(4) == 0;
      double value =
          switch (column.kind()) {
            case UNITS -> random.nextInt(HIDDEN + 1);
            case RANK -> single(random, HIDDEN);
            case COSINE, SHARE -> single(random, 1);
            case LOSS, NORM -> single(random, Math.pow(10, random.nextInt(60) - 30));
          };
      values.put(column, none ? Double.NaN : value);
    }
    return new SymmetryFile.Row(step, values);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void figures(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, List<SymmetryFile.Row>> rows = new LinkedHashMap<>();
    for (String label : labels(random)) {
      List<SymmetryFile.Row> same = new ArrayList<>();
      for (long step = random.nextInt(9); same.isEmpty() || random.nextInt(5) > 0; step++) {
        same.add(row(random, step));
      }
      rows.put(label, same);
    }
    SymmetryFile file = new SymmetryFile(rows);
    file.write(folder);
    SymmetryFile read = SymmetryFile.read(folder, HIDDEN);
    assertEquals(file, read);
    assertEquals(List.copyOf(rows.keySet()), List.copyOf(read.rows().keySet()), "in their order");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void activations(long seed) throws IOException {
    Random random = new Random(seed);
    double high = 1 + single(random, 100);
    int bins = 1 + random.nextInt(50);
    Map<ActivationsFile.Key, Histogram> histograms = new LinkedHashMap<>();
    for (String label : labels(random)) {
      for (long step = 0; step < 3; step++) {
        for (ActivationsFile.Layer layer : ActivationsFile.Layer.values()) {
          float[] values = new float[random.nextInt(200)];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (high * random.nextGaussian());
          }
          histograms.put(
              new ActivationsFile.Key(label, step, layer), Histogram.of(values, -1, high, bins));
        }
      }
    }
    ActivationsFile file = new ActivationsFile(histograms);
    file.write(folder);
    assertEquals(file, ActivationsFile.read(folder));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void summary(long seed) throws IOException {
    Random random = new Random(seed);
    List<SymmetrySummary.Init> inits = new ArrayList<>();
    for (String label : labels(random)) {
      boolean diverged = random.nextBoolean();
      inits.add(
          new SymmetrySummary.Init(
              label,
              90L,
              row(random, 90).written(),
              diverged ? null : random.nextDouble(),
              diverged ? null : random.nextDouble(),
              diverged ? null : random.nextLong(90),
              "A \"paragraph\", " + random.nextLong()));
    }
    ObjectNode other = Json.object().put("seed", random.nextInt());
    SymmetrySummary summary =
        new SymmetrySummary(
            "zigzag symmetry " + random.nextLong(),
            "<MNIST>",
            "relu",
            1 + random.nextInt(HIDDEN),
            "sgd:lr=0.1",
            "none",
            random.nextInt(),
            inits,
            other,
            other,
            Map.of("zigzag", "0.1"));
    summary.write(folder);
    ObjectNode json = Json.read(folder.resolve(SymmetrySummary.NAME));
    ObjectNode read = Json.fields(SymmetrySummary.read(folder));
    assertTrue(json.equals(Comparator.comparing(JsonNode::toString), read), read::toString);
    List<String> keys = new ArrayList<>(List.of("init", "step"));
    Column.ALL.forEach(column -> keys.add(column.title()));
    keys.addAll(List.of("test_accuracy", "test_loss", "half_distinct_step", "explanation"));
    assertEquals(keys, json.at("/inits/0").propertyStream().map(Map.Entry::getKey).toList());
    assertTrue(SymmetrySummary.KEYS.stream().allMatch(json::has));
    assertEquals(
        inits.stream().map(SymmetrySummary.Init::init).toList(), SymmetrySummary.inits(json));
  }

  @ParameterizedTest
  @EnumSource
  void framesAreCalledAsTheirNamesSay(SymmetryFrames.Kind kind) {
    String frame = SymmetryFrames.name("normal:sd=0.01", 5, kind);
    for (String name : List.of(frame, SymmetryFrames.name("normal:sd=0.01"))) {
      assertEquals(
          List.of("normal_sd_0.01"),
          SymmetryFrames.NAMES.stream()
              .map(pattern -> pattern.matcher(name))
              .filter(matcher -> matcher.matches())
              .map(matcher -> matcher.group("label"))
              .toList());
    }
  }
}
