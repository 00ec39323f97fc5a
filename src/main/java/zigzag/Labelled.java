package zigzag;

import java.util.Locale;

/** A constant that the user picks by its label. */
public interface Labelled {
  String name();

  /** What it is called on the command line: "one-cycle". */
  default String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
