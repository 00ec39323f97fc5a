package zigzag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.report.Browser.Opened;

/** Opens a run's page in a real browser. */
@Tag("browser")
class ReportInBrowserTest {
  @TempDir Path temporary;

  private void assertDrawn(Path folder) throws IOException, InterruptedException {
    RunReport.write(folder);
    new Browser(temporary).open(folder.resolve("report.html")).assertDrawn(5);
  }

  @Test
  void allChartsAreDrawn() throws IOException, InterruptedException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    assertDrawn(folder);
  }

  @Test
  void everyControlWorks() throws IOException, InterruptedException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    RunReport.write(folder);
    String script =
        """
        const step = document.getElementById('step-loss');
        const smoothing = document.getElementById('smoothing');
        smoothing.value = 0;
        smoothing.dispatchEvent(new Event('input'));
        document.body.dataset.window = document.getElementById('window').textContent;
        step.querySelectorAll('.u-legend .u-series th')[1].click();
        for (const box of document.querySelectorAll('input[type=checkbox]')) box.click();
        document.body.dataset.hidden = step.querySelectorAll('.u-legend .u-off').length;
        """;
    Opened page = new Browser(temporary).open(folder.resolve("report.html"), script);
    page.assertDrawn(5);
    assertEquals("none", page.found("window"));
    assertEquals("1", page.found("hidden"), "what is hidden stays hidden on another scale");
  }

  @Test
  void aRunWithoutASingleStepIsNoError() throws IOException, InterruptedException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    Files.writeString(folder.resolve("metrics.csv"), String.join(",", RunFolder.METRICS) + "\n");
    Files.writeString(folder.resolve("steps.csv"), "step,loss\n");
    assertDrawn(folder);
  }

  @Test
  void aRunThatDivergedAtOnceIsNoError() throws IOException, InterruptedException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    List<String> lines =
        List.of(
            String.join(",", RunFolder.METRICS),
            "0,0,,,NaN,,,,0",
            "1,3,NaN,0,NaN,0,0.1,Infinity,1");
    Files.write(folder.resolve("metrics.csv"), lines);
    Files.writeString(folder.resolve("steps.csv"), "step,loss\n1,2.3\n2,NaN\n3,NaN\n");
    assertDrawn(folder);
  }
}
