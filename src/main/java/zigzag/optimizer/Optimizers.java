package zigzag.optimizer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import zigzag.Choice;
import zigzag.InputException;

/** All update rules by name: the built-in ones, then the plug-ins. */
public final class Optimizers {
  private static final List<Optimizer> BUILT_IN =
      List.of(
          new Sgd(),
          new Momentum(),
          new Nesterov(),
          new AdaGrad(),
          new RmsProp(),
          new AdaDelta(),
          new Adam(),
          new AdamW(),
          new Nadam(),
          new AmsGrad(),
          new Lion());

  private final Choice<Optimizer> rules;

  /**
   * The built-in rules and the plug-ins on the class path.
   *
   * @throws InputException if a plug-in can't be loaded, is no rule or takes another rule's name
   */
  public Optimizers() {
    this(OptimizerPlugin.onClassPath());
  }

  /**
   * The built-in rules, the plug-ins on the class path, and those in the jars of a folder.
   *
   * @throws InputException if the folder has no plug-in, or one of them can't be loaded, is no rule
   *     or takes another rule's name
   */
  public Optimizers(Path folder) {
    this(concat(OptimizerPlugin.onClassPath(), OptimizerPlugin.inFolder(folder)));
  }

  private Optimizers(List<OptimizerPlugin> plugins) {
    List<Optimizer> all = new ArrayList<>(BUILT_IN);
    for (OptimizerPlugin plugin : plugins) {
      String name = plugin.optimizer().name();
      if (all.stream().anyMatch(other -> other.name().equals(name))) {
        throw plugin.refuse("there is an optimizer called " + name + " already; rename it");
      }
      all.add(plugin.optimizer());
    }
    rules = Choice.of("optimizer", all, Optimizer::name);
  }

  /** Every rule with its default hyperparameters, built-in ones first. */
  public Collection<Optimizer> all() {
    return rules.options().values();
  }

  /**
   * The rule of that name, in upper or lower case, with its default hyperparameters but for those
   * given.
   *
   * @param hyperparameters values by name: {@code learning-rate}, {@code learningRate} or {@code
   *     lr}
   * @throws InputException if there is no such rule, if it has no such hyperparameter, if one is
   *     given twice, or if the rule refuses a value
   */
  public Optimizer create(String name, Map<String, Double> hyperparameters) {
    Optimizer defaults = rules.pick(name);
    Map<String, Double> values = new LinkedHashMap<>(hyperparameters(defaults));
    Set<String> given = new HashSet<>();
    hyperparameters.forEach(
        (key, value) -> {
          String component = component(defaults.name(), values.keySet(), key);
          if (!given.add(component)) {
            throw new InputException(
                defaults.name() + ": " + commandLineName(component) + " is given twice");
          }
          values.put(component, value);
        });
    return construct(defaults, values.values());
  }

  /**
   * The values of a rule's hyperparameters by name, in camel case, the learning rate first.
   *
   * @throws IllegalArgumentException if the rule is not a public record
   */
  public static Map<String, Double> hyperparameters(Optimizer optimizer) {
    RecordComponent[] components = optimizer.getClass().getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException(optimizer.getClass().getName() + " is no record");
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      try {
        values.put(component.getName(), (Double) component.getAccessor().invoke(optimizer));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("no access to " + component, e);
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /**
   * The same rule with another learning rate.
   *
   * @throws InputException if the rule refuses it
   */
  public static Optimizer withLearningRate(Optimizer optimizer, double learningRate) {
    Map<String, Double> values = new LinkedHashMap<>(hyperparameters(optimizer));
    values.put("learningRate", learningRate);
    return construct(optimizer, values.values());
  }

  /** The learning rate that a rule has where the user gives none. */
  public static double defaultLearningRate(Optimizer optimizer) {
    try {
      return optimizer.getClass().getConstructor().newInstance().learningRate();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(optimizer.name() + " has no defaults", e);
    }
  }

  private static Optimizer construct(Optimizer defaults, Collection<Double> values) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Optimizer rule = defaults.getClass().getConstructor(types).newInstance(values.toArray());
      OptimizerPlugin.requireAnswers(rule);
      return rule;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new InputException(defaults.name() + ": " + refusal.getMessage(), refusal);
      }
      throw OptimizerPlugin.refusal(defaults.getClass(), "its constructor failed: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The component that the user's spelling of a hyperparameter means. */
  private static String component(String rule, Set<String> components, String spelling) {
    String wanted = spelling.replace("-", "").toLowerCase(Locale.ROOT);
    for (String component : components) {
      if (component.toLowerCase(Locale.ROOT).equals(wanted)
          || (component.equals("learningRate") && wanted.equals("lr"))) {
        return component;
      }
    }
    throw new InputException(
        String.format(
            Locale.ROOT,
            "%s has no hyperparameter \"%s\"; it has %s",
            rule,
            spelling,
            components.stream()
                .map(Optimizers::commandLineName)
                .collect(Collectors.joining(", "))));
  }

  private static String commandLineName(String component) {
    return component.equals("learningRate")
        ? "learning-rate (lr)"
        : component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static List<OptimizerPlugin> concat(
      List<OptimizerPlugin> first, List<OptimizerPlugin> second) {
    List<OptimizerPlugin> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
