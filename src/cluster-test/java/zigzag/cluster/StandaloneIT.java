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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers in processes of their own, which trust nobody without their secret. */
@Timeout(900)
class StandaloneIT {
  private static final Path BUILT = Path.of("target", "cluster").toAbsolutePath();

  private static final String[] COMPARISON = {
    "compare",
    "--data",
    "digits",
    "--digits",
    "2400",
    "--test-digits",
    "400",
    "--hidden",
    "64",
    "--optimizers",
    "sgd,momentum:lr=1e38,adam",
    "--seeds",
    "4",
    "--epochs",
    "12"
  };

  @TempDir private static Path folder;

  private static final List<Process> PROCESSES = new ArrayList<>();
  private static Map<String, String> environment;
  private static String master;
  private static Path threads;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("spark");
    Path jars = Files.createDirectories(home.resolve("jars"));
    link(BUILT.resolve("spark"), "", jars);
    // Those of its libraries that the program has, too.
    link(BUILT.resolve("lib"), "(jackson|slf4j|commons|protobuf).*", jars);
    Path settings = Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        settings.resolve("spark-defaults.conf"),
        """
        spark.authenticate true
        spark.authenticate.secret of-the-test
        spark.executor.memory 512m
        spark.driver.host 127.0.0.1
        """);
    environment =
        Map.of(
            "SPARK_HOME", home.toString(),
            "SPARK_SCALA_VERSION", "2.13",
            "SPARK_LOCAL_IP", "127.0.0.1",
            "OMP_NUM_THREADS", "1",
            // For so short trainings; see the tests of the program.
            "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
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
    threads = folder.resolve("threads");
    List<String> words = new ArrayList<>(Arrays.asList(COMPARISON));
    words.addAll(List.of("--threads", "2", "--out", threads.toString()));
    assertEquals(0, ended(onThreads("threads", words.toArray(String[]::new))), err("threads"));
  }

  @AfterAll
  static void end() {
    PROCESSES.stream().flatMap(Process::descendants).forEach(ProcessHandle::destroyForcibly);
    PROCESSES.forEach(Process::destroyForcibly);
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

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void daemon(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
    command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Dspark.authenticate=true", "-Dspark.authenticate.secret=of-the-test"));
    command.addAll(List.of("-cp", folder.resolve("spark/jars") + "/*"));
    command.add("org.apache.spark.deploy." + name);
    command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(Arrays.asList(arguments));
    begin(name + PROCESSES.size(), command);
  }

  private static Process begin(String name, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    PROCESSES.add(process);
    return process;
  }

  private static Process onThreads(String name, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(java(), "-jar", BUILT.resolve("zigzag.jar").toString()));
    command.addAll(Arrays.asList(arguments));
    return begin(name, command);
  }

  private static Process onCluster(String out, String url, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of("scripts", "zigzag").toString()));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--cluster", url, "--out", folder.resolve(out).toString()));
    return begin(out, command);
  }

  private static int ended(Process process) throws InterruptedException {
    assertTrue(process.waitFor(400, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  private static String err(String name) {
    try {
      return Files.readString(folder.resolve(name + ".err"));
    } catch (IOException e) {
      return "";
    }
  }

  private static void await(BooleanSupplier what, String name) throws InterruptedException {
    for (int i = 0; !what.getAsBoolean(); i++) {
      assertTrue(i < 30_000, () -> name + ": " + err(name));
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

  /** An executor first, then the program itself, then on with what had come back. */
  @Test
  void killsCostNothingButTime() throws Exception {
    Process compare = onCluster("killed", master, COMPARISON);
    await(() -> err("killed").contains("2/12 ") && executors().size() == 2, "killed");
    assertTrue(executors().get(0).destroyForcibly());
    await(() -> err("killed").contains("6/12 "), "killed");
    compare.destroyForcibly().waitFor();
    assertTrue(err("killed").contains("is lost ("), err("killed"));
    await(() -> executors().isEmpty(), "killed");
    assertEquals(0, ended(onCluster("killed", master, "compare", "--resume")), err("killed"));
    assertTrue(err("killed").contains("trainings done before: kept"), err("killed"));
    SameResults.assertSame(threads, folder.resolve("killed"));
  }

  @Test
  void aSignalEndsItAndKeepsWhatIsThere() throws Exception {
    Process compare = onCluster("stopped", "local[2]", COMPARISON);
    await(() -> err("stopped").contains("2/12 "), "stopped");
    new ProcessBuilder("kill", "-INT", "" + compare.pid()).start().waitFor();
    assertEquals(130, ended(compare), err("stopped"));
    assertTrue(err("stopped").contains("stopped; go on with: "), err("stopped"));
    assertFalse(err("stopped").contains("12/12 "), err("stopped"));
    String out = folder.resolve("stopped").toString();
    assertEquals(0, ended(onThreads("resumed", "compare", "--resume", "--out", out)));
    SameResults.assertSame(threads, folder.resolve("stopped"));
  }
}
