package zigzag.report.run;

import java.io.IOException;
import java.nio.file.Path;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ReportFiles;

/** Turns the plain files of a {@code train} run into charts and a page. */
public final class RunReport {
  private RunReport() {}

  /**
   * Reads a run folder and writes {@code loss.svg}, {@code accuracy.svg}, {@code report.html} and,
   * if the test set was evaluated, {@code confusion.svg} into it.
   *
   * <p>Each file is moved into place whole. The same folder gives the same bytes.
   *
   * @throws InputException if a file of the run is missing or malformed; nothing is written then
   * @throws IOException if the folder cannot be read or written
   */
  public static void write(Path folder) throws IOException {
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
  }
}
