package zigzag.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void linesBreakBetweenWords() {
    assertEquals(List.of("one  two", "three"), PlainText.lines(" one  two three ", 8));
    assertEquals(List.of("one", "abcdefghijkl", "two"), PlainText.lines("one abcdefghijkl two", 6));
    assertEquals(List.of(), PlainText.lines("  ", 5));
  }

  @Test
  void linesKeepTheirIndentationAndWhatBelongsTogether() {
    assertEquals(
        "short  line\n  an indented\n  line\n",
        PlainText.wrapped("short  line\n  an indented line\n", 13));
    assertEquals(
        "go on with:\nzigzag train --resume",
        PlainText.wrapped("go on with: zigzag\u00a0train\u00a0--resume", 13));
    assertEquals("4 %", PlainText.wrapped("4\u00a0%", 13));
  }

  @Test
  void aLongLabelKeepsItsEnds() {
    assertEquals("momentum", PlainText.shortened("momentum", 8));
    assertEquals("momen…0.05", PlainText.shortened("momentum:lr=0.05", 10));
    assertEquals("…", PlainText.shortened("momentum", 1));
    assertEquals("😀…😂", PlainText.shortened("😀😁😁😂", 3), "code points, not their halves");
  }
}
