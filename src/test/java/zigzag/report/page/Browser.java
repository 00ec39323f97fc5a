package zigzag.report.page;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import zigzag.Needs;

/**
 * A real browser; a test that needs it is skipped where there is no Chromium on the path.
 *
 * @param folder where it may keep its files
 */
public record Browser(Path folder) {
  private static final Pattern CANVAS = Pattern.compile("<canvas[^>]*width=\"[1-9]");

  /**
   * A page after its scripts have run.
   *
   * @param dom as HTML
   * @param console what the page and the browser's checks of it wrote there
   */
  public record Opened(String dom, List<String> console) {
    /** Makes sure that no script failed and that there are so many charts. */
    public Opened assertDrawn(int charts) {
      assertEquals(List.of(), console);
      assertFalse(dom.contains("data-error="), () -> dom.lines().skip(1).findFirst().orElse(""));
      assertTrue(dom.contains("data-ready=\"" + charts + "\""), "the script came to its end");
      assertEquals(charts, CANVAS.matcher(dom).results().count());
      return this;
    }

    /** What a test's script left in {@code document.body.dataset}. */
    public String found(String name) {
      Matcher body = Pattern.compile("<body[^>]* data-" + name + "=\"([^\"]*)\"").matcher(dom);
      assertTrue(body.find(), () -> "the test's script came to " + name);
      return body.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
  }

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

  /** Opens a page with a script of the test's own at its end. */
  public Opened open(Path page, String script) throws IOException, InterruptedException {
    String html = Files.readString(page);
    int end = html.lastIndexOf("</body>");
    String reader = "<script type=\"module\">\n" + script + "</script>\n";
    Files.writeString(page, html.substring(0, end) + reader + html.substring(end));
    return open(page);
  }

  /** Opens a page. */
  public Opened open(Path page) throws IOException, InterruptedException {
    Optional<Path> browser = chromium();
    Needs.that(browser.isPresent(), "no chromium on the PATH: the page was not opened");
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("browser.log");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--enable-logging=stderr",
                "--v=0",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=5000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser did not end");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    List<String> console =
        Files.readString(log).lines().filter(line -> line.contains(":CONSOLE")).toList();
    return new Opened(Files.readString(dom), console);
  }
}
