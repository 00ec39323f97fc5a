package zigzag.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.cli.Program;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.idx.IdxFile;
import zigzag.data.mnist.IdxFolder;

/**
 * The first {@code --cluster} of a checkout, and a master and two workers in processes of their
 * own, which trust nobody without their secret.
 */
@Tag("standalone")
class StandaloneIT {
  private static final List<String> COMPARISON =
      List.of(
          "compare",
          "--data",
          "data",
          "--validation",
          "400",
          "--hidden",
          "64",
          "--optimizers",
          "sgd,momentum:lr=1e38,adam",
          "--seeds",
          "3",
          "--epochs",
          "10");

  private static final String COPY_SOURCES =
      """
      set -e
      mkdir -p "$0/src" "$0/target/cluster"
      cp -Rp pom.xml scripts "$0"
      cp -Rp src/main src/cluster "$0/src"
      # As if no archive of classes could be made, which takes half a minute.
      touch -t 209901010000 "$0/target/cluster/classes-$(cksum <"$1/release" | cut -d ' ' -f 1).jsa"
      """;

  @TempDir private static Path folder;

  private static final String JAVA_HOME = System.getProperty("java.home");
  private static final String JAVA = Path.of(JAVA_HOME, "bin", "java").toString();
  private static final List<Process> PROCESSES = new ArrayList<>();
  private static Map<String, String> environment;
  private static Path checkout;
  private static Path built;
  private static String master;
  private static Program.Running first;

  @BeforeAll
  static void start() throws Exception {
    BuiltInDigits digits = new BuiltInDigits(5);
    Path data = Files.createDirectory(folder.resolve("data"));
    write(digits.train(2400), data, IdxFolder.TRAIN_IMAGES, IdxFolder.TRAIN_LABELS + ".gz");
    write(digits.test(400), data, IdxFolder.TEST_IMAGES + ".gz", IdxFolder.TEST_LABELS);
    checkout = folder.resolve("a checkout");
    Process copy =
        new ProcessBuilder("sh", "-c", COPY_SOURCES, checkout.toString(), JAVA_HOME)
            .inheritIO()
            .start();
    assertEquals(0, copy.waitFor());
    Path home = folder.resolve("spark");
    environment =
        Map.of(
            "JAVA_HOME",
            JAVA_HOME,
            "SPARK_HOME",
            home.toString(),
            "SPARK_SCALA_VERSION",
            "2.13",
            "SPARK_LOCAL_IP",
            "127.0.0.1",
            "OMP_NUM_THREADS",
            "1",
            // Of eight starts of Spark, each seconds of processor time, most is loading classes.
            "JDK_JAVA_OPTIONS",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions"
                + " -XX:-BytecodeVerificationRemote");
    first = compare("local[2]", "first");
    await(first, "2/9 ");
    new ProcessBuilder("kill", "-INT", "" + first.process().pid()).start().waitFor();
    built = checkout.resolve("target/cluster");
    Program.Ended ended = onThreads(with("--threads", "2", "--out", "threads")).await();
    assertEquals(0, ended.exitCode(), ended.err());

    Path jars = Files.createDirectories(home.resolve("jars"));
    link(built.resolve("spark"), "", jars);
    // Those of its libraries that the program has, too.
    link(built.resolve("lib"), "(jackson|slf4j|commons|protobuf).*", jars);
    Files.writeString(
        Files.createDirectories(home.resolve("conf")).resolve("spark-defaults.conf"),
        """
        spark.authenticate true
        spark.authenticate.secret of-the-test
        spark.executor.memory 512m
        spark.driver.host 127.0.0.1
        """);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    master = "spark://127.0.0.1:" + port;
    daemon("master.Master", "--port", "" + port);
    for (String worker : List.of("one", "two")) {
      String work = folder.resolve(worker).toString();
      daemon("worker.Worker", "--cores", "1", "--memory", "512m", "--work-dir", work, master);
    }
  }

  @AfterAll
  static void end() {
    PROCESSES.stream().flatMap(Process::descendants).forEach(ProcessHandle::destroyForcibly);
    PROCESSES.forEach(Process::destroyForcibly);
  }

