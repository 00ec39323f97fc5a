package zigzag.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.data.Dataset;
import zigzag.data.Provenance;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.digits.DigitsToMake;
import zigzag.data.mnist.IdxFolder;
import zigzag.experiment.comparison.Cluster;
import zigzag.experiment.comparison.TrainingOrder;
import zigzag.rule.PluginException;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.Validation;

/** What is done on an executor: one training after the other on each of its cores. */
final class Executor {
  /** The data that the trainings of this executor have in common. */
  private record Loaded(Provenance data, Validation heldOut, DataSplit split) {}

  private static Loaded loaded;
  private static Path pluginFolder;
  private static Registries rules;

  private Executor() {}

  /** Takes the data of the program that it is part of, rather than reading them once more. */
  static synchronized void share(Cluster.Inputs inputs) {
    loaded = new Loaded(inputs.data(), inputs.heldOut(), inputs.split());
  }

  /**
   * Trains.
   *
   * @param json a {@link ClusterOrder}
   * @param plugins the jars of others' rules, by their names
   * @return the files that the training left
   */
  static Map<String, byte[]> train(String json, Map<String, byte[]> plugins) throws IOException {
    ClusterOrder order = ClusterOrder.read(json);
    try {
      Path work = Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().normalize();
      return train(order, rules(plugins, work), work);
    } catch (PluginException e) {
      // To try again would be no use, and the others go on.
      return Map.of(TrainingOrder.FAULT, e.getMessage().getBytes(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      throw new IOException(order.training().label() + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, byte[]> train(ClusterOrder order, Registries rules, Path work)
      throws IOException {
    DataSplit split = split(order.data(), order.training().read(rules).validation(), work);
    Path folder = Files.createTempDirectory(work, "zigzag-");
    try {
      TaskContext task = TaskContext.get();
      if (!order.training().carryOut(rules, split, folder, task::isInterrupted)) {
        throw new IOException("the training was called off");
      }
      Map<String, byte[]> files = new HashMap<>();
      for (Path file : files(folder)) {
        files.put(file.getFileName().toString(), RegularFile.bytes(file));
      }
      return files;
    } finally {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  private static synchronized Registries rules(Map<String, byte[]> plugins, Path work)
      throws IOException {
    Path folder = work.resolve("plugins");
    if (!folder.equals(pluginFolder)) {
      for (Map.Entry<String, byte[]> jar : plugins.entrySet()) {
        Files.createDirectories(folder);
        AtomicFile.write(folder.resolve(jar.getKey()), jar.getValue());
      }
      rules = plugins.isEmpty() ? new Registries() : Registries.in(folder);
      pluginFolder = folder;
    }
    return rules;
  }

  private static synchronized DataSplit split(Provenance data, Validation heldOut, Path work)
      throws IOException {
    if (loaded == null || !loaded.data().equals(data) || !loaded.heldOut().equals(heldOut)) {
      prepare(work);
      loaded = new Loaded(data, heldOut, load(data, heldOut, work));
    }
    return loaded.split();
  }

  /** Before the first network: JVMs that unpack libraries into one folder trip over each other. */
  private static void prepare(Path work) {
    boolean isDriver = SparkEnv.get().executorId().equals("driver");
    if (!isDriver) {
      System.setProperty("org.bytedeco.javacpp.cachedir", work.resolve("javacpp").toString());
      System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    }
  }

  /**
   * Loads the data.
   *
   * @param work the folder that their files were sent to
   * @throws IOException if it is not what the comparison began with
   */
  static DataSplit load(Provenance data, Validation heldOut, Path work) throws IOException {
    Dataset train;
    Dataset test;
    Provenance here;
    if (data.name().equals(BuiltInDigits.NAME)) {
      int tests =
          data.testDigits() == null ? DigitsToMake.usualTest(data.digits()) : data.testDigits();
      DigitsToMake digits =
          new DigitsToMake(new BuiltInDigits(data.digitsSeed()), data.digits(), tests);
      train = digits.generator().train(digits.train());
      test = digits.generator().test(digits.test());
      here = digits.provenance(train.sha256(), test.sha256());
    } else {
      IdxFolder files = IdxFolder.load(work);
      train = files.train().named(data.name());
      test = files.test().named(data.name());
      here = files.provenance();
    }
    if (!here.sha256().equals(data.sha256())) {
      throw new IOException(
          "the data here have other SHA-256 sums than where the comparison began: "
              + here.sha256());
    }
    return DataSplit.of(train, test, heldOut.examples(), heldOut.splitSeed());
  }
}
