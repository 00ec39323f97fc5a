package zigzag.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import zigzag.cli.PageForTests;
import zigzag.report.page.Browser;

/** The local page in a browser: what the tests of its views begin and end with. */
@Tag("browser")
@Tag("slow")
abstract class InBrowser {
  @RegisterExtension final Browser browser = new Browser();

  @TempDir Path folder;
  Path runs;
  LocalPage page;
  Visitor visitor;

  private final Map<String, String> data;

  InBrowser(Map<String, String> data) {
    this.data = data;
  }

  @BeforeEach
  void opens() throws IOException {
    runs = folder.resolve("runs");
    page = new LocalPage(0, runs, PageForTests.commands(data));
    visitor = new Visitor(page.url());
  }

  @AfterEach
  void closes() throws IOException {
    browser.driver().get("about:blank");
    page.close();
  }

  /** Opens the page anew at what stands behind its address. */
  Browser.Opened open(String view) {
    browser.driver().get("about:blank");
    return browser.open(URI.create(page.url() + view));
  }
}
