package zigzag.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.Examples;
import zigzag.report.image.ImageSheet;

/** Writes run folders that look like those of a real training, from a seed and with no training. */
public final class SampleRun {
  static final int EPOCHS = 10;
  static final int STEPS_PER_EPOCH = 550;

  static final String CONFIG =
      """
      {
        "command": "scripts/zigzag train --data mnist --optimizer adam --epochs 10",
        "dataset": {"name": "MNIST", "sha256": {"train-images": "ba891046e6505d7a", "split": 1}},
        "hidden": 128,
        "learning_rate": 0.001,
        "augment": null,
        "sizes": [784, 128, 10]
      }
      """;

  static final String SUMMARY =
      """
      {"dataset": "MNIST", "test_accuracy": 0.9753385, "test_loss": 0.0712, "best_epoch": 9,
       "epochs": 10, "kept": "best", "seconds": 21.4, "seconds_per_epoch": 1.93,
       "diverged": false, "model_sha256": "00ff", "stopped": "finished"}
      """;

  private static final byte[] UNITS = units();

  private SampleRun() {}

  /** A finished run of ten epochs of 550 steps. */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), CONFIG);
    Files.writeString(folder.resolve("summary.json"), SUMMARY);
    Files.writeString(folder.resolve("steps.csv"), steps(EPOCHS * STEPS_PER_EPOCH));
    Files.writeString(folder.resolve("metrics.csv"), metrics());
    Files.writeString(folder.resolve("confusion.csv"), confusion());
    Files.write(folder.resolve("units.png"), UNITS);
  }

  /** Adds images of three mistakes and of a right answer, each of one gray, to a run. */
  static void writeExamples(Path folder) throws IOException {
    List<byte[]> tiles = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] tile = new byte[28 * 28];
      Arrays.fill(tile, (byte) (60 * i));
      tiles.add(tile);
    }
    Files.write(folder.resolve(Examples.SHEET), new ImageSheet(28, 28, 32, 1).gray(tiles));
    Files.writeString(
        folder.resolve(Examples.TABLE.name()),
        "index,true,predicted,probability\n115,4,9,0.999\n247,4,9,0.7\n3,2,7,0.8\n9,5,5,0.4\n");
  }

  public static String steps(int count) {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("step,loss\n");
    for (int step = 1; step <= count; step++) {
      double mean = 2.3 * Math.exp(-step / 60.0) + 0.5 / (1 + step / 150.0) + 0.004;
      float loss = (float) (mean * Math.exp(0.45 * random.nextGaussian()));
      csv.append(step).append(',').append(loss).append('\n');
    }
    return csv.toString();
  }

  private static String metrics() {
    StringBuilder csv =
        new StringBuilder(String.join(",", EpochMetrics.FILE.columns())).append('\n');
    csv.append("0,0,,,2.3412,0.0982,,,0\n");
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double train = 0.34 * Math.pow(epoch, -1.35);
      double validation = 0.19 * Math.pow(epoch, -0.55) + 0.0012 * epoch * epoch / 4;
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.5f,%.5f,%.5f,%.5f,%.5f,%.5f,%.3f%n",
              epoch,
              epoch * STEPS_PER_EPOCH,
              train,
              1 - 0.28 * train,
              validation,
              1 - 0.29 * validation,
              0.001 * 0.5 * (1 + Math.cos(Math.PI * (epoch - 1) / EPOCHS)),
              0.9 / Math.sqrt(epoch) + 0.05 * (epoch % 3),
              1.9 + 0.1 * (epoch % 2)));
    }
    return csv.toString();
  }

  private static String confusion() {
    Random random = new Random(2);
    StringBuilder csv = new StringBuilder("true\\predicted,0,1,2,3,4,5,6,7,8,9\n");
    for (int truth = 0; truth < 10; truth++) {
      csv.append(truth);
      for (int predicted = 0; predicted < 10; predicted++) {
        boolean alike = truth + predicted == 13 || truth + predicted == 8;
        int count = truth == predicted ? 950 + 13 * truth : random.nextInt(alike ? 18 : 4);
        csv.append(',').append(count);
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static byte[] units() {
    Random random = new Random(3);
    List<float[]> tiles = new ArrayList<>();
    for (int unit = 0; unit < 128; unit++) {
      double angle = random.nextDouble() * Math.PI;
      double centreX = 8 + 12 * random.nextDouble();
      double centreY = 8 + 12 * random.nextDouble();
      float[] weights = new float[28 * 28];
      for (int i = 0; i < weights.length; i++) {
        double x = i % 28 - centreX;
        double y = Math.floorDiv(i, 28) - centreY;
        double wave = Math.sin(0.7 * (x * Math.cos(angle) + y * Math.sin(angle)));
        double window = Math.exp(-(x * x + y * y) / 40);
        weights[i] = (float) (wave * window + 0.08 * random.nextGaussian());
      }
      tiles.add(weights);
    }
    return new ImageSheet(28, 28, 16, 2).diverging(tiles);
  }
}
