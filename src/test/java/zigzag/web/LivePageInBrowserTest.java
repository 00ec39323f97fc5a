package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local page's views, by their links and addresses. */
final class LivePageInBrowserTest extends InBrowser {
  LivePageInBrowserTest() {
    super(Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "example", "draw", "runs"})
  void aViewIsReachedByItsAddressAndByItsLink(String view) {
    open("#" + view);
    browser.run("await until(() => document.documentElement.dataset.view === '" + view + "')");
    open("");
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
