package zigzag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.report.chart.Palette;

class LooksTest {
  private static List<Integer> hues(List<String> names) {
    return Looks.of(names).stream().map(Palette::hue).toList();
  }

  private static List<String> optimizers() {
    return new Optimizers().all().stream().map(Optimizer::name).toList();
  }

  private static List<String> initializers() {
    return new Initializers().all().stream().map(Initializer::label).toList();
  }

  @Test
  void aColourDoesNotDependOnWhatStandsBesideIt() {
    for (List<String> names : List.of(optimizers(), initializers(), List.of("mine", "yours"))) {
      List<String> reversed = new ArrayList<>(names);
      Collections.reverse(reversed);
      List<Integer> backwards = new ArrayList<>(Looks.of(reversed));
      Collections.reverse(backwards);
      assertEquals(Looks.of(names), backwards);
      assertEquals(names.size(), new HashSet<>(Looks.of(names)).size(), "each its own look");
      for (String name : names) {
        assertEquals(hues(List.of(name)).get(0), hues(names).get(names.indexOf(name)), name);
      }
    }
  }

  @Test
  void severalOfANameShareItsColourAndNotItsDashes() {
    List<Integer> styles = Looks.of(List.of("sgd", "sgd", "adam", "sgd", "lion"));
    assertEquals(List.of(0, 0, 3, 0, 0), styles.stream().map(Palette::hue).toList());
    assertEquals(5, new HashSet<>(styles).size());
    assertEquals(Looks.of(List.of("lion")).get(0), styles.get(4), "which keeps its own");
    List<Integer> many = Looks.of(Collections.nCopies(35, "adam"));
    assertEquals(35, new HashSet<>(many).size());
    assertEquals(40, Looks.of(Collections.nCopies(40, "adam")).size());
  }

  @Test
  void linesAreSolidUnlessTheyShareAColour() {
    List<Integer> styles = Looks.solid(List.of("nesterov", "sgd", "momentum", "adam"));
    List<String> dashes = styles.stream().map(Palette::dashArray).toList();
    assertEquals(List.of(1, 0, 1, 3), styles.stream().map(Palette::hue).toList());
    assertEquals(
        List.of("none", "none", "none"), List.of(dashes.get(0), dashes.get(1), dashes.get(3)));
    assertTrue(dashes.get(2).contains(" "), dashes.toString());
  }
}
