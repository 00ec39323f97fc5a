package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import zigzag.report.page.Browser;

/** Trainings set up by hand and from presets. */
final class SetupInBrowserTest extends InBrowser {
  private static final String SHOWN =
      "await until(() => document.documentElement.dataset.view === 'train');";

  SetupInBrowserTest() {
    super(Map.of("data", "digits", "digits", "200", "test-digits", "40"));
  }

  @Override
  Browser.Opened open(String address) {
    super.open(address);
    return browser.run(SHOWN);
  }

  private WebElement field(String name, int place) {
    return browser.driver().findElements(By.cssSelector("form [name=" + name + "]")).get(place);
  }

  private String address() {
    return (String) browser.driver().executeScript("return location.hash");
  }

  @Test
  void aFormIsKeptByItsAddressAndStartsWhatItSays() throws Exception {
    open("#train?hidden=8&epochs=1&dropout=0.5&1.optimizer=sgd&1.lr=0.5&2.init=normal:std=0.2");
    assertEquals("0.5", field("dropout", 0).getAttribute("value"));
    assertEquals("sgd", field("optimizer", 0).getAttribute("value"));
    assertEquals("0.2", field("std", 0).getAttribute("value"));
    assertTrue(field("dropout", 0).isDisplayed(), "what is set is not behind a button");

    field("batch", 0).sendKeys("none", Keys.ENTER);
    String refusal =
        browser
            .run(
                "const says = document.querySelector('form .refusal');"
                    + "await until(() => says.textContent);"
                    + "document.body.dataset.says = says.textContent;")
            .found("says");
    List<String> console = browser.console();
    assertTrue(console.size() == 1 && console.get(0).contains("400"), console.toString());
    assertTrue(refusal.contains("batch") && refusal.contains("none"), refusal);
    assertEquals(0, visitor.json("api/trainings").size());

    field("batch", 0).clear();
    field("batch", 0).sendKeys("20");
    browser.driver().findElement(By.id("setup-another")).sendKeys(Keys.ENTER);
    browser.driver().switchTo().activeElement().sendKeys("lion");
    WebElement rate = field("lr", 2);
    assertEquals("0.0001", rate.getAttribute("placeholder"));
    rate.sendKeys("0.003", Keys.TAB);
    String kept = address();
    assertTrue(kept.contains("batch=20") && kept.contains("3.lr=0.003"), kept);
    open(kept);
    assertEquals(kept, address());

    browser.driver().findElement(By.cssSelector("form [value=paused]")).click();
    browser.run("await until(() => location.hash.includes('training='))");
    JsonNode started = visitor.json("api/trainings").get(0);
    assertEquals("#train?training=" + started.path("id").asText(), address());
    assertEquals("paused", started.path("state").asText());
    assertEquals(
        List.of("sgd lr=0.5", "adam init=normal:std=0.2", "lion lr=0.003"),
        started.findValuesAsText("label"));

    open("#train");
    String found = browser.driver().findElement(By.cssSelector("#setup-started li")).getText();
    assertTrue(found.contains("lion lr=0.003") && found.contains("paused"), found);
  }

  @Test
  void presetsFillInTheFormAndStart() throws Exception {
    JsonNode presets = visitor.json("api/presets");
    open("#train");
    List<WebElement> changes = browser.driver().findElements(By.cssSelector("#setup-presets a"));
    changes.get(0).sendKeys(Keys.ENTER);
    browser.run("await until(() => document.getElementsByName('init').length === 2)");
    JsonNode first = presets.at("/0/requests/0");
    for (int k = 0; k < 2; k++) {
      assertEquals(
          first.at("/contenders/" + k + "/flags/init").asText(),
          field("init", k).getAttribute("value"));
    }
    assertEquals(first.at("/flags/hidden").asText(), field("hidden", 0).getAttribute("value"));

    List<WebElement> starts =
        browser.driver().findElements(By.cssSelector("#setup-presets button"));
    assertEquals(presets.size(), starts.size());
    starts.get(starts.size() - 1).sendKeys(Keys.ENTER);
    browser.run("await until(() => document.activeElement.closest('#setup-started'))");
    JsonNode all = visitor.json("api/trainings");
    assertEquals(2, all.size(), "one as the digits are, one with distortions");
    for (JsonNode one : all) {
      visitor.post("api/trainings/" + one.path("id").asText() + "/pause", "");
    }
  }
}
