package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import zigzag.report.page.Browser;

/** The Magnifier: its numbers are the server's, agree among themselves, and follow who points. */
final class MagnifierInBrowserTest extends InBrowser {
  private static final String ADAM =
      "{\"contenders\": [{\"flags\": {\"optimizer\": \"adam\", \"weight-decay\": 0.1}}],"
          + " \"flags\": {\"hidden\": 8, \"epochs\": 9, \"batch\": 20}, \"paused\": true}";

  private static final String DIVERGING =
      "{\"contenders\": [{\"flags\": {\"optimizer\": \"sgd\", \"lr\": 1e30}}],"
          + " \"flags\": {\"hidden\": 8, \"epochs\": 1}}";

  MagnifierInBrowserTest() {
    super(Map.of("data", "digits", "digits", "200", "test-digits", "60", "validation", "20"));
  }

  @Override
  Browser.Opened open(String values) {
    super.open("#example" + values);
    return browser.run("await until(() => document.documentElement.dataset.view === 'example')");
  }

  private WebElement element(String selector) {
    return browser.driver().findElement(By.cssSelector("#example " + selector));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("−", "-").replace(",", "").replaceAll("[()]", ""));
  }

  private double number(String step, String name) {
    return number(element("[data-step=" + step + "] output[data-n=" + name + "]").getText());
  }

  /** The number in the last cell that is no bar, of the rows of a table. */
  private double[] products(String terms) {
    return browser
        .driver()
        .findElements(By.cssSelector("[data-terms=" + terms + "] tbody tr:not(.end) td:last-child"))
        .stream()
        .mapToDouble(cell -> number(cell.getText()))
        .toArray();
  }

  private double update(String line, int column) {
    String cell = "[data-line='" + line + "'] td:nth-of-type(" + column + ")";
    return number(element(cell).getText());
  }

  private String address() {
    return URI.create(browser.driver().getCurrentUrl()).getFragment();
  }

  private void awaitAddress(String part) {
    browser.run("await until(() => location.hash.includes('" + part + "'))");
  }

  private static void assertClose(double expected, double found) {
    assertEquals(expected, found, 1e-3 * Math.max(0.01, Math.abs(expected)));
  }

  /** All that is shown of a unit, a class and the strongest pixel. */
  private JsonNode assertShown(String id, int digit, int unit, int k) throws Exception {
    browser.run(
        "await until(() => document.querySelector('[name=unit]').value === '" + unit + "')");
    JsonNode example =
        visitor.json("api/trainings/" + id + "/example?digit=" + digit + "&unit=" + unit);
    double a = example.path("a").get(unit).asDouble();
    double h = example.path("h").get(unit).asDouble();
    double dz = example.path("dz").get(k).asDouble();
    assertClose(a, number("a", "a"));
    assertClose(h, number("h", "h"));
    assertClose(example.path("z").get(k).asDouble(), number("z", "z"));
    assertClose(example.path("p").get(k).asDouble(), number("p", "p"));
    assertClose(dz, number("dz", "dz"));
    assertClose(h * dz, number("dw2", "dw2"));
    assertClose(example.path("da").get(unit).asDouble(), number("da", "da"));
    int pixel = Integer.parseInt(element("[data-step=x] sub").getText());
    assertClose(example.path("x").get(pixel).asDouble(), number("x", "x"));
    assertClose(example.path("dw1").get(pixel).asDouble(), number("dw1", "dw1"));
    assertClose(example.path("loss").asDouble(), number("loss", "loss"));

    double z = example.path("b2").get(k).asDouble();
    for (double product : products("z")) {
      z += product;
    }
    assertEquals(number("z", "z"), z, 0.003);
    double sum = example.path("b1").asDouble();
    for (double product : products("a")) {
      sum += product;
    }
    assertEquals(number("a", "a"), sum, 0.003);
    double y = k == example.path("label").asInt() ? 1 : 0;
    assertEquals(number("dz", "dz"), number("p", "p") - y, 1e-4);

    assertEquals(example.path("w2").get(unit).get(k).asDouble(), update("before", 1), 1e-6);
    assertEquals(example.path("w2_after").get(unit).get(k).asDouble(), update("after", 1), 1e-6);
    assertEquals(example.path("w1_after").get(pixel).asDouble(), update("after", 2), 1e-6);
    assertEquals(update("after", 1), update("before", 1) + update("change", 1), 1e-5);
    assertClose(example.at("/slots/1/w2_after").get(k).asDouble(), update("v after", 1));
    return example;
  }

  @Test
  void numbersFollowWhoPointsAndStayInTheAddress() throws Exception {
    String id = visitor.post("api/trainings", ADAM).path("id").asText();
    open("");
    assertEquals("example?training=" + id, address());
    JsonNode first = visitor.json("api/trainings/" + id + "/example");
    int label = first.path("label").asInt();
    int unit = first.path("unit").asInt();
    assertShown(id, 0, unit, label);

    int other = (unit + 3) % 8;
    int k = (label + 4) % 10;
    element("[data-step=dz] tr[data-pick='class:" + k + "']").click();
    WebElement units = element("[data-units=h]");
    int middle = (2 * other + 1 - 8) * 16 / 2; // bars are 16 pixels wide
    int left = (8 * 16 - units.getSize().getWidth()) / 2;
    new Actions(browser.driver()).moveToElement(units, left + middle, -8).click().perform();
    awaitAddress("unit=" + other);
    awaitAddress("class=" + k);
    assertShown(id, 0, other, k);
    // With Adam's numbers put in, its formula comes to what the server says, weight decay and all.
    String formula = element(".rule-put").getText();
    assertEquals(4, formula.lines().count(), formula);
    assertTrue(formula.startsWith("g = ") || formula.startsWith("g ← "), formula);

    // Where one points is shown, and forgotten again.
    WebElement row = element("[data-step=p] tr[data-pick='class:" + label + "']");
    new Actions(browser.driver()).moveToElement(row).perform();
    browser.run(
        "await until(() => document.querySelector('[data-step=z] [data-n=C]').textContent === '"
            + label
            + "')");
    assertTrue(address().contains("class=" + k), address());

    // Arrow keys: the unit, the class, a pixel, the digit.
    int beside = other == 7 ? 6 : other + 1;
    units.sendKeys(beside > other ? Keys.ARROW_RIGHT : Keys.ARROW_LEFT);
    awaitAddress("unit=" + beside);
    element(".field[data-image=x]").sendKeys(Keys.ARROW_DOWN);
    awaitAddress("pixel=");
    element(".strip-of-digits [aria-current]").sendKeys(Keys.ARROW_RIGHT);
    awaitAddress("digit=1");
    JsonNode before = assertShown(id, 1, beside, k);

    // A step is taken, and the numbers are those after it.
    element("[name=step]").click();
    browser.run(
        "await until(() => document.querySelector('.standing output').textContent"
            + ".startsWith('After step 1 '))");
    JsonNode after = assertShown(id, 1, beside, k);
    assertNotEquals(before.path("loss"), after.path("loss"));

    String kept = address();
    String seen = element(".passes").getText();
    open(kept.substring("example".length()));
    assertShown(id, 1, beside, k);
    assertEquals(kept, address());
    assertEquals(seen, element(".passes").getText());
    visitor.post("api/trainings/" + id + "/stop", "");
  }

  @Test
  void saysWhatThereIsNoNumberFor() throws Exception {
    browser.size(375, 800);
    open("");
    assertTrue(element(".none").getText().contains("no training"), element(".none").getText());
    String id = visitor.post("api/trainings", DIVERGING).path("id").asText();
    while (!visitor.json("api/trainings/" + id).path("state").asText().equals("diverged")) {
      Thread.sleep(20);
    }
    open("?training=" + id);
    assertTrue(element(".broken").getText().contains("diverged"), element(".broken").getText());
    browser.run("await until(() => document.documentElement.scrollWidth <= innerWidth)");
  }
}
