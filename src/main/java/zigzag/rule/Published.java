package zigzag.rule;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What a rule says of itself; one without it overrides the methods of these names. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Published {
  String formula();

  String source();

  /** What an optimizer remembers of each parameter, as its formula calls it. */
  String[] slots() default {};
}
