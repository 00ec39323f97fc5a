package zigzag.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitSkeletonsTest {
  @Test
  void stylesAreMetInProportionToTheirWeights() {
    List<String> lines = complete();
    lines.addAll(
        List.of("digit 4", "style 3 thrice", "0,0 1,1 2,2", "style 6 more", "0,0 1,1 2,2 3,3"));
    DigitSkeletons skeletons = new DigitSkeletons(lines.stream());
    SplittableRandom random = new SplittableRandom(11);
    int[] found = new int[5];
    for (int i = 0; i < 10_000; i++) {
      found[skeletons.draw(4, random).points()]++;
    }
    assertEquals(1000, found[2], 150);
    assertEquals(3000, found[3], 250);
    assertEquals(6000, found[4], 250);
  }

  @Test
  void commentsAndEmptyLinesAreSkipped() {
    List<String> lines = complete();
    lines.addAll(1, List.of("# style 9 not one", "", "  "));
    DigitSkeletons skeletons = new DigitSkeletons(lines.stream());
    assertEquals(2, skeletons.draw(0, new SplittableRandom(1)).points());
  }

  @ParameterizedTest
  @ValueSource(strings = {"digit 10", "style 1 before any digit", "0,0 1,1", "nonsense"})
  void linesOutOfPlaceAreRefused(String line) {
    List<String> lines = complete();
    lines.add(0, line);
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> new DigitSkeletons(lines.stream()));
    assertTrue(refusal.getMessage().contains(line), refusal.getMessage());
  }

  @Test
  void everyDigitNeedsAStyle() {
    List<String> lines = complete();
    lines.subList(lines.indexOf("digit 7"), lines.indexOf("digit 8")).clear();
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> new DigitSkeletons(lines.stream()));
    assertTrue(refusal.getMessage().contains("7"), refusal.getMessage());
  }

  /** One style of weight 1 and two points for each digit. */
  private static List<String> complete() {
    List<String> lines = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      lines.addAll(List.of("digit " + digit, "style 1 a line", "0,0 50,100"));
    }
    return lines;
  }
}
