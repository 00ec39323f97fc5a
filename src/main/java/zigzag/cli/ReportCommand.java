package zigzag.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zigzag.InputException;
import zigzag.experiment.Comparison;
import zigzag.report.ComparisonReport;
import zigzag.report.DescentReport;

/** {@code report}: tables, charts and pages anew, from what earlier commands left. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws the charts and the page of a run, comparison or descent folder anew, from its files alone.",
      "Several comparison folders are merged into one, as if they had been one comparison."
    },
    footer = {"", "Example: zigzag report runs/seeds-1-5 runs/seeds-6-10 --out runs/merged"})
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "a run or descent folder, or one or more comparison folders")
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
    if (Files.exists(folder.resolve(Comparison.PLAN))) {
      ComparisonReport report = ComparisonReport.read(folder);
      report.write(folder);
      show(report, folder);
    } else if (Files.exists(folder.resolve(DescentReport.PATHS))) {
      DescendCommand.show(folder, messages);
    } else {
      RunPictures.write(folder);
      messages.result(
          "see " + folder.resolve("report.html") + "\n",
          new ObjectMapper().createObjectNode().put("folder", folder.toString()));
    }
    return ExitCode.DONE;
  }

  private int merge() throws IOException {
    for (Path folder : folders) {
      if (!Files.exists(folder.resolve(Comparison.PLAN))) {
        throw new InputException(
            folder + " is no comparison folder; only those of compare can be merged");
      }
    }
    ComparisonReport report = ComparisonReport.merge(folders);
    List<String> files = new ArrayList<>(ComparisonReport.FILES);
    files.addAll(CompareCommand.folderFiles());
    Path folder = output.freshApartFrom("report", folders, files);
    report.write(folder);
    show(report, folder);
    return ExitCode.DONE;
  }

  private void show(ComparisonReport report, Path folder) {
    messages.result(
        report.text() + "see " + folder.resolve("report.html") + "\n",
        report.json().put("folder", folder.toString()));
  }
}
