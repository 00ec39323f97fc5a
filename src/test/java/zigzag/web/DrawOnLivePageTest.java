package zigzag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import zigzag.cli.PageForTests;
import zigzag.data.photo.GrayImage;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.report.page.Browser.Opened;
import zigzag.training.Draft;
import zigzag.training.Trainer;
import zigzag.training.TrainingState;

/** Draws on the local page, for two networks at once. */
final class DrawOnLivePageTest extends InBrowser {
  private static final int SIDE = 28;
  private static final int HIDDEN = 32;

  /** One more than a page computes with. */
  private static final int TOO_MANY = 4097;

  /** What both sides say, once they have read what is drawn. */
  private static final String TOOLS =
      """
      const found = document.body.dataset;
      const all = selector => [...document.querySelectorAll('#draw ' + selector)];
      const texts = selector => all(selector).map(one => one.textContent);
      const areRead = () => texts('.says').length === 2
          && all('.says').every(one => one.textContent.startsWith('It reads ') && one.ariaBusy === 'false');
      """;

  DrawOnLivePageTest() {
    super(Map.of("data", "digits", "digits", "700", "test-digits", "60"));
  }

  private void write(String name, int rows, int columns, int hidden, float[] parameters)
      throws IOException {
    Path run = Files.createDirectories(runs.resolve(name));
    Layout layout = new Layout(rows * columns, hidden, 10);
    new Model(layout, Activation.RELU, rows, columns, parameters, Map.of())
        .write(run.resolve("model.safetensors"));
    Files.writeString(
        run.resolve("config.json"), "{\"data\": {\"name\": \"some\"}, \"settings\": {}}");
  }

  private static float[] trained() throws IOException {
    Draft draft = new Draft();
    draft.hidden = HIDDEN;
    try (Trainer trainer = new Trainer(draft.settings(), draft.digits(3000, 10))) {
      TrainingState state = trainer.initialState();
      trainer.train(state, List.of(), () -> false);
      return state.parameters();
    }
  }

  /**
   * The same network with so many units more, which are silent, that it is too large for a page.
   */
  private static float[] widened(float[] parameters) {
    Layout few = new Layout(SIDE * SIDE, HIDDEN, 10);
    Layout many = new Layout(SIDE * SIDE, TOO_MANY, 10);
    float[] wide = new float[many.parameterCount()];
    for (int i = 0; i < SIDE * SIDE; i++) {
      System.arraycopy(parameters, few.w1() + i * HIDDEN, wide, many.w1() + i * TOO_MANY, HIDDEN);
    }
    System.arraycopy(parameters, few.w2(), wide, many.w2(), HIDDEN * 10);
    System.arraycopy(parameters, few.b1(), wide, many.b1(), HIDDEN);
    System.arraycopy(parameters, few.b2(), wide, many.b2(), 10);
    return wide;
  }

  @Test
  void twoNetworksReadWhatTheMouseDraws() throws IOException {
    float[] parameters = trained();
    write("small", SIDE, SIDE, HIDDEN, parameters);
    write("wide", SIDE, SIDE, TOO_MANY, widened(parameters));
    write("tall", 20, 14, 3, new float[280 * 3 + 3 * 10 + 3 + 10]);

    browser.size(1280, 900);
    open("#draw?left=small&right=wide");
    browser.run(TOOLS + "await until(() => texts('.says').length === 2);");
    browser.drawSeven();
    Opened drawn =
        browser.run(
            TOOLS
                + """
                const sevens = () => texts('.says').every(one => one.startsWith('It reads 7 ('));
                await until(() => areRead() && sevens() && texts('.says')[0] === texts('.says')[1]);
                found.bars = texts('.answer .bars')[0] === texts('.answer .bars')[1];
                for (const number of all('.unit input')) {
                  number.value = all('.unit input')[0].value;
                  number.dispatchEvent(new Event('input'));
                }
                found.says = texts('.unit .bars')[0] === texts('.unit .bars')[1];
                found.spoken = texts('.unit .bars')[1];
                found.active = texts('.active').map(one => one.split(' of ')[0]).join();
                found.pictures = all('.unit .looks').map(one => one.hidden).join();
                """);
    assertEquals("true", drawn.found("bars"));
    assertEquals("true", drawn.found("says"));
    assertTrue(drawn.found("spoken").matches("0-?0\\.\\d+1.*"), drawn.found("spoken"));
    String[] active = drawn.found("active").split(",", -1);
    assertEquals(active[0], active[1], "the units that were added are silent");
    assertEquals("false,true", drawn.found("pictures"));

    // What the page shows is in its address; a picture is read like a drawing.
    browser.driver().navigate().refresh();
    browser.run(TOOLS + "await until(() => texts('.says').length === 2);");
    Path picture = runs.resolve("digit.png");
    Files.write(picture, new GrayImage(SIDE, SIDE, PageForTests.testDigit()).png());
    browser
        .driver()
        .findElement(By.cssSelector("#draw input[type=file]"))
        .sendKeys(picture.toString());
    Opened again =
        browser.run(
            TOOLS
                + """
                found.chosen = all('select').map(one => one.value).join();
                await until(() => areRead() && texts('.says')[0] === texts('.says')[1]);
                const right = all('select')[1];
                right.value = 'tall';
                right.dispatchEvent(new Event('change'));
                await until(() => all('.answer canvas').some(one => one.width === 14));
                await until(areRead);
                found.sizes = all('.answer canvas').map(one => one.width + ' x ' + one.height).join();
                found.address = location.hash;
                document.querySelector('#draw .clear').click();
                await until(() => texts('.says').every(one => one === 'Nothing is drawn yet'));
                await until(() => all('.starters .row button').length === 12);
                all('.starters .row button')[3].click();
                await until(areRead);
                """);
    assertEquals("small,wide", again.found("chosen"));
    assertEquals("28 x 28,14 x 20", again.found("sizes"));
    assertEquals("#draw?left=small&right=tall", again.found("address"));
  }

  @Test
  void whereThereIsNoNetworkItSaysWhatToDo() {
    open("#draw");
    browser.run("await until(() => document.documentElement.dataset.view === 'draw');");
    WebElement link = browser.driver().findElement(By.cssSelector("#undrawn a"));
    assertEquals("Train", link.getText());
    link.click();
    browser.run("await until(() => document.documentElement.dataset.view === 'train');");
  }
}
