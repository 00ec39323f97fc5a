package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a file of an output folder is called is written once, in {@code archive}. */
class FileNamesTest {
  private static final Path SOURCES = Path.of("src/main/java/zigzag");
  private static final Path ARCHIVE = SOURCES.resolve("archive");

  /** A text in quotes that is a file's name, or a part of one with a hyphen before or after. */
  private static final Pattern NAME =
      Pattern.compile("\"([\\w./-]*\\.(json|csv|safetensors|svg|png|html|md|tex|part)|\\.lock)\"");

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static Set<String> declared() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : sources(ARCHIVE)) {
      Matcher matcher = NAME.matcher(Files.readString(file));
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    List.copyOf(names).forEach(name -> names.add(ReportFiles.png(name)));
    // A name's end alone is no name.
    names.removeIf(name -> name.lastIndexOf('.') == 0 && !name.equals(".lock"));
    return names;
  }

  @Test
  void archiveDeclaresNames() throws IOException {
    assertTrue(
        declared()
            .containsAll(List.of("symmetry.csv", "activations.csv", "paths.csv", "surface.csv")));
    assertTrue(declared().containsAll(List.of("summary.json", "report.html", "loss.png")));
  }

  @Test
  void nobodyElseWritesThem() throws IOException {
    Set<String> names = declared();
    List<String> found = new ArrayList<>();
    for (Path file : sources(SOURCES)) {
      if (!file.startsWith(ARCHIVE)) {
        Matcher matcher = NAME.matcher(Files.readString(file));
        while (matcher.find()) {
          if (names.contains(matcher.group(1))) {
            found.add(SOURCES.relativize(file) + ": " + matcher.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }
}
