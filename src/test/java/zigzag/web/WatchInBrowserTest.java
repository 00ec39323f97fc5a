package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import zigzag.archive.Json;
import zigzag.cli.PageForTests;
import zigzag.report.page.Browser;

/** Trainings that are watched and steered on the local page, and the folders that they leave. */
final class WatchInBrowserTest extends InBrowser {
  /** What stands on the page, for scripts. */
  private static final String SEEN =
      "const by = id => document.getElementById(id);const state = () =>"
          + " by('watch-state').textContent;const step = () =>"
          + " Number(by('watch-at').textContent.replaceAll(',', '').match(/\\d+/)[0]);const cards ="
          + " () => [...document.querySelectorAll('#watch-cards article')];const said = id =>"
          + " by(id).querySelector('canvas')?.getAttribute('aria-label') ?? '';";

  WatchInBrowserTest() {
    super(Map.of("data", "digits", "digits", "400", "test-digits", "60"));
  }

  /** Starts a training and opens the page on it; returns its folder. */
  private Path watch(String first, String second, String flags) throws Exception {
    String body =
        String.format(
            Locale.ROOT,
            "{\"contenders\": [%s, %s], \"flags\": {\"hidden\": 8, \"batch\": 20, %s}}",
            first,
            second,
            flags);
    JsonNode started = visitor.post("api/trainings", body);
    String view = "#train?training=" + started.path("id").asText() + "&smooth=3";
    open(view);
    return Path.of(started.path("folder").asText());
  }

  private Browser.Opened run(String script) {
    return browser.run(SEEN + script);
  }

  private void press(CharSequence key) {
    new Actions(browser.driver()).sendKeys(key).perform();
  }

  @Test
  void twoContendersAreSteeredAndTheirFolderTellsOfIt() throws Exception {
    Path training =
        watch(
            "{\"label\": \"sgd\", \"flags\": {\"lr\": 0.05}}",
            "{\"label\": \"zeros\", \"flags\": {\"init\": \"zeros\"}}",
            "\"optimizer\": \"sgd\", \"epochs\": 5000, \"seed\": 3");
    run("await until(() => by('watch-at').textContent && step() >= 300);");
    press(Keys.SPACE);
    long paused =
        Long.parseLong(
            run("await until(() => !by('watch-one').disabled); document.body.dataset.step ="
                    + " step();")
                .found("step"));
    press(Keys.ARROW_RIGHT);
    run("await until(() => step() === " + (paused + 1) + ");");
    WebElement field = browser.driver().findElement(By.cssSelector("#watch-cards input"));
    field.clear();
    field.sendKeys("0.2" + Keys.ENTER);
    String mark =
        "sgd: learning rate 0.2 from " + String.format(Locale.ROOT, "%,d", paused + 1) + " on";
    run(
        "await until(() => cards()[0].textContent.includes('0.2 from step "
            + String.format(Locale.ROOT, "%,d", paused + 2)
            + " on'));"
            + "for (const id of ['watch-loss', 'watch-ratio1'])"
            + " await until(() => said(id).includes('"
            + mark
            + "'));"
            + "await until(() => said('watch-accuracy').includes('learning rate 0.2'));"
            + "await until(() => by('watch-tiles').textContent.includes('all weights are 0'));"
            + "await until(() => by('watch-matrices').querySelectorAll('.right').length === 20);"
            + "by('watch-pause').click(); await until(() => state() === 'running');");
    run("await until(() => step() > " + (paused + 100) + "); by('watch-stop').click();");
    run(
        "await until(() => state() === 'stopped');"
            + "await until(() => by('watch-links').textContent.includes('Report of zeros'));"
            + "await until(() => by('watch-pause').disabled && by('watch-stop').disabled);");
    Path run = training.resolve("runs").resolve("sgd-seed3");
    JsonNode changes = Json.read(run.resolve("config.json")).at("/settings/learning-rate-changes");
    assertEquals("[{\"step\":" + (paused + 1) + ",\"value\":0.2}]", changes.toString());
    for (Path report : List.of(training, run)) {
      assertTrue(
          Files.readString(report.resolve("report.html")).contains("learning rate 0.2"),
          report + "");
    }

    // What stands in its settings, from the first step on, is the same training.
    List<String> steps = Files.readAllLines(run.resolve("steps.csv"));
    List<String> epochs = Files.readAllLines(run.resolve("metrics.csv"));
    assertTrue(steps.size() > paused + 100, steps.size() + " steps");
    Path again = Files.createDirectories(folder.resolve("again"));
    Files.copy(run.resolve("config.json"), again.resolve("config.json"));
    String whole = Integer.toString(epochs.size());
    assertEquals(
        0,
        PageForTests.run(
            List.of("train", "--resume", "--quiet", "--epochs", whole, "--out", again.toString())));
    assertEquals(steps, Files.readAllLines(again.resolve("steps.csv")).subList(0, steps.size()));
  }

  @Test
  void whoDivergesIsSaidToAndTheOtherGoesOn() throws Exception {
    watch(
        "{\"label\": \"wild\", \"flags\": {\"lr\": 1e30}}",
        "{\"label\": \"tame\", \"flags\": {\"lr\": 0.1}}",
        "\"optimizer\": \"sgd\", \"steps\": 120");
    Browser.Opened seen =
        run(
            "await until(() => state() === 'finished');"
                + "document.body.dataset.wild = cards()[0].innerText;"
                + "document.body.dataset.tame = cards()[1].innerText;"
                + "await until(() => said('watch-loss').includes('tame, smoothed'));"
                + "by('watch-log').click();");
    assertTrue(seen.found("wild").contains("diverged after step"), seen.found("wild"));
    assertTrue(seen.found("wild").contains("not a number"), seen.found("wild"));
    assertTrue(seen.found("tame").contains("finished"), seen.found("tame"));
    assertTrue(seen.found("tame").contains("test accuracy"), seen.found("tame"));
    assertTrue(!seen.text().contains("NaN") && !seen.text().contains("null"), seen.text());
    assertTrue(browser.driver().getCurrentUrl().endsWith("&smooth=3&log=0"));
  }
}
