package zigzag.report.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.run.Examples;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.photo.ImageFile;
import zigzag.report.image.ImageSheet;
import zigzag.report.page.Browser;
import zigzag.report.page.Browser.Opened;
import zigzag.report.page.PageNetwork;
import zigzag.training.Draft;
import zigzag.training.Trainer;
import zigzag.training.TrainingState;

/** Draws on the page of a run. */
@Tag("browser")
@Tag("slow")
class DrawInBrowserTest {
  /** Draws a 7 with the mouse, waits, and reads what the page says. */
  private static final String TOOLS =
      """
      const found = document.body.dataset;
      const section = document.getElementById('draw');
      const pad = section.querySelector('.pad canvas');
      const part = selector => section.querySelector(selector);
      // A page that nobody looks at gets few frames: it reads at once instead.
      window.requestAnimationFrame = read => {
        queueMicrotask(read);
        return 1;
      };
      const settle = () => new Promise(done => setTimeout(done));
      const point = (type, x, y) => {
        const {left, top, width, height} = pad.getBoundingClientRect();
        const at = {clientX: left + x * width, clientY: top + y * height};
        pad.dispatchEvent(new PointerEvent(type, {...at, bubbles: true}));
      };
      const key = (key, more) =>
          pad.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, ...more}));
      const says = async () => {
        await settle();
        return part('.says').textContent;
      };
      const drawSeven = () => {
        point('pointerdown', .25, .2);
        point('pointermove', .72, .18);
        point('pointermove', .4, .85);
        point('pointerup', .4, .85);
      };
      const startFrom = async place => {
        section.querySelectorAll('.starters button')[place].click();
        while ((await says()).startsWith('Nothing'));
        return says();
      };
      const widths = list => [...part(list).querySelectorAll('i')].map(bar => parseFloat(bar.style.width));
      """;

  private static final Dataset TEST = new BuiltInDigits(9).test(4);

  @RegisterExtension final Browser browser = new Browser();
  @TempDir Path temporary;

  private static byte[] image(int i) {
    byte[] image = new byte[28 * 28];
    TEST.copyPixels(i, image, 0);
    return image;
  }

  private static PageNetwork trained() throws IOException {
    Draft draft = new Draft();
    draft.hidden = 64;
    try (Trainer trainer = new Trainer(draft.settings(), draft.digits(3000, 10))) {
      TrainingState state = trainer.initialState();
      trainer.train(state, List.of(), () -> false);
      return new PageNetwork(28, 28, 64, 10, "relu", state.parameters());
    }
  }

  private Path page(PageNetwork network) throws IOException {
    Path folder = temporary.resolve("run");
    SampleRun.write(folder);
    SampleRun.writeExamples(folder);
    List<byte[]> images = List.of(image(0), image(1), image(2), image(3));
    Files.write(folder.resolve(Examples.SHEET), new ImageSheet(28, 28, 32, 1).gray(images));
    RunReport.write(folder, Optional.of(network));
    return folder.resolve("report.html");
  }

  private Opened open(PageNetwork network, String script) throws IOException {
    return browser.open(page(network), TOOLS + script).assertReady(5);
  }

  @Test
  void aSevenThatTheMouseDrawsIsRead() throws IOException {
    browser.open(page(trained()));
    browser.drawSeven();
    Opened page =
        browser.run(
            """
            const says = document.querySelector('#draw .says');
            while (says.textContent.startsWith('Nothing') || says.ariaBusy === 'true') {
              await new Promise(done => setTimeout(done, 20));
            }
            document.body.dataset.says = says.textContent;
            """);
    assertTrue(page.found("says").startsWith("It reads 7 ("), page.found("says"));
  }

  @Test
  void aSevenThatIsDrawnIsRead() throws IOException {
    Opened page =
        open(
            trained(),
            """
            found.before = await says();
            drawSeven();
            found.drawn = await says();
            found.bars = widths('.answer .bars').indexOf(Math.max(...widths('.answer .bars')));
            found.active = part('.active').textContent;
            found.busy = part('.says').getAttribute('aria-busy');
            part('.undo').click();
            found.undone = await says();
            found.empty = part('.undo').disabled && part('.clear').disabled;
            drawSeven();
            part('.clear').click();
            found.cleared = await says();
            key('z', {ctrlKey: true});
            found.back = await says();
            """);
    assertEquals("Nothing is drawn yet", page.found("before"));
    assertTrue(page.found("drawn").startsWith("It reads 7 ("), page.found("drawn"));
    assertEquals("7", page.found("bars"));
    assertTrue(page.found("active").matches("[1-9]\\d? of 64 units are not 0 .*"));
    assertEquals("false", page.found("busy"));
    assertEquals("Nothing is drawn yet", page.found("undone"));
    assertEquals("true", page.found("empty"));
    assertEquals("Nothing is drawn yet", page.found("cleared"));
    assertEquals(page.found("drawn"), page.found("back"), "Control Z takes a clearing back");
  }

