package zigzag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @Test
  void escapesWhatIsNoLineOfText() {
    assertEquals(
        "a\\u000ab\\u000d\\u001b[31m\\u009b\\u2028\\u202e",
        Printable.line("a\nb\r\u001b[31m\u009b\u2028\u202e"));
    assertEquals("half \\ud83d of it", Printable.line("half \ud83d of it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x²/20 + y²", "手書き 数字", "🙂", "\\u001b", "نص"})
  void leavesTextsOfAllLanguagesAsTheyAre(String text) {
    assertEquals(text, Printable.line(text));
  }

  @Test
  void leavesTheEndsOfLinesOfATextOfSeveral() {
    assertEquals("a\nb\r\nc\\u000dd\\u0007", Printable.lines("a\nb\r\nc\rd\u0007"));
  }
}
