package zigzag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.Needs;

/** Opens the page in a real browser; skipped where there is no Chromium on the path. */
@Tag("browser")
class ReportInBrowserTest {
  private static final Pattern CANVAS = Pattern.compile("<canvas[^>]*width=\"[1-9]");

  @TempDir Path temporary;

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The page after its scripts have run. */
  private String opened(Path page) throws IOException, InterruptedException {
    Optional<Path> browser = chromium();
    Needs.that(browser.isPresent(), "no chromium on the PATH: the page was not opened");
    Path dom = temporary.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + temporary.resolve("profile"),
                "--virtual-time-budget=5000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(temporary.resolve("errors.txt").toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser did not end");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return Files.readString(dom);
  }

  private void assertDrawn(Path folder) throws IOException, InterruptedException {
    RunReport.write(folder);
    String dom = opened(folder.resolve("report.html"));
    assertFalse(dom.contains("data-error="), () -> dom.lines().skip(1).findFirst().orElse(""));
    assertTrue(dom.contains("data-ready=\"5\""), "the script came to its end");
    assertEquals(5, CANVAS.matcher(dom).results().count());
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
    Path page = folder.resolve("report.html");
    String reader =
        """
        <script>
        const step = document.getElementById('step-loss');
        const smoothing = document.getElementById('smoothing');
        smoothing.value = 0;
        smoothing.dispatchEvent(new Event('input'));
        document.body.dataset.window = document.getElementById('window').textContent;
        for (const box of document.querySelectorAll('input[type=checkbox]')) box.click();
        step.querySelectorAll('.u-legend .u-series th')[1].click();
        document.body.dataset.hidden = step.querySelectorAll('.u-legend .u-off').length;
        </script>
        """;
    Files.writeString(page, Files.readString(page).replace("</body>", reader + "</body>"));
    String dom = opened(page);
    assertFalse(dom.contains("data-error="), () -> dom.lines().skip(1).findFirst().orElse(""));
    assertTrue(dom.contains("data-window=\"none\""));
    assertTrue(dom.contains("data-hidden=\"1\""), "a click in the legend hides a curve");
    assertEquals(5, CANVAS.matcher(dom).results().count());
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
