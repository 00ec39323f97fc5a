package zigzag.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without this, a browser that keeps its console to itself would pass for pages without errors. */
@Tag("browser")
@Tag("slow")
class BrowserTest {
  @TempDir Path temporary;

  @Test
  void whatAPageDoesWrongIsInTheConsole() throws IOException, InterruptedException {
    Path page = temporary.resolve("page.html");
    Files.writeString(
        page,
        "<!doctype html><meta http-equiv=Content-Security-Policy content=\"default-src 'none';"
            + " script-src 'unsafe-inline'\"><title>x</title><body><img src=x.png></body>");
    List<String> console = new Browser(temporary).open(page, "console.error('wrong')").console();
    assertEquals(2, console.size(), console::toString);
    assertTrue(console.stream().anyMatch(line -> line.contains("wrong")), console::toString);
    assertTrue(console.stream().anyMatch(line -> line.contains("x.png")), console::toString);
  }
}
