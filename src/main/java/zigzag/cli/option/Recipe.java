package zigzag.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import zigzag.Choice;

/**
 * Flags of {@code train} that were chosen together, on held-out training examples, and what they
 * come to on the test set.
 *
 * @param source who found what in it
 */
public record Recipe(
    String label, String description, String source, Map<String, String> flags, Expected expected) {
  /** All there are. */
  public static final List<Recipe> ALL =
      List.of(
          new Recipe(
              "simard-2003",
              "800 hidden units and the elastic distortions for which 0.7 % was published; trained"
                  + " by AdamW, which is younger",
              "Simard, Steinkraus & Platt 2003, ICDAR",
              flags(
                  "--hidden 800 --optimizer adamw --lr 0.002 --weight-decay 0.01 --ema 0.999",
                  "--schedule one-cycle --batch 128 --epochs 250 --validation 0",
                  "--augment elastic --elastic-alpha 34 --elastic-sigma 4",
                  "--rotation 0 --stretch 0 --shift 0"),
              new Expected(0.59, 0.02, 3, 6)),
          new Recipe(
              "best",
              "2,048 hidden units, elastic and affine distortions, a running mean of the weights",
              "strengths of the distortions near those of Cireşan, Meier, Gambardella &"
                  + " Schmidhuber 2010, Neural Computation 22; all else by validation",
              flags(
                  "--hidden 2048 --optimizer adamw --lr 0.002 --weight-decay 0.01 --ema 0.999",
                  "--schedule one-cycle --batch 256 --epochs 200 --validation 0",
                  "--augment elastic --elastic-alpha 38 --elastic-sigma 5",
                  "--rotation 15 --stretch 0.15 --shift 0.5"),
              new Expected(0.49, 0.05, 5, 11)));

  private static final Choice<Recipe> CHOICE = Choice.of("recipe", ALL, Recipe::label);

  private static final String FLAG = "--recipe";

  /**
   * What is left out of a recipe, beside the flag itself, where the user gives a flag: the numbers
   * that belong to another choice.
   */
  private static final Map<String, Set<String>> BELONGING =
      Map.of(
          "--optimizer",
          Set.of("--lr", "--momentum", "--beta1", "--beta2", "--rho", "--epsilon"),
          "--augment",
          Set.of("--rotation", "--stretch", "--shift", "--elastic-alpha", "--elastic-sigma"),
          "--steps",
          Set.of("--epochs"));

  /**
   * What a recipe came to.
   *
   * @param error mean test error in per cent
   * @param deviation its standard deviation over the seeds
   * @param seeds the number of trainings, with the seeds from 1 on
   * @param minutes of each on two cores
   */
  public record Expected(double error, double deviation, int seeds, double minutes) {}

  private static Map<String, String> flags(String... lines) {
    String[] words = String.join(" ", lines).split(" ", -1);
    Map<String, String> flags = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      flags.put(words[i], words[i + 1]);
    }
    return flags;
  }

  /**
   * Adds the flags of the recipe that the arguments name, if they name one, but for those that they
   * give otherwise.
   *
   * @throws zigzag.InputException if there is no such recipe
   */
  public static String[] expand(String[] arguments, CommandSpec train) {
    List<String> given = List.of(arguments);
    int[] places =
        IntStream.range(0, arguments.length)
            .filter(i -> has(given.subList(i, i + 1), FLAG))
            .toArray();
    // Twice, or without a name: the parser says so.
    if (places.length != 1 || !given.get(0).equals(train.name())) {
      return arguments;
    }
    String flag = given.get(places[0]);
    if (!flag.equals(FLAG)) {
      return CHOICE.pick(flag.substring(FLAG.length() + 1)).addTo(given, train);
    }
    int at = places[0] + 1;
    return at < arguments.length ? CHOICE.pick(given.get(at)).addTo(given, train) : arguments;
  }

  private String[] addTo(List<String> given, CommandSpec train) {
    List<String> all = new ArrayList<>(given);
    flags.forEach(
        (flag, value) -> {
          boolean isOverridden =
              Arrays.stream(train.findOption(flag).names()).anyMatch(name -> has(given, name))
                  || BELONGING.entrySet().stream()
                      .anyMatch(e -> e.getValue().contains(flag) && has(given, e.getKey()));
          if (!isOverridden) {
            all.addAll(List.of(flag, value));
          }
        });
    return all.toArray(String[]::new);
  }

  private static boolean has(List<String> arguments, String flag) {
    return arguments.stream().anyMatch(word -> word.equals(flag) || word.startsWith(flag + "="));
  }
}
