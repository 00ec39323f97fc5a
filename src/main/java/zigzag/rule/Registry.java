package zigzag.rule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import zigzag.Choice;
import zigzag.InputException;
import zigzag.Label;

/** All rules of a kind by name: the built-in ones, then the plug-ins. */
public abstract class Registry<T extends Rule> {
  /**
   * A kind of rule.
   *
   * @param name what a rule of this kind is called in messages: "optimizer"
   * @param type the interface of its rules, under whose name a jar lists them
   * @param requirement throws {@link IllegalArgumentException}, with the reason, for a rule that
   *     won't do
   */
  public record Kind<R extends Rule>(String name, Class<R> type, Consumer<R> requirement) {}

  private final Kind<T> kind;
  private final Choice<T> rules;

  /** Throws {@link InputException} for a plug-in that takes another rule's name or is no rule. */
  protected Registry(Kind<T> kind, List<T> builtIn, Plugins plugins) {
    this.kind = kind;
    List<T> all = new ArrayList<>(builtIn);
    for (T plugin : plugins.of(kind)) {
      if (all.stream().anyMatch(other -> other.name().equals(plugin.name()))) {
        throw Plugins.refusal(
            plugin.getClass(),
            "there is an " + kind.name() + " called " + plugin.name() + " already; rename it");
      }
      all.add(plugin);
    }
    rules = Choice.of(kind.name(), all, Rule::name);
  }

  /** Every rule with its default hyperparameters, built-in ones first. */
  public final Collection<T> all() {
    return rules.options().values();
  }

  /** The rule of a label such as {@code normal:std=0.1}; throws as {@link #create}. */
  public final T named(String text) {
    Label label = Label.parse(text);
    return create(label.name(), label.values());
  }

  /**
   * The rule of that name, in upper or lower case, with its default hyperparameters but for those
   * given.
   *
   * @param hyperparameters values by name: {@code learning-rate}, {@code learningRate}, {@code lr}
   * @throws InputException if there is no such rule or hyperparameter, if one is given twice, or if
   *     the rule refuses a value
   */
  public final T create(String name, Map<String, Double> hyperparameters) {
    T defaults = rules.pick(name);
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
    return given.isEmpty() ? defaults : construct(kind, defaults, values.values());
  }

  /** The values of a rule's hyperparameters by name, in camel case and in their order. */
  public static Map<String, Double> hyperparameters(Rule rule) {
    if (!rule.getClass().isRecord()) {
      throw new IllegalArgumentException(rule.getClass().getName() + " is no record");
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (RecordComponent component : rule.getClass().getRecordComponents()) {
      // Others are not for the user to set.
      if (component.getType() == double.class) {
        try {
          values.put(component.getName(), (Double) component.getAccessor().invoke(rule));
        } catch (ReflectiveOperationException e) {
          throw new IllegalArgumentException("no access to " + component, e);
        }
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /** A rule's name, with the hyperparameters that are not the default. */
  public static String label(Rule rule) {
    Map<String, Double> values = new LinkedHashMap<>(hyperparameters(rule));
    if (!values.isEmpty()) {
      values.entrySet().removeAll(hyperparameters(defaults(rule)).entrySet());
    }
    return new Label(rule.name(), values).toString();
  }

  /** The rule with the hyperparameters that it has where the user gives none. */
  public static <T extends Rule> T defaults(T rule) {
    try {
      @SuppressWarnings("unchecked") // an object's class makes objects of it
      T defaults = (T) rule.getClass().getConstructor().newInstance();
      return defaults;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(rule.name() + " has no defaults", e);
    }
  }

  /** The same rule with other hyperparameters. */
  protected static <T extends Rule> T construct(
      Kind<T> kind, T defaults, Collection<Double> values) {
    Class<?>[] types = new Class<?>[values.size()];
    Arrays.fill(types, double.class);
    try {
      T rule =
          kind.type().cast(defaults.getClass().getConstructor(types).newInstance(values.toArray()));
      Plugins.requireAnswers(kind, rule);
      return rule;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new InputException(defaults.name() + ": " + refusal.getMessage(), refusal);
      }
      throw Plugins.refusal(defaults.getClass(), "its constructor failed: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The component that the user's spelling of a hyperparameter means. */
  private static String component(String rule, Set<String> components, String spelling) {
    String wanted = spelling.replace("-", "").toLowerCase(Locale.ROOT);
    for (String component : components) {
      if (component.equalsIgnoreCase(wanted)
          || (component.equals("learningRate") && wanted.equals("lr"))) {
        return component;
      }
    }
    throw new InputException(
        "%s has no hyperparameter \"%s\"; it has %s",
        rule,
        spelling,
        components.isEmpty()
            ? "nothing to set"
            : components.stream().map(Registry::commandLineName).collect(Collectors.joining(", ")));
  }

  private static String commandLineName(String component) {
    return component.equals("learningRate")
        ? "learning-rate (lr)"
        : component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
