package zigzag.training.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.RegularFile;

/** What computes here: on another kind of processor BLAS adds up in another order. */
public final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final String NAME = find();

  private Processor() {}

  /** The maker's name for it, or that of its kind where the system knows no more. */
  public static String name() {
    return NAME;
  }

  private static String find() {
    Optional<String> name = Optional.empty();
    try {
      if (Files.exists(LINUX)) {
        name = ofLinux();
      } else if (System.getProperty("os.name").startsWith("Mac")) {
        name = ofMac();
      }
    } catch (IOException | UncheckedIOException e) {
      name = Optional.empty(); // its kind has to do
    }
    return name.filter(text -> !text.isBlank())
        .orElseGet(
            () ->
                Objects.requireNonNullElse(
                    System.getenv("PROCESSOR_IDENTIFIER"), System.getProperty("os.arch")));
  }

  /** Virtual machines may tell less in the name than in the numbers. */
  private static Optional<String> ofLinux() throws IOException {
    Map<String, String> first = new HashMap<>();
    try (BufferedReader lines = RegularFile.reader(LINUX)) {
      lines
          .lines()
          .takeWhile(line -> !line.isBlank())
          .filter(line -> line.contains(":"))
          .forEach(
              line ->
                  first.put(
                      line.substring(0, line.indexOf(':')).strip(),
                      line.substring(line.indexOf(':') + 1).strip()));
    }
    String numbers =
        Stream.of("cpu family", "model", "CPU implementer", "CPU part")
            .filter(first::containsKey)
            .map(key -> key + " " + first.get(key))
            .collect(Collectors.joining(", "));
    String name = first.getOrDefault("model name", System.getProperty("os.arch"));
    return Optional.of(numbers.isEmpty() ? name : name + " (" + numbers + ")");
  }

  private static Optional<String> ofMac() throws IOException {
    Process asked = new ProcessBuilder("sysctl", "-n", "machdep.cpu.brand_string").start();
    return Optional.of(
        new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
  }
}
