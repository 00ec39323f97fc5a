package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import zigzag.report.page.Browser;

/** The list of runs, and the runs laid over each other. */
final class RunsInBrowserTest extends InBrowser {
  private static final String SHOWN =
      "await until(() => document.documentElement.dataset.view === 'runs');"
          + "const {data, found} = (() => { const data = document.body.dataset;"
          + "const rows = () => [...document.querySelectorAll('#runs-table tbody:not([hidden])')]"
          + ".map(body => body.rows[0]);"
          + "return {data, found: () => rows().map(row => row.querySelector('.unfold')"
          + ".textContent).join('; ')}; })();";

  RunsInBrowserTest() {
    super(Map.of());
  }

  private void run(String name, String config, String summary, String metrics, String steps)
      throws IOException {
    Path run = Files.createDirectories(runs.resolve(name));
    Files.writeString(run.resolve("config.json"), config);
    Files.writeString(run.resolve("summary.json"), summary);
    Files.writeString(
        run.resolve("metrics.csv"),
        "epoch,step,train_loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,"
            + "gradient_norm,seconds\n0,0,,,2.3,0.1,,,\n"
            + metrics);
    Files.writeString(run.resolve("steps.csv"), "step,loss\n" + steps);
  }

  private static String config(String optimizer, String changes) {
    return "{\"command\": \"scripts/zigzag train --optimizer "
        + optimizer
        + "\", \"data\": {\"name\": \"digits\"}, \"settings\": {\"optimizer\": \""
        + optimizer
        + "\", \"hidden\": 8, \"hyperparameters\": {\"learningRate\": 0.1}"
        + changes
        + "}}";
  }

  private void threeRuns() throws IOException {
    run(
        "slow, (one)",
        config("sgd", ""),
        "{\"dataset\": \"digits\", \"test_accuracy\": 0.81}",
        "1,2,1.5,0.5,1.4,0.6,0.1,1,0.5\n2,4,1.1,0.7,1,0.8,0.1,1,0.5\n",
        "1,2.3\n2,1.5\n3,1.2\n4,1\n");
    run(
        "fast",
        config("adam", ", \"learning-rate-changes\": [{\"step\": 2, \"value\": 0.05}]"),
        "{\"dataset\": \"digits\", \"test_accuracy\": 0.93}",
        "1,2,1.2,0.6,1.1,0.7,0.1,1,0.4\n2,4,0.6,0.8,0.5,0.9,0.05,1,0.4\n",
        "1,2.3\n2,1.2\n3,0.8\n4,0.6\n");
    run(
        "wild",
        config("momentum", ""),
        "{\"dataset\": \"digits\", \"diverged\": true}",
        "",
        "1,2.3\n2,NaN\n");
    Files.createDirectories(runs.resolve("<b>odd"));
    Files.writeString(runs.resolve("<b>odd/config.json"), config("sgd", ""));
  }

  @Test
  void runsAreSortedFilteredAndLaidOverEachOtherAndAReloadBringsThatBack() throws IOException {
    threeRuns();
    open("#runs");
    browser.run(
        SHOWN
            + "document.querySelector('[data-sort=accuracy] button').click();"
            + "data.sorted = found();"
            + "data.states = [...document.querySelectorAll('#runs-table tbody')]"
            + ".map(body => body.rows[0].cells[3].textContent).join('; ');"
            + "const filter = document.getElementById('runs-filter');"
            + "filter.value = 'DIGITS 93'; filter.dispatchEvent(new Event('input'));"
            + "data.filtered = found();"
            + "filter.value = ''; filter.dispatchEvent(new Event('input'));"
            + "document.querySelector('#runs-table input').focus();");
    Browser.Opened list = browser.run("");
    assertTrue(list.found("sorted").startsWith("fast; slow, (one); "), list.found("sorted"));
    assertTrue(list.found("sorted").contains("<b>odd"), list.found("sorted"));
    assertTrue(list.found("states").startsWith("finished; finished; "), list.found("states"));
    assertTrue(list.found("states").contains("diverged"), list.found("states"));
    assertTrue(
        list.found("states").contains("damaged: its name can't be part of an address"),
        list.found("states"));
    assertEquals("fast", list.found("filtered"));

    // The first two lines are ticked by keys alone.
    new Actions(browser.driver())
        .sendKeys(Keys.SPACE)
        .sendKeys(Keys.TAB, Keys.TAB, Keys.SPACE)
        .perform();
    String curves =
        "const curves = () => [...document.querySelectorAll('#runs-chart .u-legend th')].slice(1)"
            + ".map(name => name.textContent).join('; ');"
            + "const says = () => document.querySelector('#runs-chart canvas')"
            + "?.getAttribute('aria-label') ?? '';";
    Browser.Opened two =
        browser.run(
            SHOWN
                + curves
                + "await until(() => curves().includes('; '));"
                + "data.curves = curves(); data.says = says();"
                + "const pick = (id, value) => { const one = document.getElementById(id);"
                + "one.value = value; one.dispatchEvent(new Event('change')); };"
                + "pick('runs-y', 'steps'); pick('runs-x', 'seconds');"
                + "await until(() => says().includes('over seconds'));"
                + "data.steps = says();");
    assertEquals("fast; slow, (one)", two.found("curves"));
    assertTrue(two.found("says").contains("fast: 70.00 % at 1 to 90.00 % at 2"), two.found("says"));
    assertTrue(two.found("says").contains("fast: learning rate 0.05 from 1 on"), two.found("says"));
    assertTrue(two.found("steps").contains("at 0.25 to "), two.found("steps"));

    browser.driver().navigate().refresh();
    Browser.Opened again =
        browser.run(
            SHOWN
                + curves
                + "await until(() => curves().includes('; '));"
                + "data.again = curves(); data.steps = says(); data.sorted = found();"
                + "document.querySelector('[aria-label=\"lay wild over others\"]').click();"
                + "await until(() => curves().includes('wild'));"
                + "data.notes = document.getElementById('runs-notes').textContent;");
    assertEquals(two.found("curves"), again.found("again"));
    assertEquals(two.found("steps"), again.found("steps"));
    assertEquals(list.found("sorted"), again.found("sorted"));
    assertEquals("wild diverged: its curve ends where its numbers do.", again.found("notes"));
    assertFalse(again.text().contains("NaN"), again.text());
  }

  @Test
  void anEmptyFolderSaysHowToFillItAndWhatComesIsListedByItself() throws IOException {
    open("#runs");
    Browser.Opened none = browser.run(SHOWN);
    assertTrue(none.text().contains("with scripts/zigzag train"), none.text());
    threeRuns();
    browser.run(SHOWN + "await until(() => found().includes('fast'));");
  }
}
