package zigzag.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;

/** Without this, a browser that keeps its console to itself would pass for pages without errors. */
@Tag("browser")
@Tag("slow")
class BrowserTest {
  @RegisterExtension final Browser browser = new Browser();
  @TempDir Path temporary;

  private Path page(String head, String body) throws IOException {
    String html = "<!doctype html><head><title>x</title>" + head + "</head><body>" + body;
    return Files.writeString(temporary.resolve("page.html"), html + "</body>");
  }

  private void assertConsole(String... words) {
    List<String> console = browser.console();
    assertEquals(words.length, console.size(), console::toString);
    for (String word : words) {
      assertTrue(console.stream().anyMatch(line -> line.contains(word)), console::toString);
    }
  }

  @Test
  void whatAPageDoesWrongIsInTheConsole() throws IOException {
    String policy =
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none';"
            + " script-src 'unsafe-inline'\">";
    browser.open(page(policy, "<img src=x.png><script>missing()</script>"));
    browser.run("console.debug('said')");
    assertConsole("x.png", "missing is not defined", "said");
  }

  @Test
  void noOtherMachineIsReached() throws IOException {
    browser.open(page("", "<img src=http://example.com/x.png><img src=http://192.0.2.1/y.png>"));
    assertConsole("example.com/x.png - Failed to load", "192.0.2.1/y.png - Failed to load");
    browser.run("await fetch('http://192.0.2.1/').catch(error => error)");
    assertConsole("net::ERR_PROXY_CONNECTION_FAILED");
  }

  @Test
  void aPageOfThisMachineIsOpenedAndLeavesNothing() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] html =
              "<!doctype html><link rel=icon href=data:,><p>here".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, html.length);
          exchange.getResponseBody().write(html);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      String script =
          """
          document.body.dataset.kept = localStorage.length + sessionStorage.length
              + document.cookie + innerWidth + matchMedia('(prefers-color-scheme: dark)').matches;
          localStorage.setItem('key', 'value');
          sessionStorage.setItem('key', 'value');
          document.cookie = 'key=value';
          """;
      browser.open(address);
      String before = browser.run(script).found("kept");
      browser.size(375, 700);
      browser.media("prefers-color-scheme", "dark");
      assertNotEquals(before, browser.run(script).found("kept"));
      browser.clear();
      assertEquals("here", browser.open(address).text());
      assertEquals(before, browser.run(script).found("kept"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void mouseKeysAndTouchAreReal() throws IOException {
    browser.open(
        page(
            "",
            """
            <input id=text style="width: 200px; height: 100px">
            <script>
              const seen = [];
              for (const name of ['pointerdown', 'pointermove', 'keydown'])
                addEventListener(name, event => {
                  seen.push(`${event.isTrusted} ${name} ${event.pointerType ?? event.key}`);
                  document.body.dataset.seen = [...new Set(seen)].join();
                });
            </script>
            """));
    WebElement text = browser.driver().findElement(By.id("text"));
    new Actions(browser.driver())
        .clickAndHold(text)
        .moveByOffset(20, 10)
        .release()
        .sendKeys("7", Keys.ENTER)
        .perform();
    new Actions(browser.driver())
        .setActivePointer(PointerInput.Kind.TOUCH, "finger")
        .clickAndHold(text)
        .moveByOffset(20, 10)
        .release()
        .perform();
    assertEquals(
        "true pointermove mouse,true pointerdown mouse,true keydown 7,true keydown Enter,"
            + "true pointerdown touch,true pointermove touch",
        browser.run("").found("seen"));
    assertEquals("7", text.getDomProperty("value"));
  }

  @Test
  void aWindowIsAsLargeAndAsDarkAsItIsTold() throws IOException {
    Path page = page("<meta name=color-scheme content='light dark'>", "");
    String script =
        "document.body.dataset.seen ="
            + " `${innerWidth} ${matchMedia('(prefers-color-scheme: dark)').matches}`";
    assertTrue(browser.open(page, script).found("seen").endsWith("false"));
    browser.media("prefers-color-scheme", "dark");
    for (int width : new int[] {375, 1280, 1920}) {
      browser.size(width, 700);
      assertEquals(width + " true", browser.open(page, script).found("seen"));
      BufferedImage image = ImageIO.read(browser.screenshot("dark-" + width).toFile());
      assertEquals(width, image.getWidth());
      assertEquals(700, image.getHeight());
      assertTrue((image.getRGB(100, 600) & 0xff) < 50);
    }
  }

  @Test
  void aScriptThatFailsFailsTheTest() throws IOException {
    Path page = page("", "");
    AssertionError error =
        assertThrows(AssertionError.class, () -> browser.open(page, "missing()"));
    assertTrue(error.getMessage().contains("missing is not defined"), error.getMessage());
  }
}
