package zigzag.rule;

import java.util.Locale;

/**
 * What a user picks by its name, an optimizer or an initializer.
 *
 * <p>An implementation is a public record with a public constructor without arguments that gives
 * the published defaults. Its components, all of them {@code double}, are the hyperparameters that
 * a user can set by name; the record refuses bad values with an {@link IllegalArgumentException}
 * that quotes them. A built-in rule with nothing to set may have components of other types instead.
 */
public interface Rule {
  /** What the rule is called on the command line: lower-case letters, digits and hyphens. */
  default String name() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The rule in one line, for people. */
  default String formula() {
    return getClass().getAnnotation(Published.class).formula();
  }

  /** Where the rule was published. */
  default String source() {
    return getClass().getAnnotation(Published.class).source();
  }
}
