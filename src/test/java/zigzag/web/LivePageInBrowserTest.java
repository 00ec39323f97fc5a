package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.cli.PageForTests;
import zigzag.report.page.Browser;

/** The local page's views, by their links and addresses. */
@Tag("browser")
@Tag("slow")
final class LivePageInBrowserTest {
  @RegisterExtension final Browser browser = new Browser();

  @TempDir private Path folder;
  private LocalPage page;

  @BeforeEach
  void opens() throws IOException {
    page = new LocalPage(0, folder, PageForTests.commands(Map.of()));
  }

  @AfterEach
  void closes() throws IOException {
    browser.driver().get("about:blank");
    page.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "example", "draw", "runs"})
  void aViewIsReachedByItsAddressAndByItsLink(String view) {
    browser.open(URI.create(page.url() + "#" + view));
    browser.run("await until(() => document.documentElement.dataset.view === '" + view + "')");
    browser.open(URI.create(page.url()));
    String shown =
        browser
            .run(
                "await until(() => document.documentElement.dataset.view === 'train');"
                    + "document.querySelector('nav a[data-view="
                    + view
                    + "]').click();"
                    + "await until(() => document.documentElement.dataset.view === '"
                    + view
                    + "');"
                    + "document.body.dataset.shown = [...document.querySelectorAll('.view')]"
                    + ".filter(one => !one.hidden).map(one => one.id).join()")
            .found("shown");
    assertEquals(view, shown);
  }
}
