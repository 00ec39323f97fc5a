package zigzag.report.symmetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.report.image.UnitSheet;

/**
 * Writes symmetry folders that look like those of real trainings, with no training. The same sample
 * gives the same files.
 *
 * @param hidden the number of units
 * @param steps which are recorded
 */
record SampleSymmetry(String dataset, int hidden, List<Integer> steps, List<String> inits) {
  private static final int BINS = 40;
  private static final int SIDE = 28;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Five initializers, twelve steps and 64 units, as by default. */
  static SampleSymmetry standard() {
    return new SampleSymmetry(
        "MNIST",
        64,
        List.of(0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000),
        List.of("zeros", "constant:value=0.1", "normal:sd=0.01", "xavier", "he"));
  }

  /** Two initializers, three steps and four units, for tests of what is wrong in a file. */
  static SampleSymmetry small() {
    return new SampleSymmetry("MNIST", 4, List.of(0, 1, 10), List.of("zeros", "he"));
  }

  SampleSymmetry withDataset(String other) {
    return new SampleSymmetry(other, hidden, steps, inits);
  }

  SampleSymmetry withInits(String... others) {
    return new SampleSymmetry(dataset, hidden, steps, List.of(others));
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("frames"));
    StringBuilder rows =
        new StringBuilder(
            "init,step,"
                + Column.ALL.stream().map(Column::title).collect(Collectors.joining(","))
                + "\n");
    StringBuilder bins = new StringBuilder("init,step,layer,low,high,count\n");
    for (int i = 0; i < inits.size(); i++) {
      for (int step : steps) {
        State state = new State(inits.get(i), i, step);
        rows.append(inits.get(i)).append(',').append(step).append(',').append(state.cells());
        rows.append('\n');
        state.histograms(bins);
        String safe = inits.get(i).replaceAll("[^a-z0-9.-]", "_");
        Path base = folder.resolve("frames").resolve(safe + "-step" + step);
        Files.write(Path.of(base + "-units.png"), state.units());
        Files.write(Path.of(base + "-cosines.png"), state.cosines());
      }
    }
    Files.writeString(folder.resolve("symmetry.csv"), rows);
    Files.writeString(folder.resolve("activations.csv"), bins);
    Files.writeString(folder.resolve("summary.json"), summary().toPrettyString() + "\n");
  }

  private ObjectNode summary() {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("command", "scripts/zigzag symmetry --hidden " + hidden).put("dataset", dataset);
    summary.put("activation", "sigmoid").put("hidden", hidden).put("optimizer", "sgd:lr=0.1");
    summary.put("break", "none").put("steps", steps.get(steps.size() - 1));
    summary.putObject("settings").put("batch", 100).put("seed", 1);
    summary.putObject("versions").put("zigzag", "0.1");
    for (int i = 0; i < inits.size(); i++) {
      boolean alike = new State(inits.get(i), i, 0).alike();
      ObjectNode init = summary.withArray("inits").addObject().put("init", inits.get(i));
      init.put("test_accuracy", alike ? 0.1135 + 0.1 * i : 0.93 + 0.01 * i);
      init.put("test_loss", alike ? 2.3 : 0.2);
      init.put("half_distinct_step", alike ? null : steps.get(0));
      init.put(
          "explanation",
          alike
              ? "All units start with the same weights. Each gives the same value and gets the same"
                  + " gradient, so each step leaves them the same: the layer is one unit, copied."
              : "The weights are drawn independently, so every unit starts with a direction of its"
                  + " own and gets a gradient of its own. <Training> moves them further apart.");
    }
    return summary;
  }

  /** One network at one step. */
  private final class State {
    final String init;
    final int index;
    final int step;

    State(String init, int index, int step) {
      this.init = init;
      this.index = index;
      this.step = step;
    }

    boolean alike() {
      return init.startsWith("zeros") || init.startsWith("constant");
    }

    double progress() {
      return 1 - 1 / (1 + step / 150.0);
    }

    String cells() {
      int units = alike() ? 1 : hidden;
      double rank = alike() ? 1 : hidden * (0.9 - 0.4 * progress());
      String zero = init.startsWith("zeros") && step == 0 ? "" : alike() ? "1" : "0.11";
      return String.format(
          Locale.ROOT,
          "%d,%.4f,%s,0,%.5f,%.4f,%d,%.4f,%s,%.5f,%.5f,%.6f,%.6f",
          units,
          rank,
          zero,
          2.30259 - (alike() ? 0.3 : 2) * progress(),
          0.1 + (alike() ? 0.1 : 0.83) * progress(),
          units,
          alike() ? 1 : 0.3 * hidden,
          alike() ? "1" : "0.4",
          (init.equals("zeros") ? 0 : 0.5 + index) + progress(),
          0.3 + progress(),
          init.equals("zeros") && step == 0 ? 0 : 0.1 / (1 + step / 20.0),
          0.5 / (1 + step / 20.0));
    }

    void histograms(StringBuilder csv) {
      double spread = alike() ? 0.02 : 0.06 + 0.05 * index + 0.2 * progress();
      for (String layer : List.of("hidden", "output")) {
        double middle = layer.equals("hidden") ? 0.5 : 0.1;
        for (int bin = 0; bin < BINS; bin++) {
          double z = ((bin + 0.5) / BINS - middle) / spread;
          csv.append(
              String.format(
                  Locale.ROOT,
                  "%s,%d,%s,%.6f,%.6f,%d%n",
                  init,
                  step,
                  layer,
                  bin / (double) BINS,
                  (bin + 1) / (double) BINS,
                  Math.round(1e4 * Math.exp(-z * z / 2) / spread)));
        }
      }
    }

    /** Noise and a blob that grows, at another place for every unit. */
    float[] weights() {
      float[] w1 = new float[SIDE * SIDE * hidden];
      Random random = new Random(7919L * index);
      for (int unit = 0; unit < hidden; unit++) {
        Random place = new Random(alike() ? 5 : 31L * unit + index);
        double x = 8 + 12 * place.nextDouble();
        double y = 8 + 12 * place.nextDouble();
        double sign = place.nextBoolean() ? 1 : -1;
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
          int row = pixel / SIDE;
          double far = Math.hypot(pixel % SIDE - x, row - y);
          double noise = alike() ? index : index * random.nextGaussian();
          w1[pixel * hidden + unit] =
              (float) (0.1 * noise + sign * progress() * Math.exp(-far * far / 20));
        }
      }
      return w1;
    }

    byte[] units() {
      return UnitSheet.png(weights(), SIDE, SIDE, hidden, 64, 1, 1);
    }

    byte[] cosines() {
      float[] cosines = new float[hidden * hidden];
      Random random = new Random(index);
      for (int i = 0; i < hidden; i++) {
        for (int j = 0; j <= i; j++) {
          double far = 0.3 * random.nextGaussian() * (0.5 + progress());
          float cosine = (float) (alike() || i == j ? 1 : Math.max(-1, Math.min(1, far)));
          boolean none = init.startsWith("zeros") && step == 0;
          cosines[i * hidden + j] = none ? Float.NaN : cosine;
          cosines[j * hidden + i] = cosines[i * hidden + j];
        }
      }
      return UnitSheet.cosines(cosines, hidden);
    }
  }
}
