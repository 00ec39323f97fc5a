package zigzag.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The check of the documents' output finds what differs; every picture says what makes it, every
 * link leads somewhere, and the code that is shown is the code that is tested.
 */
class DocsFiguresTest {
  private static final Pattern SHOWN = Pattern.compile("!\\[[^]]*]\\(([^)]+\\.png)\\)");
  private static final Pattern MADE = Pattern.compile("<!-- picture: (docs/\\S+\\.png) = .* -->");
  private static final Pattern LINK =
      Pattern.compile("[^!]\\[[^]]*]\\((?!https?:)([^)#]*)(#[^)]+)?\\)");

  @Test
  void omittedLinesStandForAnyNumberOfLines() {
    assertTrue(DocsFigures.matches(List.of("a", "…", "d"), List.of("a", "b", "c", "d")));
    assertTrue(DocsFigures.matches(List.of("a", "…"), List.of("a")));
    assertTrue(DocsFigures.matches(List.of("…", "b", "…"), List.of("a", "b", "c")));
    assertFalse(DocsFigures.matches(List.of("…", "x", "…"), List.of("a", "b", "c")));
    assertFalse(DocsFigures.matches(List.of("a"), List.of("a", "b")));
  }

  @Test
  void timesAreNotCompared() {
    assertEquals(
        DocsFigures.masked(List.of("loss 0.3524  0.41 s  133,282 examples/s")),
        DocsFigures.masked(List.of("loss 0.3524  12.5 s  9 examples/s")));
    assertFalse(
        DocsFigures.masked(List.of("loss 0.3524  0.41 s"))
            .equals(DocsFigures.masked(List.of("loss 0.3525  0.41 s"))));
    assertEquals(
        DocsFigures.masked(List.of("label  total s  diverged", "adam      1.80         0")),
        DocsFigures.masked(List.of("label  total s  diverged", "adam     11.83         0")));
    assertFalse(
        DocsFigures.masked(List.of("label  total s  diverged", "adam      1.80         0"))
            .equals(
                DocsFigures.masked(
                    List.of("label  total s  diverged", "adam      1.80         1"))));
  }

  @Test
  void rewrittenOutputIsCutWhereItWasCut() {
    assertEquals(
        List.of("A", "…", "D"),
        DocsFigures.rewritten(List.of("a", "…", "d"), List.of("A", "B", "C", "D")));
    assertEquals(List.of("A", "B"), DocsFigures.rewritten(List.of("a"), List.of("A", "B")));
  }

  @Test
  void everyPictureIsThereAndSaysWhatMakesIt() throws IOException {
    List<Path> shown = new ArrayList<>();
    List<Path> made = new ArrayList<>();
    for (Path file : DocsFigures.documents(Path.of("").toAbsolutePath())) {
      for (Matcher m = SHOWN.matcher(Files.readString(file)); m.find(); ) {
        shown.add(file.resolveSibling(m.group(1)).normalize());
      }
      for (Matcher m = MADE.matcher(Files.readString(file)); m.find(); ) {
        made.add(Path.of(m.group(1)).toAbsolutePath());
      }
    }
    assertEquals(List.of(), shown.stream().filter(picture -> !Files.exists(picture)).toList());
    assertEquals(List.of(), shown.stream().filter(picture -> !made.contains(picture)).toList());
    assertEquals(
        List.of(),
        DocsFigures.pictures(Path.of("").toAbsolutePath()).stream()
            .filter(picture -> !shown.contains(picture))
            .toList());
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Path home = Path.of("").toAbsolutePath();
    List<Path> pages = new ArrayList<>(DocsFigures.documents(home));
    pages.add(home.resolve("CONTRIBUTING.md"));
    List<String> dead = new ArrayList<>();
    Set<Path> reached = new HashSet<>();
    for (Path page : pages) {
      for (Matcher m = LINK.matcher(Files.readString(page)); m.find(); ) {
        Path target = m.group(1).isEmpty() ? page : page.resolveSibling(m.group(1)).normalize();
        reached.add(target);
        if (!Files.exists(target)
            || (m.group(2) != null && !anchors(target).contains(m.group(2)))) {
          dead.add(page.getFileName() + ": " + m.group());
        }
      }
    }
    assertEquals(List.of(), dead);
    pages.removeAll(reached);
    assertEquals(List.of(), pages, "pages that no other leads to");
  }

  /** The headings of a page as GitHub names them in links. */
  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> "#" + line.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Signum", "Sparse"})
  void theRuleThatIsShownIsTheOneThatIsTested(String name) throws IOException {
    String rule =
        Files.readString(Path.of("src/test/resources/plugin/com/example", name + ".java"));
    String page = Files.readString(Path.of("docs/extending.md"));
    assertTrue(page.contains("```java\n" + rule + "```\n"), page);
  }
}
