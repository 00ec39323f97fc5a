package zigzag.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import zigzag.report.chart.Palette;

/**
 * The styles of curves that stand for optimizers or initializers: each of these has the same colour
 * on every page, whatever it stands beside.
 */
public final class Looks {
  /**
   * Their styles are their places, in the order in which they are met. One beyond the colours
   * shares that of its kin, with other dashes, as nesterov does with momentum.
   */
  private static final List<String> OPTIMIZERS =
      List.of(
          "sgd momentum adagrad adam rmsprop adamw nadam lion nesterov adadelta amsgrad"
              .split(" ", 0));

  private static final List<String> INITIALIZERS =
      List.of(
          ("zeros constant normal xavier he lecun orthogonal - - uniform"
                  + " xavier-uniform he-uniform lecun-uniform")
              .split(" ", 0));

  private Looks() {}

  /**
   * A style for each label, all of them different while there are enough.
   *
   * @param labels of optimizers or initializers, as in {@code normal:std=0.1}; several of the same
   *     name have the same colour and differ in dashes and markers
   */
  public static List<Integer> of(List<String> labels) {
    List<String> names = labels.stream().map(label -> label.replaceFirst(":.*", "")).toList();
    Integer[] styles = new Integer[names.size()];
    Set<Integer> taken = new HashSet<>();
    Set<String> met = new HashSet<>();
    // No second one of a name takes the look that is another name's own.
    for (int i = 0; i < styles.length; i++) {
      if (met.add(names.get(i)) && taken.add(own(names.get(i)))) {
        styles[i] = own(names.get(i));
      }
    }
    for (int i = 0; i < styles.length; i++) {
      styles[i] = styles[i] == null ? free(own(names.get(i)), taken) : styles[i];
    }
    return Arrays.asList(styles);
  }

  /** The same colours, with dashes only for those whose colour an earlier one has. */
  public static List<Integer> solid(List<String> labels) {
    int[] met = new int[Palette.HUES.size()];
    List<Integer> styles = new ArrayList<>();
    for (int style : of(labels)) {
      int hue = Palette.hue(style);
      styles.add(Palette.style(hue, met[hue]++));
    }
    return styles;
  }

  /** That of a plug-in follows from its name, so that it has one, too. */
  private static int own(String name) {
    int own = Math.max(OPTIMIZERS.indexOf(name), INITIALIZERS.indexOf(name));
    return own < 0 ? Math.floorMod(name.hashCode(), Palette.STYLES) : own;
  }

  /** The next one of the same colour, or else of any; the same again if all are taken. */
  private static int free(int own, Set<Integer> taken) {
    int hues = Palette.HUES.size();
    IntStream kin = IntStream.iterate(own, i -> i < own + Palette.STYLES, i -> i + hues);
    int style =
        IntStream.concat(kin.map(i -> i % Palette.STYLES), IntStream.range(0, Palette.STYLES))
            .filter(i -> !taken.contains(i))
            .findFirst()
            .orElse(own);
    taken.add(style);
    return style;
  }
}
