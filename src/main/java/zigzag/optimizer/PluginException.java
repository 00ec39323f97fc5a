package zigzag.optimizer;

/** A rule that somebody else wrote failed at its work; the message names its jar and its class. */
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private PluginException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What to throw when a step of a rule threw something; of the program's own rules, and of memory
   * that is used up, that is thrown as it is.
   */
  public static PluginException inStep(Optimizer rule, long t, Throwable fault) {
    if (fault instanceof OutOfMemoryError error) {
      throw error;
    }
    if (OptimizerPlugin.isBuiltIn(rule.getClass())) {
      if (fault instanceof Error error) {
        throw error;
      }
      throw fault instanceof RuntimeException exception
          ? exception
          : new IllegalStateException(fault);
    }
    return new PluginException(
        OptimizerPlugin.complaint(rule.getClass(), "step " + t + " failed: " + fault), fault);
  }
}
