package zigzag.cluster;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;
import zigzag.experiment.comparison.Cluster;
import zigzag.experiment.comparison.Workplace;

/** Finds Spark's masters, and takes along the program and the data. */
public final class SparkCluster implements Cluster {
  private static final int FAILURES = 3;
  private static final int PATIENCE_MILLISECONDS = 5_000;

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[([1-9]\\d{0,3}|\\*)])?");
  private static final Pattern STANDALONE =
      Pattern.compile("spark://[^/,:]+:\\d{1,5}(,[^/,:]+:\\d{1,5})*");
  private static final Pattern OTHER = Pattern.compile("yarn|k8s://.+");

  @Override
  public void requireAddress(String url) {
    if (Stream.of(LOCAL, STANDALONE, OTHER).noneMatch(known -> known.matcher(url).matches())) {
      throw new InputException(
          "--cluster %s: give one of Spark's masters, as local[2], spark://host:7077, yarn or"
              + " k8s://https://host:443",
          url);
    }
  }

  @Override
  public Workplace open(String url, Inputs inputs, Consumer<String> say) throws IOException {
    // What goes wrong comes back as an exception, or is said in a line; the rest is for Spark's
    // own.
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.spark", "off");
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.hadoop", "off");
    if (STANDALONE.matcher(url).matches()) {
      requireAnswer(url);
    }
    Matcher local = LOCAL.matcher(url);
    boolean isLocal = local.matches();
    SparkConf conf = new SparkConf();
    readDefaults(conf);
    conf.setMaster(isLocal ? "local[" + threads(local) + "," + FAILURES + "]" : url)
        .setIfMissing("spark.app.name", "zigzag compare")
        .setIfMissing("spark.task.maxFailures", "" + FAILURES)
        // Under spark-submit, where Spark logs in its own way.
        .setIfMissing("spark.log.level", "ERROR")
        .setIfMissing("spark.ui.enabled", "false")
        // Run folders (2 to 4 MB, with 128 hidden units) come with the message that a training is
        // over. Fetched afterwards, as larger ones are, the first came 0.5 s later.
        .setIfMissing("spark.task.maxDirectResultSize", "16m")
        .set("spark.ui.showConsoleProgress", "false")
        // A training is one thread's work, and of two copies of it one is wasted.
        .set("spark.task.cpus", "1")
        .set("spark.speculation", "false")
        // Run folders are taken one by one, so what they come to is no measure of memory.
        .set("spark.driver.maxResultSize", "0")
        .setExecutorEnv("OMP_NUM_THREADS", "1");
    if (!isLocal && !conf.contains("spark.jars")) {
      conf.setJars(jars().toArray(String[]::new));
    }
    JavaSparkContext spark;
    try {
      spark = new JavaSparkContext(conf);
    } catch (RuntimeException e) {
      throw new IOException("Spark can't begin at " + url + ": " + e.getMessage(), e);
    }
    try {
      if (isLocal) {
        Executor.share(inputs);
      } else if (!inputs.data().name().equals(BuiltInDigits.NAME)) {
        for (String name : IdxFolder.FILES) {
          Path file = IdxFile.find(Path.of(inputs.data().folder()), name).orElseThrow();
          spark.addFile(file.toUri().toString());
        }
      }
      Map<String, byte[]> plugins = new HashMap<>();
      for (Path jar : inputs.plugins()) {
        plugins.put(jar.getFileName().toString(), RegularFile.bytes(jar));
      }
      return new SparkWorkplace(
          spark, isLocal ? threads(local) : 0, inputs.data(), spark.broadcast(plugins), say);
    } catch (IOException | RuntimeException e) {
      spark.close();
      throw e;
    }
  }

  private static int threads(Matcher local) {
    String count = local.group(1) == null ? "1" : local.group(1);
    return count.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(count);
  }

  /** Spark itself would try for a minute. */
  private static void requireAnswer(String url) throws IOException {
    String[] masters = url.substring("spark://".length()).split(",", -1);
    if (Stream.of(masters).noneMatch(SparkCluster::answers)) {
      throw new IOException("no Spark master answers at " + url);
    }
  }

  private static boolean answers(String master) {
    int colon = master.indexOf(':');
    int port = Integer.parseInt(master.substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(master.substring(0, colon), port), PATIENCE_MILLISECONDS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What {@code spark-submit} would read, too: secrets, for one, are not for command lines. */
  private static void readDefaults(SparkConf conf) throws IOException {
    String folder = System.getenv("SPARK_CONF_DIR");
    String home = System.getenv("SPARK_HOME");
    if (folder == null && home == null) {
      return;
    }
    Path file =
        (folder != null ? Path.of(folder) : Path.of(home, "conf")).resolve("spark-defaults.conf");
    if (Files.exists(file)) {
      Properties defaults = new Properties();
      try (Reader text = RegularFile.reader(file)) {
        defaults.load(text);
      }
      defaults.stringPropertyNames().stream()
          .filter(name -> name.startsWith("spark."))
          .forEach(name -> conf.setIfMissing(name, defaults.getProperty(name).strip()));
    }
  }

  /** The program and its libraries, without Spark, which executors have. */
  private static List<String> jars() throws IOException {
    Path program =
        Path.of(
            URI.create(
                SparkCluster.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    try (Stream<Path> libraries = Files.list(program.resolveSibling("lib"))) {
      return Stream.concat(Stream.of(program), libraries.sorted()).map(Path::toString).toList();
    }
  }
}
