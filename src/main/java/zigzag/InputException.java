package zigzag;

/**
 * The user's input is wrong: a flag, a file, a name.
 *
 * <p>The message is one line that says what is wrong, where, and what to do about it; the command
 * line prints it as it is and ends with exit code 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  /** With the text that {@link Numerals#format} makes of these. */
  public InputException(String format, Object... values) {
    super(Numerals.format(format, values));
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Throws one if two flags, or whatever else cannot both be meant, are both there. */
  public static void refuseBoth(boolean both, Object one, Object other) {
    if (both) {
      throw new InputException(one + " and " + other + " contradict each other; leave one out");
    }
  }
}