  @Test
  void keysDrawToo() throws IOException {
    Opened page =
        open(
            trained(),
            """
            pad.focus();
            for (let i = 0; i < 4; i++) key('ArrowUp', {shiftKey: true});
            key(' ');
            for (let i = 0; i < 9; i++) key('ArrowDown', {shiftKey: true});
            found.busy = (await says(), part('.says').getAttribute('aria-busy'));
            key(' ');
            found.line = await says();
            key('ArrowLeft');
            found.lifted = await says();
            """);
    assertEquals("true", page.found("busy"), "nothing is read out while the pen is down");
    assertTrue(page.found("line").startsWith("It reads "), page.found("line"));
    assertEquals(page.found("line"), page.found("lifted"));
  }

  @Test
  void aClickOnAUnitLooksAtItClosely() throws IOException {
    float[] parameters = new float[784 * 3 + 3 * 10 + 3 + 10];
    for (int pixel = 0; pixel < 784; pixel++) {
      parameters[3 * pixel + 1] = pixel % 2 == 0 ? 0.01f : -0.01f;
    }
    int w2 = 784 * 3;
    parameters[w2 + 10 + 4] = 2;
    parameters[w2 + 10 + 5] = -1;
    parameters[w2 + 30 + 1] = 0.5f;
    Opened page =
        open(
            new PageNetwork(28, 28, 3, 10, "relu", parameters),
            """
            // One that was not drawn: the image of the network's size is taken as it is.
            await startFrom(0);
            const tiles = part('.tiles canvas');
            const {left, top, width, height} = tiles.getBoundingClientRect();
            tiles.dispatchEvent(new MouseEvent('click',
                {clientX: left + width / 2, clientY: top + height / 2, bubbles: true}));
            found.unit = part('.unit input').value;
            found.facts = [...section.querySelectorAll('.facts dd')].map(fact => fact.textContent).join(';');
            found.says = widths('.unit .bars').join();
            found.against = [...section.querySelectorAll('.unit .bars i')].map(bar => bar.className).join();
            part('.unit input').value = 0;
            part('.unit input').dispatchEvent(new Event('input'));
            found.silent = [...section.querySelectorAll('.facts dd')].map(fact => fact.textContent).join(';');
            """);
    byte[] image = image(0);
    double sum = 0;
    for (int pixel = 0; pixel < 784; pixel++) {
      sum += (pixel % 2 == 0 ? 0.01 : -0.01) * (image[pixel] & 0xff) / 255;
    }
    assertEquals("1", page.found("unit"));
    String[] facts = page.found("facts").split(" = |;", -1);
    assertEquals(sum + 0.5, Double.parseDouble(facts[1]), 0.002);
    assertEquals(sum + 0.5, Double.parseDouble(facts[3]), 0.002);
    assertTrue(facts[0].endsWith(" + 0.5"), facts[0]);
    assertEquals("0,0,0,0,100,50,0,0,0,0", page.found("says"));
    assertEquals(",,,,,against,,,,", page.found("against"));
    assertEquals("0 + 0 = 0;relu(0) = 0", page.found("silent"));
  }

  @Test
  void aTestImageIsTakenToTheLastBit() throws IOException {
    Opened page =
        open(
            trained(),
            """
            const buttons = section.querySelectorAll('.starters button');
            found.count = buttons.length;
            found.name = buttons[0].title;
            found.taken = await startFrom(0);
            found.seen = part('.answer canvas').toDataURL();
            point('pointerdown', .5, .1);
            point('pointerup', .5, .1);
            await says();
            found.changed = part('.answer canvas').toDataURL();
            """);
    assertEquals("4", page.found("count"));
    assertEquals("Start from #115, a 4 taken for a 9", page.found("name"));
    assertTrue(page.found("taken").startsWith("It reads "), page.found("taken"));
    Path png = temporary.resolve("seen.png");
    String base64 = page.found("seen").replaceFirst("^.*,", "");
    Files.write(png, Base64.getDecoder().decode(base64));
    assertArrayEquals(image(0), ImageFile.read(png).pixels());
    assertNotEquals(page.found("seen"), page.found("changed"));
  }

  @Test
  void otherSizesAndManyClassesAndUnitsWork() throws IOException {
    float[] parameters = new float[20 * 14 * 700 + 700 * 256 + 700 + 256];
    Random random = new Random(1);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.05 * random.nextGaussian());
    }
    Opened page =
        open(
            new PageNetwork(20, 14, 700, 256, "tanh", parameters),
            """
            drawSeven();
            found.says = await says();
            found.bars = section.querySelectorAll('.answer .bars li').length;
            found.first = part('.answer .bars b').textContent;
            found.starters = part('.starters').hidden;
            found.shape = pad.width + ' x ' + pad.height;
            found.active = part('.active').textContent;
            """);
    assertTrue(page.found("says").startsWith("It reads " + page.found("first") + " ("));
    assertEquals("10", page.found("bars"));
    assertEquals("true", page.found("starters"), "the images of another size are not offered");
    assertEquals("196 x 280", page.found("shape"));
    assertEquals("700 of 700 units are not 0 for what is drawn.", page.found("active"));
  }
}
