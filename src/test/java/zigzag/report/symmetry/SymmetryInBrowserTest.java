package zigzag.report.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import zigzag.report.page.Browser;
import zigzag.report.page.Browser.Opened;

/** Opens the page on symmetry in a real browser. */
@Tag("browser")
@Tag("slow")
class SymmetryInBrowserTest {
  @RegisterExtension final Browser browser = new Browser();
  @TempDir Path temporary;

  private Opened run(String script) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("symmetry"));
    SampleSymmetry.standard().write(folder);
    Path page = folder.resolve("report.html");
    Files.writeString(page, new SymmetryPage(SymmetryReport.read(folder)).render());
    String tools =
        """
        const find = id => document.getElementById(id);
        const all = selector => [...document.querySelectorAll(selector)];
        const found = document.body.dataset;
        const pause = time => new Promise(done => setTimeout(done, time));
        const shown = () => [
          all('.init img.units').map(image => image.src),
          all('.init img.cosines').map(image => image.src),
          all('.histogram path').map(path => path.getAttribute('d')),
          all('.facts dd').map(fact => fact.textContent),
        ];
        """;
    return browser.open(page, tools + script);
  }

  @Test
  void allChartsAndPicturesAreDrawn() throws IOException {
    Opened page =
        run(
            """
            await Promise.all(all('.init img').map(image => image.decode()));
            found.images = all('.init img').filter(image => image.naturalWidth > 100).length;
            found.bars = all('.histogram path').filter(path => path.getAttribute('d')).length;
            found.curves = all('.uplot canvas').filter(canvas => {
              const {width, height} = canvas;
              const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
              let ink = 0;
              for (let i = 0; i < data.length; i += 4) {
                const colour = data.subarray(i, i + 3);
                if (data[i + 3] > 240 && Math.max(...colour) - Math.min(...colour) > 60) ink++;
              }
              return ink > 100;
            }).length;
            found.at = find('at').textContent;
            found.wide = document.documentElement.scrollWidth > innerWidth;
            """);
    page.assertDrawn(11);
    assertEquals("10", page.found("images"));
    assertEquals("10", page.found("bars"));
    assertEquals("11", page.found("curves"));
    assertEquals("step 2,000 of 2,000", page.found("at"));
    assertEquals("false", page.found("wide"));
  }

  @Test
  void theSliderChangesEverythingAtOnce() throws IOException {
    Opened page =
        run(
            """
            const last = shown();
            const move = index => {
              find('step').value = index;
              find('step').dispatchEvent(new Event('input'));
            };
            move(0);
            const first = shown();
            found.changed = first.map((kind, i) => kind.some((one, j) => one !== last[i][j])).join();
            found.every = first[0].every((one, j) => one !== last[0][j]);
            found.at = find('at').textContent;
            found.alt = all('.init img')[0].alt;
            found.figures = first[3].slice(0, 6).join('|');
            move(11);
            found.back = JSON.stringify(shown()) === JSON.stringify(last);
            """);
    page.assertDrawn(11);
    assertEquals("true,true,true,true", page.found("changed"));
    assertEquals("true", page.found("every"));
    assertEquals("step 0 of 2,000", page.found("at"));
    assertEquals("Incoming weights of zeros at step 0", page.found("alt"));
    assertEquals("1|1.0|–|0|2.3026|10.00 %", page.found("figures"));
    assertEquals("true", page.found("back"));
  }

  @Test
  void playGoesFromTheStartAndCanBePaused() throws IOException {
    Opened page =
        run(
            """
            const play = find('play');
            play.click();
            found.start = find('step').value;
            found.pressed = play.getAttribute('aria-pressed');
            const before = JSON.stringify(shown());
            while (find('step').value < 2) await pause(10);
            found.later = find('step').value;
            found.changed = JSON.stringify(shown()) !== before;
            play.click();
            found.label = play.textContent;
            await pause(1000);
            found.still = find('step').value;
            find('step').value = 10;
            find('step').dispatchEvent(new Event('input'));
            play.click();
            while (play.textContent !== 'Play') await pause(10);
            found.end = find('step').value + play.textContent;
            """);
    page.assertDrawn(11);
    assertEquals("0", page.found("start"));
    assertEquals("true", page.found("pressed"));
    assertEquals("2", page.found("later"));
    assertEquals("true", page.found("changed"));
    assertEquals("Play", page.found("label"));
    assertEquals("2", page.found("still"));
    assertEquals("11Play", page.found("end"));
  }
}
