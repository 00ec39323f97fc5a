package zigzag.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.archive.ComparisonFile;
import zigzag.archive.FolderLock;
import zigzag.archive.Json;
import zigzag.archive.ReportFiles;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.cli.folder.FolderContents;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.folder.RunPictures;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.report.comparison.view.ComparisonReport;
import zigzag.report.symmetry.SymmetryReport;

/** {@code report}: tables, charts and pages anew, from what earlier commands left. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws the charts and the page of a folder anew that train, compare, symmetry or descend"
          + " left, from its files alone.",
      "Several comparison folders are merged into one, as if they had been one comparison."
    },
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} report runs/seeds-1-5 runs/seeds-6-10 --out runs/merged"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "a folder of train, compare, symmetry or descend, or several of compare")
  private List<Path> folders;

  @Mixin private OutputFolder output;
  @Mixin private Messages messages;

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
      ComparisonReport report = ComparisonReport.read(folder);
      report.write(folder);
      show(report, folder);
      return ExitCode.DONE;
    }
    if (Files.exists(folder.resolve(PathsFile.NAME))) {
      DescendCommand.show(folder, messages);
      return ExitCode.DONE;
    }
    String table = "";
    if (Files.exists(folder.resolve(SymmetryFile.NAME))) {
      SymmetryReport.write(folder);
      table = SymmetryReport.table(folder, Messages.width());
    } else {
      RunPictures.write(folder);
    }
    messages.result(
        table + "see " + Printable.line(folder.resolve(ReportFiles.PAGE).toString()) + "\n",
        Json.object().put("folder", folder.toString()));
    return ExitCode.DONE;
  }

  private int merge() throws IOException {
    for (Path folder : folders) {
      if (!Files.exists(folder.resolve(ComparisonFile.NAME))) {
        throw new InputException(
            folder + " is no comparison folder; only those of compare can be merged");
      }
    }
    ComparisonReport report = ComparisonReport.merge(folders);
    FolderContents contents = FolderContents.of(FolderKind.COMPARE, report.plan());
    try (FolderLock lock = output.freshApartFrom(folders, contents)) {
      report.draw();
      output.clear();
      report.write(lock.folder());
      show(report, lock.folder());
    }
    return ExitCode.DONE;
  }

  private void show(ComparisonReport report, Path folder) {
    messages.result(
        report.text(Messages.width())
            + "see "
            + Printable.line(folder.resolve(ReportFiles.PAGE).toString())
            + "\n",
        report.json().put("folder", folder.toString()));
  }
}
