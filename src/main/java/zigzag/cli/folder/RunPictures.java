package zigzag.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import zigzag.archive.AtomicFile;
import zigzag.archive.run.RunFiles;
import zigzag.network.Model;
import zigzag.report.image.UnitSheet;
import zigzag.report.run.RunReport;

/** The pictures and the page of a run folder. */
public final class RunPictures {
  private RunPictures() {}

  /** Draws them from the folder's files; {@code report.html} is the last to be there. */
  public static void write(Path folder) throws IOException {
    Path modelFile = folder.resolve(RunFiles.MODEL);
    // A training that diverged has no model.
    if (Files.exists(modelFile)) {
      Model model = Model.read(modelFile);
      byte[] units =
          UnitSheet.png(model.parameters(), model.rows(), model.columns(), model.layout().hidden());
      AtomicFile.write(folder.resolve(RunFiles.UNITS), units);
    }
    RunReport.write(folder);
  }
}
