package zigzag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.archive.AtomicFile;
import zigzag.archive.ComparisonFile;
import zigzag.archive.FolderLock;
import zigzag.archive.Json;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.run.RunFiles;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.report.comparison.ComparisonReport;
import zigzag.report.image.UnitSheet;
import zigzag.report.page.PageNetwork;
import zigzag.report.run.RunReport;
import zigzag.report.symmetry.SymmetryReport;

@Command(
    name = "report",
    description = {
      "Draws the charts and the page of a folder anew that train, compare, symmetry or descend"
          + " left, from its files alone.",
      "Several comparison folders are merged into one, as if they had been one comparison."
    },
    footer =
        "Example: ${ROOT-COMMAND-NAME} report runs/seeds-1-5 runs/seeds-6-10 --out runs/merged")
final class ReportCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "a folder of train, compare, symmetry or descend, or several of compare")
  private List<Path> folders;

  @Mixin private OutputFolder output;

  @Override
  public Integer call() throws IOException {
    if (folders.size() > 1) {
      return merge();
    }
    Path folder = folders.get(0);
    if (output.isNamed()) {
      throw new InputException(
          "--out is for several comparisons; one folder's report is written into that folder");
    }
    if (Files.exists(folder.resolve(ComparisonFile.NAME))) {
      CompareCommand.draw(ComparisonReport.read(folder), folder, messages);
    } else if (Files.exists(folder.resolve(PathsFile.NAME))) {
      DescendCommand.draw(folder, messages);
    } else if (Files.exists(folder.resolve(SymmetryFile.NAME))) {
      SymmetryReport.write(folder);
      messages.result(SymmetryReport.table(folder, Messages.width()), Json.object(), folder);
    } else {
      drawRun(folder);
      messages.result("", Json.object(), folder);
    }
    return DONE;
  }

  /** Draws the pictures and the page of a run folder; {@code report.html} is the last. */
  static RunReport drawRun(Path folder) throws IOException {
    // A training that diverged has no model.
    if (!Files.exists(folder.resolve(RunFiles.MODEL))) {
      return RunReport.write(folder);
    }
    Model model = Model.read(folder.resolve(RunFiles.MODEL));
    Layout layout = model.layout();
    AtomicFile.write(
        folder.resolve(RunFiles.UNITS),
        UnitSheet.png(model.parameters(), model.rows(), model.columns(), layout.hidden()));
    return RunReport.write(
        folder,
        Optional.of(
            new PageNetwork(
                model.rows(),
                model.columns(),
                layout.hidden(),
                layout.classes(),
                model.activation().label(),
                model.parameters())));
  }

  private int merge() throws IOException {
    for (Path folder : folders) {
      if (!Files.exists(folder.resolve(ComparisonFile.NAME))) {
        throw new InputException(
            folder + " is no comparison folder; only those of compare can be merged");
      }
    }
    ComparisonReport report = ComparisonReport.merge(folders);
    FolderKind.Contents contents = FolderKind.COMPARE.contents(report.plan());
    try (FolderLock lock = output.freshApartFrom(folders, contents)) {
      report.draw();
      output.clear();
      CompareCommand.draw(report, lock.folder(), messages);
    }
    return DONE;
  }
}
