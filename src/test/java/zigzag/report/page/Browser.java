package zigzag.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import zigzag.Needs;

/**
 * A page of a real browser for each test, which is skipped where there is no Chromium and driver of
 * it on the path, and fails when the page has written anything to the console.
 *
 * <p>The browser reaches no other machine.
 */
public final class Browser implements BeforeEachCallback, AfterEachCallback {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final Logger PROTOCOLS = Logger.getLogger("org.openqa.selenium.devtools");

  /** Started for the first test, and closed with the JVM: Surefire has a session for each class. */
  private static ChromeDriver shared;

  /**
   * A page after its scripts and the test's own have run.
   *
   * @param text what can be read on it
   * @param state {@code document.documentElement.dataset}
   * @param data {@code document.body.dataset}
   * @param charts canvases that have a width
   */
  public record Opened(
      String text, Map<String, String> state, Map<String, String> data, int charts) {
    /** Makes sure that no script failed and that there are so many charts. */
    public Opened assertDrawn(int number) {
      assertReady(number);
      assertEquals(number, charts);
      return this;
    }

    /** Makes sure that no script failed and that the page's own has drawn so many charts. */
    public Opened assertReady(int number) {
      assertNull(state.get("error"));
      assertEquals(Integer.toString(number), state.get("ready"), "the script came to its end");
      return this;
    }

    /** What a test's script left in {@code document.body.dataset}. */
    public String found(String name) {
      assertNotNull(data.get(name), () -> "the test's script came to " + name);
      return data.get(name);
    }
  }

  private static Optional<File> program(String... names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> Stream.of(names).map(name -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  private static synchronized void start() {
    if (shared == null) {
      Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome");
      Optional<File> chromedriver = program("chromedriver");
      Needs.that(chromium.isPresent(), "no chromium on the PATH: the page was not opened");
      Needs.that(chromedriver.isPresent(), "no chromedriver on the PATH: the page was not opened");
      // It misses a library for that version's own protocol, which nothing here uses.
      PROTOCOLS.setLevel(Level.SEVERE);
      LoggingPreferences logs = new LoggingPreferences();
      logs.enable(LogType.BROWSER, Level.ALL);
      ChromeOptions options = new ChromeOptions();
      options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
      options.setBinary(chromium.get());
      // Addresses other than 127.0.0.1 go to a proxy that is not there.
      options.addArguments(
          "--headless", "--no-sandbox", "--disable-gpu", "--proxy-server=http://127.0.0.1:1");
      shared =
          new ChromeDriver(
              new ChromeDriverService.Builder()
                  .usingDriverExecutable(chromedriver.get())
                  .usingAnyFreePort()
                  .build(),
              options);
      Runtime.getRuntime().addShutdownHook(new Thread(shared::quit));
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (shared == null) {
      return;
    }
    if (context.getExecutionException().isPresent()) {
      screenshot(context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName());
    }
    List<String> console = console();
    clear();
    assertEquals(List.of(), console, "the page's console");
  }

  /** Leaves the page and all that it and the test have set; a new tab would take a second more. */
  void clear() {
    driver().resetInputState();
    driver().get("about:blank");
    command("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
    command("Emulation.clearDeviceMetricsOverride", Map.of());
    command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  private static void command(String name, Map<String, Object> parameters) {
    shared.executeCdpCommand(name, parameters);
  }

  /** For what a person does: {@code new Actions(browser.driver())} moves, clicks and types. */
  public ChromeDriver driver() {
    return shared;
  }

  /** Draws a 7 on the page's pad with the mouse. */
  public void drawSeven() {
    WebElement pad = driver().findElement(By.cssSelector("#draw .pad canvas"));
    int side = pad.getSize().width;
    new Actions(driver())
        .moveToElement(pad, -side / 4, -3 * side / 10)
        .clickAndHold()
        .moveByOffset(47 * side / 100, -side / 50)
        .moveByOffset(-32 * side / 100, 67 * side / 100)
        .release()
        .perform();
  }

  /** Makes the window so large, in CSS pixels: 375 wide as a phone, 1920 as a projector. */
  public void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Sets what pages ask for with a media query, such as {@code prefers-color-scheme}. */
  public void media(String feature, String value) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** Opens a file. */
  public Opened open(Path page) {
    return open(page.toUri());
  }

  /** Opens a file and runs a script. */
  public Opened open(Path page, String script) {
    driver().get(page.toUri().toString());
    return run(script);
  }

  /** Opens an address. */
  public Opened open(URI address) {
    driver().get(address.toString());
    return opened();
  }

  /** Runs a script in the page and waits for it; it may say {@code await until(() => …)}. */
  public Opened run(String script) {
    Object error =
        driver()
            .executeAsyncScript(
                "const done = arguments[0];\n"
                    + "const until = async met => {\n"
                    + "  while (!met()) await new Promise(go => setTimeout(go, 20));\n"
                    + "};\n"
                    + "(async () => {\n"
                    + script
                    + "\n})().then(() => done(null), error => done(`${error}`))");
    assertNull(error, "the test's script");
    return opened();
  }

  private Opened opened() {
    List<?> seen =
        (List<?>)
            driver()
                .executeScript(
                    "const {documentElement, body} = document; return [body.innerText,"
                        + " {...documentElement.dataset}, {...body.dataset},"
                        + " document.querySelectorAll('canvas[width]:not([width=\"0\"])').length]");
    return new Opened(
        (String) seen.get(0),
        texts(seen.get(1)),
        texts(seen.get(2)),
        ((Long) seen.get(3)).intValue());
  }

  private static Map<String, String> texts(Object dataset) {
    return ((Map<?, ?>) dataset)
        .entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().toString(), entry -> entry.getValue().toString()));
  }

  /** What pages and the browser's checks of them have written there since this was last asked. */
  public List<String> console() {
    return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Writes what the window shows to a file. */
  public Path screenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    return Files.write(
        SCREENSHOTS.resolve(name.replaceAll("[^\\w.-]", "-") + ".png"),
        driver().getScreenshotAs(OutputType.BYTES));
  }
}
