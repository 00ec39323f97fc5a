package zigzag.initializer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import zigzag.Choice;
import zigzag.InputException;
import zigzag.Label;
import zigzag.Numerals;
import zigzag.initializer.Initializers.Constant;
import zigzag.initializer.Initializers.Normal;
import zigzag.initializer.Initializers.Orthogonal;
import zigzag.initializer.Initializers.Uniform;
import zigzag.initializer.Initializers.VarianceScaling;
import zigzag.initializer.Initializers.Zeros;

/**
 * An initializer under the name that the command line knows it by.
 *
 * @param label its name, with its number if that is not the default: {@code normal:std=0.1}
 * @param initializer the rule
 * @param formula the rule in one line, for people
 * @param source where it was published
 */
public record NamedInitializer(
    String label, Initializer initializer, String formula, String source) {

  private static final List<Entry> TABLE =
      List.of(
          fixed("zeros", new Zeros(), "w = 0", "the textbook mistake: no unit ever differs"),
          numbered(
              "constant",
              "value",
              new Constant().value(),
              Constant::new,
              "w = value",
              "the same mistake with a gradient"),
          numbered(
              "normal",
              "std",
              new Normal().std(),
              Normal::new,
              "w ~ N(0, std²)",
              "common practice"),
          numbered(
              "uniform",
              "limit",
              new Uniform().limit(),
              Uniform::new,
              "w ~ U(-limit, limit)",
              "common practice"),
          fixed(
              "xavier",
              VarianceScaling.xavier(false),
              "w ~ N(0, 2 / (fan-in + fan-out))",
              "Glorot and Bengio, AISTATS 2010"),
          fixed(
              "xavier-uniform",
              VarianceScaling.xavier(true),
              "w ~ U(-a, a), a = √(6 / (fan-in + fan-out))",
              "Glorot and Bengio, AISTATS 2010"),
          fixed(
              "he",
              VarianceScaling.he(false),
              "w ~ N(0, 2 / fan-in)",
              "He, Zhang, Ren and Sun, ICCV 2015"),
          fixed(
              "he-uniform",
              VarianceScaling.he(true),
              "w ~ U(-a, a), a = √(6 / fan-in)",
              "He, Zhang, Ren and Sun, ICCV 2015"),
          fixed(
              "lecun",
              VarianceScaling.lecun(false),
              "w ~ N(0, 1 / fan-in)",
              "LeCun, Bottou, Orr and Müller, 1998"),
          fixed(
              "lecun-uniform",
              VarianceScaling.lecun(true),
              "w ~ U(-a, a), a = √(3 / fan-in)",
              "LeCun, Bottou, Orr and Müller, 1998"),
          numbered(
              "orthogonal",
              "gain",
              new Orthogonal().gain(),
              Orthogonal::new,
              "W = gain Q, QᵀQ = I or QQᵀ = I",
              "Saxe, McClelland and Ganguli, ICLR 2014"));

  private static final Choice<Entry> CHOICE = Choice.of("initializer", TABLE, Entry::name);

  /** A row of the table; {@code parameter} is empty for a rule without a number. */
  private record Entry(
      String name,
      String parameter,
      double defaultValue,
      DoubleFunction<Initializer> factory,
      String formula,
      String source) {
    NamedInitializer with(double value) {
      String label =
          value == defaultValue
              ? name
              : String.format(Locale.ROOT, "%s:%s=%s", name, parameter, value);
      return new NamedInitializer(label, factory.apply(value), formula(), source);
    }

    /** The formula, with the default of its number. */
    @Override
    public String formula() {
      return parameter.isEmpty()
          ? formula
          : formula + ", " + parameter + " = " + Numerals.typed(defaultValue);
    }
  }

  private static Entry fixed(String name, Initializer initializer, String formula, String source) {
    return new Entry(name, "", 0, value -> initializer, formula, source);
  }

  private static Entry numbered(
      String name,
      String parameter,
      double defaultValue,
      DoubleFunction<Initializer> factory,
      String formula,
      String source) {
    return new Entry(name, parameter, defaultValue, factory, formula, source);
  }

  /** Every initializer, with its default number. */
  public static List<NamedInitializer> all() {
    return TABLE.stream().map(entry -> entry.with(entry.defaultValue())).toList();
  }

  /**
   * The initializer of that label, in upper or lower case: {@code he}, {@code normal:std=0.1}.
   *
   * @throws InputException if there is none, or it has no such number, or refuses its value
   */
  public static NamedInitializer named(String text) {
    Label label = Label.parse(text);
    Entry entry = CHOICE.pick(label.name());
    double value = entry.defaultValue();
    for (Map.Entry<String, Double> given : label.values().entrySet()) {
      if (!given.getKey().equalsIgnoreCase(entry.parameter())) {
        throw new InputException(
            entry.name()
                + " has no \""
                + given.getKey()
                + "\"; it has "
                + (entry.parameter().isEmpty() ? "nothing to set" : entry.parameter()));
      }
      if (label.values().size() > 1) {
        throw new InputException(
            entry.parameter() + " is given twice in \"" + text + "\"; leave one out");
      }
      value = given.getValue();
    }
    try {
      return entry.with(value);
    } catch (IllegalArgumentException e) {
      throw new InputException(entry.name() + ": " + e.getMessage(), e);
    }
  }
}
