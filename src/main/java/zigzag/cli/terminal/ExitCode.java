package zigzag.cli.terminal;

/** What the program tells its caller. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int WRONG_INPUT = 2;
  public static final int DIVERGED = 3;

  private ExitCode() {}
}
