package zigzag.report.comparison;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import zigzag.archive.Json;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.EpochMetrics;

/**
 * Writes comparison folders that look like those of real trainings, with no training. The same
 * sample gives the same files.
 *
 * @param dataset the data set's name
 * @param entries what is compared
 * @param seeds with which each entry is trained
 * @param target the validation accuracy to reach; null for none
 * @param tuned whether there is a tuning.csv
 */
public record SampleComparison(
    String dataset, List<Entry> entries, List<Long> seeds, Double target, boolean tuned) {
  static final int EPOCHS = 6;
  static final int STEPS_PER_EPOCH = 250;

  /**
   * One label and how its runs go.
   *
   * @param accuracy the mean test accuracy
   * @param halfLife the steps in which the loss halves at the start
   * @param diverging the seeds whose run diverges in its second epoch
   */
  public record Entry(
      String label,
      String optimizer,
      String init,
      double learningRate,
      double accuracy,
      double halfLife,
      Set<Long> diverging) {}

  /** Five labels, among them one that is hardly worse than the best and one that may diverge. */
  public static final List<Entry> ENTRIES =
      List.of(
          new Entry("sgd:lr=0.1", "sgd", "he", 0.1, 0.9512, 110, Set.of()),
          new Entry("momentum:lr=0.05", "momentum", "he", 0.05, 0.9748, 35, Set.of()),
          new Entry("adam", "adam", "he", 0.001, 0.9751, 25, Set.of()),
          new Entry("adagrad", "adagrad", "he", 0.01, 0.9633, 60, Set.of()),
          new Entry("sgd:lr=3", "sgd", "he", 3, 0.9688, 20, Set.of(2L, 4L)));

  /** MNIST, five labels with seeds 1 to 5, a target of 95 % and no tuning. */
  public static SampleComparison standard() {
    return new SampleComparison("MNIST", ENTRIES, List.of(1L, 2L, 3L, 4L, 5L), 0.95, false);
  }

  public SampleComparison withEntries(List<Entry> others) {
    return new SampleComparison(dataset, others, seeds, target, tuned);
  }

  public SampleComparison withSeeds(Long... others) {
    return new SampleComparison(dataset, entries, List.of(others), target, tuned);
  }

  public SampleComparison withDataset(String other) {
    return new SampleComparison(other, entries, seeds, target, tuned);
  }

  public SampleComparison withTarget(Double other) {
    return new SampleComparison(dataset, entries, seeds, other, tuned);
  }

  public SampleComparison withTuning() {
    return new SampleComparison(dataset, entries, seeds, target, true);
  }

  /** Writes comparison.json, the runs and, if tuned, tuning.csv. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("comparison.json"), plan().toPrettyString() + "\n");
    for (Entry entry : entries) {
      for (long seed : seeds) {
        writeRun(folder.resolve("runs").resolve(folderName(entry.label(), seed)), entry, seed);
      }
    }
    if (tuned) {
      Files.writeString(folder.resolve("tuning.csv"), tuning());
    }
  }

  /** What the folder of a run is called. */
  public static String folderName(String label, long seed) {
    return label.replaceAll("[^A-Za-z0-9.=_-]", "_") + "-seed" + seed;
  }

  private ObjectNode plan() {
    ObjectNode plan = Json.object();
    plan.put("command", "scripts/zigzag compare --seeds " + seeds.size());
    plan.putArray("arguments").add("compare").add("--seeds").add("" + seeds.size());
    plan.set("data", data());
    plan.set("settings", settings());
    ArrayNode labels = plan.putArray("labels");
    for (Entry entry : entries) {
      labels
          .addObject()
          .put("label", entry.label())
          .put("optimizer", entry.optimizer())
          .put("init", entry.init());
    }
    seeds.forEach(plan.putArray("seeds")::add);
    plan.put("target", target);
    plan.putNull("tuning");
    if (tuned) {
      ObjectNode tuning = plan.putObject("tuning");
      tuning.put("budget", 8);
      tuning.putArray("seeds").add(1_000_001).add(1_000_002).add(1_000_003);
      tuning.put("factor", Math.sqrt(10));
    }
    plan.putObject("versions").put("zigzag", "0.1");
    return plan;
  }

  private ObjectNode data() {
    ObjectNode data = Json.object().put("name", dataset).put("option", "auto");
    data.putObject("sha256").put("train", "ba891046e6505d7a").put("test", "0fa7898d509279e4");
    return data;
  }

  private static ObjectNode settings() {
    return Json.object()
        .put("hidden", 100)
        .put("activation", "relu")
        .put("schedule", "constant")
        .put("batch", 100)
        .put("epochs", EPOCHS)
        .put("validation", 5000)
        .put("split-seed", 1)
        .put("threads", 1);
  }

  private void writeRun(Path folder, Entry entry, long seed) throws IOException {
    Files.createDirectories(folder);
    ObjectNode config = Json.object();
    config.put("command", "scripts/zigzag train --optimizer " + entry.label() + " --seed " + seed);
    config.set("data", data());
    ObjectNode settings = settings();
    settings.put("optimizer", entry.optimizer()).put("init", entry.init()).put("seed", seed);
    settings.putObject("hyperparameters").put("learningRate", entry.learningRate());
    config.set("settings", settings);
    config.putObject("versions").put("zigzag", "0.1");
    config.putObject("comparison").put("label", entry.label());
    Files.writeString(folder.resolve("config.json"), config.toPrettyString() + "\n");
    boolean diverges = entry.diverging().contains(seed);
    Files.writeString(folder.resolve("steps.csv"), steps(entry, seed, diverges));
    double accuracy = testAccuracy(entry, seed);
    Files.writeString(folder.resolve("metrics.csv"), metrics(entry, seed, diverges, accuracy));
    Files.writeString(
        folder.resolve("summary.json"), summary(diverges, accuracy).toPrettyString() + "\n");
    if (!diverges) {
      Files.writeString(folder.resolve("confusion.csv"), confusion(accuracy));
    }
  }

  private static Random random(Entry entry, long seed) {
    return random(31 * seed + entry.label().hashCode());
  }

  /** Random's first values are alike for neighbouring seeds; the factor takes these far apart. */
  private static Random random(long seed) {
    return new Random(seed * 0x9e3779b97f4a7c15L);
  }

  /** What all labels share at a seed, and a little that they do not, in steps of one image. */
  private static double testAccuracy(Entry entry, long seed) {
    double shared = 0.0008 * random(seed).nextGaussian();
    double own = 0.0005 * random(entry, seed).nextGaussian();
    return Math.round(1e4 * (entry.accuracy() + shared + own)) / 1e4;
  }

  private static double loss(Entry entry, double step) {
    double rest = 3 * (1 - entry.accuracy());
    return 2.2 * Math.pow(0.5, step / entry.halfLife()) + rest * (1 + 6 / (1 + step / 100)) / 2;
  }

  private static String steps(Entry entry, long seed, boolean diverges) {
    Random random = random(entry, seed);
    double luck = Math.exp(0.06 * random.nextGaussian());
    StringBuilder csv = new StringBuilder("step,loss\n");
    int last = diverges ? STEPS_PER_EPOCH + 30 : EPOCHS * STEPS_PER_EPOCH;
    for (int step = 1; step <= last; step++) {
      double growth = diverges ? Math.pow(1.02, Math.max(0, step - 150)) : 1;
      double noise = Math.exp(0.3 * random.nextGaussian());
      float loss = (float) (luck * growth * noise * loss(entry, step));
      csv.append(step).append(',').append(diverges && step == last ? "NaN" : loss).append('\n');
    }
    return csv.toString();
  }

  private static String metrics(Entry entry, long seed, boolean diverges, double accuracy) {
    Random random = random(entry, seed + 7777);
    StringBuilder csv =
        new StringBuilder(String.join(",", EpochMetrics.FILE.columns())).append('\n');
    csv.append("0,0,,,2.3412,0.0982,,,\n");
    for (int epoch = 1; epoch <= (diverges ? 1 : EPOCHS); epoch++) {
      double gap = (1 - accuracy) * (1 + 1.8 / epoch / epoch) + 0.001 * random.nextDouble();
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.5f,%.5f,%.5f,%.4f,%.5f,%.5f,%.3f%n",
              epoch,
              epoch * STEPS_PER_EPOCH,
              loss(entry, (epoch - 0.5) * STEPS_PER_EPOCH) * (1 + 0.05 * random.nextDouble()),
              Math.max(0, 1 - 0.9 * gap),
              3.1 * gap,
              Math.max(0, 1 - gap),
              entry.learningRate(),
              0.9 / Math.sqrt(epoch),
              0.3 + 0.02 * random.nextDouble()));
    }
    return csv.toString();
  }

  private ObjectNode summary(boolean diverges, double accuracy) {
    ObjectNode summary = Json.object().put("dataset", dataset);
    summary.put("test_accuracy", diverges ? null : accuracy);
    summary.put("test_loss", diverges ? null : Math.round(3.2e4 * (1 - accuracy)) / 1e4);
    summary.put("best_epoch", diverges ? 1 : EPOCHS).put("kept", "best");
    summary.put("epochs", diverges ? 1 : EPOCHS);
    summary.put("steps", diverges ? STEPS_PER_EPOCH + 30 : EPOCHS * STEPS_PER_EPOCH);
    summary.put("seconds", 2.5).put("seconds_per_epoch", 0.31).put("diverged", diverges);
    summary.put("stopped", diverges ? "diverged" : "finished").put("resumed", false);
    summary.put("model_sha256", diverges ? null : "00ff" + Math.round(1e4 * accuracy));
    summary.putArray("diagnosis");
    return summary;
  }

  private static String confusion(double accuracy) {
    long wrong = Math.round(1e4 * (1 - accuracy));
    return "true\\predicted,0,1\n0," + (5000 - wrong) + "," + wrong + "\n1,0,5000\n";
  }

  /** Eight rates a factor of √10 apart with three seeds each, the entry's own rate chosen. */
  private String tuning() {
    StringBuilder csv =
        new StringBuilder(String.join(",", TuningTrial.FILE.columns())).append('\n');
    for (Entry entry : entries) {
      for (int i = -5; i <= 2; i++) {
        for (int k = 1; k <= 3; k++) {
          csv.append(trial(entry, i, k)).append('\n');
        }
      }
    }
    return csv.toString();
  }

  private static String trial(Entry entry, int powers, int k) {
    double rate = entry.learningRate() * Math.pow(10, powers / 2.0);
    double shift =
        powers + 0.4 * random(entry, 100 * powers + k).nextGaussian() / (1 + powers * powers);
    double gap = (1 - entry.accuracy()) * (1 + 0.5 * shift * shift);
    boolean diverged = powers == 2 && k > 1;
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%s,%d,%s,%s,%s,%s",
        entry.label().contains(",") ? '"' + entry.label() + '"' : entry.label(),
        entry.optimizer(),
        entry.init(),
        rate,
        1_000_000 + k,
        diverged ? "" : String.format(Locale.ROOT, "%.5f", 3 * gap),
        diverged ? "" : String.format(Locale.ROOT, "%.4f", Math.max(0, 1 - gap)),
        diverged,
        powers == 0);
  }
}
