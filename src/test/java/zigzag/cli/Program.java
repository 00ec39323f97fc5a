package zigzag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real program, run as its users run it: by its start script, in a process of its own. */
public final class Program {
  static final Path SCRIPT = Path.of("scripts", "zigzag").toAbsolutePath();

  /** Longer than any test should take: a hang fails rather than blocks. */
  private static final long TIMEOUT_SECONDS = 120;

  /** Where nothing answers, so that no test ever leaves the machine. */
  private static final Map<String, String> NO_NETWORK =
      Map.of("ZIGZAG_MNIST_MIRROR", "http://127.0.0.1:1/");

  /**
   * A program of a second or two is over before HotSpot's second compiler has earned what it costs:
   * a training of two epochs takes 2.5 to 3 s of processor time without it, 3.7 to 4.3 s with it.
   */
  private static final Map<String, String> FIRST_COMPILER_ALONE =
      Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:-UseDynamicNumberOfCompilerThreads");

  private Program() {}

  /** What a finished program left. */
  public record Ended(int exitCode, String out, String err) {}

  /** A program that is running; its output goes to files in the working folder. */
  public record Running(Process process, Path out, Path err) {
    public String errSoFar() throws IOException {
      return Files.readString(err).replaceFirst("(?m)^NOTE: Picked up JDK_JAVA_OPTIONS: .*\n", "");
    }

    public Ended await() throws IOException, InterruptedException {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s: " + errSoFar());
      }
      return new Ended(process.exitValue(), Files.readString(out), errSoFar());
    }
  }

  /** Runs the program in a folder to its end. */
  static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    return start(folder, Map.of(), arguments).await();
  }

  /** Starts the program in a folder, with further environment variables. */
  static Running start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return start(folder, environment, command);
  }

  /** Starts any program in the same surroundings. */
  public static Running start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("MNIST_DIR");
    builder.environment().putAll(NO_NETWORK);
    builder.environment().putAll(FIRST_COMPILER_ALONE);
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }
}
