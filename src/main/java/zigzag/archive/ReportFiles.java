package zigzag.archive;

/** What the pages and charts are called that reports of several kinds have. */
public final class ReportFiles {
  public static final String PAGE = "report.html";
  public static final String LOSS = "loss.svg";
  public static final String ACCURACY = "accuracy.svg";

  private ReportFiles() {}
}