  private static void write(Dataset data, Path folder, String images, String labels)
      throws IOException {
    IdxFile.write(data, folder.resolve(images), folder.resolve(labels), bytes -> {});
  }

  private static void link(Path from, String names, Path to) throws IOException {
    try (Stream<Path> jars = Files.list(from)) {
      for (Path jar : jars.toList()) {
        if (names.isEmpty() || jar.getFileName().toString().matches(names)) {
          Files.createSymbolicLink(to.resolve(jar.getFileName()), jar);
        }
      }
    }
  }

  private static void daemon(String name, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("-Xmx256m"));
    words.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
    words.addAll(List.of("-Dspark.authenticate=true", "-Dspark.authenticate.secret=of-the-test"));
    words.addAll(List.of("-cp", folder.resolve("spark/jars") + "/*"));
    words.add("org.apache.spark.deploy." + name);
    words.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    words.addAll(Arrays.asList(arguments));
    PROCESSES.add(start(JAVA, words).process());
  }

  private static List<String> with(String... further) {
    return Stream.of(COMPARISON, List.of(further)).flatMap(List::stream).toList();
  }

  private static Program.Running compare(String url, String out) throws IOException {
    return zigzag(with("--cluster", url, "--out", out));
  }

  private static Program.Running zigzag(List<String> arguments) throws IOException {
    return start(checkout.resolve("scripts/zigzag").toString(), arguments);
  }

  /** The same program, without Spark on its class path. */
  private static Program.Running onThreads(List<String> arguments) throws IOException {
    return inJava(built.resolve("zigzag.jar"), arguments);
  }

  private static Program.Running inJava(Path jar, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("-jar", jar.toString()));
    words.addAll(arguments);
    return start(JAVA, words);
  }

  private static Program.Running start(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    return Program.start(folder, environment, command);
  }

  /** Waits until it has said so. */
  private static void await(Program.Running running, String text) throws Exception {
    await(running, said -> said.contains(text));
  }

  private static void await(Program.Running running, Predicate<String> isReached) throws Exception {
    for (int i = 0; !isReached.test(running.errSoFar()); i++) {
      assertTrue(i < 12_000 && running.process().isAlive(), running.errSoFar());
      Thread.sleep(10);
    }
  }

  private static List<ProcessHandle> executors() {
    return PROCESSES.stream()
        .flatMap(Process::descendants)
        .filter(process -> commandLine(process).contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", "" + process.pid(), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  private static void assertSameAsOnThreads(String out) throws IOException {
    SameResults.assertSame(folder.resolve("threads"), folder.resolve(out));
  }

  @Test
  void theFirstBuildsTheRoomAndASignalKeepsWhatIsThere() throws Exception {
    Program.Ended ended = first.await();
    assertEquals(130, ended.exitCode(), ended.err());
    assertTrue(
        ended.err().startsWith("zigzag: building the program with Spark (once;"), ended.err());
    assertFalse(
        Files.exists(checkout.resolve("target/lib")), "the program without Spark is not built");
    assertTrue(ended.err().contains("stopped; go on with: "), ended.err());
    assertFalse(ended.err().contains("9/9 "), ended.err());
    Program.Ended resumed = onThreads(List.of("compare", "--resume", "--out", "first")).await();
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertSameAsOnThreads("first");
  }

  @Test
  void theProgramItselfHasNothingOfSpark() throws Exception {
    Path jar = Path.of("target", "zigzag.jar").toAbsolutePath();
    Program.Ended ended = inJava(jar, with("--cluster", "local")).await();
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("--cluster needs Spark, which this copy"), ended.err());
  }

  /** An executor first, then the program itself, then on with what had come back. */
  @Test
  void killsCostNothingButTime() throws Exception {
    Program.Running compare = compare(master, "killed");
    await(compare, said -> said.contains("2/9 ") && executors().size() == 2);
    assertTrue(executors().get(0).destroyForcibly());
    await(compare, "5/9 ");
    compare.process().destroyForcibly().waitFor();
    assertTrue(compare.errSoFar().contains("is lost ("), compare.errSoFar());
    Program.Ended ended =
        zigzag(List.of("compare", "--resume", "--cluster", master, "--out", "killed")).await();
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("trainings done before: kept"), ended.err());
    assertSameAsOnThreads("killed");
  }
}
