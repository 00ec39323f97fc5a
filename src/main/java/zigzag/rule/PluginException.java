package zigzag.rule;

/** A rule that somebody else wrote failed at its work; the message names its jar and its class. */
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private PluginException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What to throw when a rule threw something; of the program's own rules, and of memory that is
   * used up, that is thrown as it is.
   *
   * @param work what failed: "step 7"
   */
  public static PluginException of(Rule rule, String work, Throwable fault) {
    boolean isBuiltIn = Plugins.isBuiltIn(rule.getClass());
    if (fault instanceof Error error && (isBuiltIn || error instanceof OutOfMemoryError)) {
      throw error;
    }
    if (isBuiltIn) {
      throw fault instanceof RuntimeException exception
          ? exception
          : new IllegalStateException(fault);
    }
    return new PluginException(
        Plugins.complaint(rule.getClass(), work + " failed: " + fault), fault);
  }

  /** One that another program threw, with its message. */
  public static PluginException elsewhere(String message) {
    return new PluginException(message, null);
  }
}
