package zigzag.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The check of the documents' output finds what differs; every picture says what makes it, every
 * link leads somewhere, and the code that is shown is the code that is tested.
 */
class DocsFiguresTest {
  private static final Pattern SHOWN = Pattern.compile("!\\[[^]]*]\\(([^)]+\\.(?:png|svg))\\)");
  private static final Pattern MADE = Pattern.compile("<!-- picture: (docs/\\S+\\.png) = .* -->");

  /** A class of this program, and after the link to it the name of what is meant in it. */
  private static final Pattern CODE = Pattern.compile("\\]\\(([^)]+\\.java)\\) `(\\w+)`");

  private static final long MOST_BYTES = 300_000;

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
    List<Path> made = new ArrayList<>(List.of(Path.of(BackwardPage.PICTURE).toAbsolutePath()));
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
  void noPictureTakesLong() throws IOException {
    for (Path picture : DocsFigures.pictures(Path.of("").toAbsolutePath())) {
      assertTrue(Files.size(picture) <= MOST_BYTES, picture.toString());
    }
  }

  /** Up to 256 colours stay what they are; of more, each becomes one that is near. */
  @ParameterizedTest
  @CsvSource({"20, 0", "1, 16"})
  void picturesKeepTheirColours(int patch, int most) throws IOException {
    BufferedImage image = new BufferedImage(240, 200, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (x - x % patch) << 16 | (y - y % patch) << 8 | 255);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);

    byte[] smaller = DocsFigures.in256Colours(png.toByteArray());

    assertTrue(smaller.length <= png.size());
    BufferedImage kept = ImageIO.read(new ByteArrayInputStream(smaller));
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color was = new Color(image.getRGB(x, y));
        Color is = new Color(kept.getRGB(x, y));
        assertEquals(was.getRed(), is.getRed(), most);
        assertEquals(was.getGreen(), is.getGreen(), most);
        assertEquals(was.getBlue(), is.getBlue(), most);
      }
    }
  }

  @Test
  void aTranslationGetsTheBlocksOfItsPage() {
    assertEquals(
        "Eins\n```console\n$ a\n1\n```\nZwei\n```sh\nb\n```\n```java\nc\n```\n",
        DocsFigures.withBlocks(
            "Eins\n```console\n$ a\n0\n```\nZwei\n```sh\nb\n```\n```java\nc\n```\n",
            "One\n```console\n$ a\n1\n```\nTwo\n```sh\nb\n```\n```java\nd\n```\n"));
  }

  @Test
  void theCodeThatIsNamedIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path page : DocsFigures.documents(Path.of("").toAbsolutePath())) {
      for (Matcher m = CODE.matcher(Files.readString(page)); m.find(); ) {
        String source = Files.readString(page.resolveSibling(m.group(1)));
        if (!Pattern.compile("\\b" + m.group(2) + "\\(").matcher(source).find()) {
          missing.add(page.getFileName() + ": " + m.group());
        }
      }
    }
    assertEquals(List.of(), missing);
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
