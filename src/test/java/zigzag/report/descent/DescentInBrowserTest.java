package zigzag.report.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.experiment.descent.Surface;
import zigzag.report.page.Browser;
import zigzag.report.page.Browser.Opened;

/** Opens a descent's page in a real browser. */
@Tag("browser")
@Tag("slow")
class DescentInBrowserTest {
  private static final String[] FOUR = {"sgd", "momentum", "adagrad", "adam"};

  @RegisterExtension final Browser browser = new Browser();
  @TempDir Path temporary;

  private Opened open(Surface surface, String script, String... labels) throws IOException {
    Path folder = temporary.resolve("descent");
    SampleDescent.write(folder, surface, 30, labels);
    DescentReport.read(folder).write(folder);
    Opened page = browser.open(folder.resolve("report.html"), script);
    return page.assertReady(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bowl", "beale", "rosenbrock", "himmelblau", "rastrigin", "saddle", "ravine"})
  void thePageComputesTheSamePaths(String surface) throws IOException {
    Opened page = open(SampleDescent.surface(surface), "", FOUR);
    assertEquals("true", page.state().get("agrees"), surface);
  }

  @Test
  void everyControlWorks() throws IOException {
    String script =
        """
        const found = document.body.dataset;
        const find = id => document.getElementById(id);
        const row = () => find('rules').firstChild.textContent;
        const input = (field, value, type) => {
          field.value = value;
          field.dispatchEvent(new Event(type));
        };
        found.before = row();
        const rate = document.querySelector('[data-rule=sgd]');
        input(rate, 3, 'input');
        found.faster = row();
        found.value = rate.getAttribute('aria-valuetext');
        found.ends = [...rate.parentElement.querySelectorAll('small')].map(s => s.textContent).join();
        input(find('start-y'), 1, 'change');
        found.moved = row();
        found.course = find('course').textContent;
        found.plane = find('plane').getAttribute('aria-label');
        find('reset').click();
        found.reset = row();
        found.again = find('course').textContent;
        input(find('step'), 10, 'input');
        found.at = find('at').textContent;
        find('play').click();
        found.playing = find('play').textContent;
        const pause = time => new Promise(done => setTimeout(done, time));
        while (find('at').textContent === found.at) await pause(10);
        find('play').click();
        found.paused = find('play').textContent;
        found.later = find('at').textContent;
        await pause(1000);
        found.still = find('at').textContent;
        """;
    Opened page = open(SampleDescent.surface("bowl"), script, FOUR);
    assertTrue(page.found("before").contains("lr 0.95"), page.found("before"));
    assertTrue(page.found("before").contains("zigzag 5.35"), page.found("before"));
    assertTrue(page.found("faster").contains("lr 1.02"), page.found("faster"));
    // 1 - 2 η = -1.036: y grows to 2 · 1.036³⁰, and f with its square.
    // That is beyond the frame, and above the 6.45 it started from.
    assertTrue(page.found("faster").endsWith("diverged, f 33.2"), page.found("faster"));
    assertEquals("1.02, from 0.0095 to 9.5", page.found("value"));
    assertEquals("0.0095,9.5", page.found("ends"));
    assertEquals("bowl from (-7, 1), 30 steps", page.found("course"));
    assertEquals("bowl from (-7, 2), 30 steps", page.found("again"));
    assertTrue(page.found("plane").contains("after 30 of 30 steps. sgd: "), page.found("plane"));
    assertNotEquals(page.found("faster"), page.found("moved"));
    assertEquals(page.found("before"), page.found("reset"));
    assertEquals("10 of 30", page.found("at"));
    assertEquals("Pause", page.found("playing"));
    assertEquals("Play", page.found("paused"));
    assertNotEquals("10 of 30", page.found("later"), "it played");
    assertEquals(page.found("later"), page.found("still"), "it stopped");
  }

  @Test
  void otherRulesAndFormulasHaveNoSliders() throws IOException {
    String script =
        "document.body.dataset.sliders = document.querySelectorAll('[data-rule]').length;";
    Opened rules = open(SampleDescent.surface("bowl"), script, "sgd", "nesterov");
    assertEquals("1", rules.found("sliders"));
    assertTrue(rules.text().contains("No slider and no other start for nesterov"));
    Surface formula = Surface.ofFormula("x^2/20 + y^2", Surface.START);
    Opened own = open(formula, script, "sgd");
    assertEquals("0", own.found("sliders"));
    assertNull(own.state().get("agrees"));
    assertTrue(own.text().contains("on the built-in surfaces only"));
  }

  @Test
  void aDivergedPathIsNoError() throws IOException {
    Opened page = open(SampleDescent.surface("rosenbrock"), "", "sgd:lr=1", "adam");
    assertEquals("true", page.state().get("agrees"));
    assertTrue(
        page.text().contains("sgd:lr=1.0 diverged") || page.text().contains("sgd:lr=1 diverged"));
  }
}
