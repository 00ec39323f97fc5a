package zigzag.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.run.EpochMetrics;
import zigzag.report.page.Browser;
import zigzag.report.page.Browser.Opened;

/** Opens a run's page in a real browser. */
@Tag("browser")
@Tag("slow")
class ReportInBrowserTest {
  @RegisterExtension final Browser browser = new Browser();
  @TempDir Path temporary;

  private void assertDrawn(Path folder) throws IOException {
    RunReport.write(folder);
    browser.open(folder.resolve("report.html")).assertDrawn(5);
  }

  @Test
  void allChartsAreDrawn() throws IOException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    assertDrawn(folder);
  }

  @Test
  void everyControlWorks() throws IOException {
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
    Opened page = browser.open(folder.resolve("report.html"), script);
    page.assertDrawn(5);
    assertEquals("none", page.found("window"));
    assertEquals("1", page.found("hidden"), "what is hidden stays hidden on another scale");
  }

  @Test
  void aCellOfTheConfusionMatrixShowsItsDigits() throws IOException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    SampleRun.writeExamples(folder);
    RunReport.write(folder);
    String script =
        """
        const found = document.body.dataset;
        const cell = (truth, predicted) =>
            document.querySelector(`[data-true='${truth}'][data-predicted='${predicted}']`);
        const shown = () => document.getElementById('cell').textContent + ': '
            + [...document.querySelectorAll('#digits figcaption')].map(c => c.textContent).join();
        const press = (key, at) =>
            at.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
        found.first = shown();
        cell(4, 9).dispatchEvent(new MouseEvent('click', {bubbles: true}));
        found.mistakes = shown();
        const {width, backgroundPosition, backgroundImage} = document.querySelector('#digits span').style;
        found.picture = width + ' ' + backgroundPosition + ' ' + backgroundImage.slice(0, 21);
        cell(5, 5).dispatchEvent(new MouseEvent('click', {bubbles: true}));
        found.right = shown();
        cell(0, 0).focus();
        press('ArrowDown', document.activeElement);
        press('ArrowRight', document.activeElement);
        press('Enter', document.activeElement);
        found.none = shown();
        found.reached = document.activeElement.getAttribute('aria-label');
        found.tab = document.querySelectorAll('#confusion [tabindex="0"]').length;
        """;
    Opened page = browser.open(folder.resolve("report.html"), script);
    page.assertDrawn(5);
    assertEquals(
        "The mistakes it was surest of: 4 → 9, 99.9 %#115,2 → 7, 80.0 %#3,4 → 9, 70.0 %#247",
        page.found("first"));
    assertEquals(
        "4 taken for 9, the surest 2: 4 → 9, 99.9 %#115,4 → 9, 70.0 %#247", page.found("mistakes"));
    assertEquals("56px -4px -4px url(\"data:image/png;b", page.found("picture"));
    assertEquals("5 read as 5, the least sure 1: 5 → 5, 40.0 %#9", page.found("right"));
    assertEquals("1 taken for 1: none: ", page.found("none"));
    assertEquals("1 taken for 1, 0 to show", page.found("reached"));
    assertEquals("1", page.found("tab"));
  }

  @Test
  void everyChartHasANameAndItsValuesInWords() throws IOException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    RunReport.write(folder);
    String script =
        """
        const charts = [...document.querySelectorAll('canvas')];
        document.body.dataset.images =
            charts.filter(canvas => canvas.getAttribute('role') === 'img').length;
        document.body.dataset.words = charts[2].getAttribute('aria-label');
        """;
    Opened page = browser.open(folder.resolve("report.html"), script);
    assertEquals("5", page.found("images"));
    assertEquals(
        "Accuracy per epoch. accuracy (%) over epoch."
            + " training: 90.48 % at 1 to 99.58 % at 10;"
            + " validation: 94.48 % at 1 to 97.58 % at 10.",
        page.found("words"));
  }

  @Test
  void aRunWithoutASingleStepIsNoError() throws IOException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    Files.writeString(
        folder.resolve("metrics.csv"), String.join(",", EpochMetrics.FILE.columns()) + "\n");
    Files.writeString(folder.resolve("steps.csv"), "step,loss\n");
    assertDrawn(folder);
  }

  @Test
  void aRunThatDivergedAtOnceIsNoError() throws IOException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    List<String> lines =
        List.of(
            String.join(",", EpochMetrics.FILE.columns()),
            "0,0,,,NaN,,,,0",
            "1,3,NaN,0,NaN,0,0.1,Infinity,1");
    Files.write(folder.resolve("metrics.csv"), lines);
    Files.writeString(folder.resolve("steps.csv"), "step,loss\n1,2.3\n2,NaN\n3,NaN\n");
    assertDrawn(folder);
  }
}
