package zigzag.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.archive.AtomicFile;
import zigzag.archive.ReportFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.TrainingOutcome;

/** Turns the plain files of a {@code train} run into charts and a page. */
public final class RunReport {
  private final RunFolder run;

  private RunReport(RunFolder run) {
    this.run = run;
  }

  /**
   * Reads a run folder and writes {@code loss.svg}, {@code accuracy.svg}, {@code report.html} and,
   * if the test set was evaluated, {@code confusion.svg} into it.
   *
   * <p>Each file is moved into place whole. The same folder gives the same bytes.
   *
   * @throws InputException if a file of the run is missing or malformed; nothing is written then
   * @throws IOException if the folder cannot be read or written
   */
  public static RunReport write(Path folder) throws IOException {
    RunFolder run = RunFolder.read(folder);
    RunCharts charts = new RunCharts(run);
    String page = new RunPage(run).render();
    AtomicFile.write(folder.resolve(ReportFiles.LOSS), charts.loss().toSvg());
    AtomicFile.write(folder.resolve(ReportFiles.ACCURACY), charts.accuracy().toSvg());
    if (run.confusion().isPresent()) {
      String svg = charts.confusion(run.confusion().get()).toSvg();
      AtomicFile.write(folder.resolve(ReportFiles.CONFUSION), svg);
    }
    AtomicFile.write(folder.resolve(ReportFiles.PAGE), page);
    return new RunReport(run);
  }

  /** Whose parameters were kept, and how long that took: a line for a terminal. */
  public String kept() {
    RunSummary summary = run.summary();
    boolean inSteps = RunHeadline.inSteps(run);
    double[] rows = run.metrics().column(inSteps ? "step" : "epoch");
    double last = rows[rows.length - 1];
    boolean best = summary.kept().equals(RunSummary.BEST);
    double seconds =
        inSteps
            ? DoubleStream.of(run.metrics().column("seconds")).filter(s -> s >= 0).sum()
            : summary.secondsPerEpoch() == null ? 0 : summary.secondsPerEpoch();
    return Numerals.format(
        "kept the parameters of %s %,.0f (%s) of %,.0f%s%s; %.3f s of training%s",
        inSteps ? "step" : "epoch",
        best ? rows[summary.bestEpoch()] : last,
        summary.kept(),
        last,
        summary.stopped() == TrainingOutcome.EARLY ? ", stopped early" : "",
        summary.resumed() ? ", resumed" : "",
        seconds,
        inSteps ? "" : " per epoch");
  }
}
