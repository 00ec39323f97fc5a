package zigzag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
  private final Choice<String> colours =
      Choice.of("colour", List.of("Red", "green", "light-blue"), Function.identity());

  @ParameterizedTest
  @CsvSource({"red, Red", "RED, Red", "Green, green", "Light-Blue, light-blue"})
  void picksByNameWhateverTheCase(String name, String option) {
    assertEquals(option, colours.pick(name));
  }

  @ParameterizedTest
  @CsvSource({"rde, red", "light, light-blue", "LIGHTBLUE, light-blue", "grean, green"})
  void saysWhatThereIsAndWhatIsNear(String wrong, String nearest) {
    InputException e = assertThrows(InputException.class, () -> colours.pick(wrong));
    assertEquals(
        String.format(
            "there is no colour \"%s\": did you mean %s? There are red, green, light-blue",
            wrong, nearest),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "zzzzzzz", "linear"})
  void namesNothingThatIsFarOff(String wrong) {
    InputException e = assertThrows(InputException.class, () -> colours.pick(wrong));
    assertEquals(
        "there is no colour \"" + wrong + "\"; there are red, green, light-blue", e.getMessage());
  }

  /** In Turkish, the lower case of I has no dot. */
  @Test
  void doesNotDependOnTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("light-blue", colours.pick("LIGHT-BLUE"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void refusesTwoOptionsOfOneName() {
    List<String> twice = List.of("red", "green", "RED");
    assertThrows(
        IllegalArgumentException.class, () -> Choice.of("colour", twice, Function.identity()));
  }

  @Test
  void refusesAChoiceOfNothing() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Choice.of("colour", List.<String>of(), Function.identity()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "adam, adam, 0",
    "'', lion, 4",
    "adam, adamw, 1",
    "kitten, sitting, 3",
    "saturday, sunday, 3"
  })
  void countsEdits(String from, String to, int edits) {
    assertEquals(edits, Choice.editDistance(from, to));
    assertEquals(edits, Choice.editDistance(to, from));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void editsAreADistance(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String a = word(random);
    String b = word(random);
    String c = word(random);
    assertTrue(Choice.editDistance(a, c) <= Choice.editDistance(a, b) + Choice.editDistance(b, c));
    assertEquals(a.equals(b), Choice.editDistance(a, b) == 0);
    assertTrue(Choice.editDistance(a, b) >= Math.abs(a.length() - b.length()));
    assertTrue(Choice.editDistance(a, b) <= Math.max(a.length(), b.length()));
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(10);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }
}
