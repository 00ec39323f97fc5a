package zigzag.cli;

/** What the program tells its caller. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;
  static final int DIVERGED = 3;

  private ExitCode() {}
}
