package zigzag.experiment.descent;

/**
 * A function of x and y.
 *
 * <p>EvalEx takes the text apart; the tree is then computed in double precision here. EvalEx itself
 * would compute with decimals of any size, which is slow, knows no infinities, and lets a formula
 * such as a large factorial run for hours; its sine takes degrees, and it has functions on text and
 * dates. This has the five operators and the functions listed, in radians, and nothing else.
 */
@FunctionalInterface
public interface Formula {
  /** Its value; NaN or infinite where it has none. */
  double value(double x, double y);

  /**
   * Reads a formula such as {@code x^2/20 + y^2}.
   *
   * @throws InputException if it is none, or names anything but x, y, pi, e and known functions
   */
  static Formula parse(String text) {
    return FormulaParser.parse(text);
  }
}
