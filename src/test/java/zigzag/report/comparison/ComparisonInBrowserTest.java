package zigzag.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.run.EpochMetrics;
import zigzag.report.comparison.SampleComparison.Entry;
import zigzag.report.page.Browser;
import zigzag.report.page.Browser.Opened;

/** Opens a comparison's page in a real browser. */
@Tag("browser")
@Tag("slow")
class ComparisonInBrowserTest {
  /** What the tests' scripts share; each is a function of the page's own elements. */
  private static final String TOOLS =
      """
      const find = id => document.getElementById(id);
      const found = document.body.dataset;
      /** Until what has changed is drawn. */
      const pause = () => new Promise(done =>
          requestAnimationFrame(() => requestAnimationFrame(done)));
      const picture = id => find(id).querySelector('canvas').toDataURL();
      const names = id => [...find(id).querySelectorAll('.u-legend .u-series th')].slice(1);
      const choose = id => find(id).click();
      function pixels(id) {
        const canvas = find(id).querySelector('canvas');
        const {width, height} = canvas;
        const copy = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
        copy.drawImage(canvas, 0, 0);
        return copy.getImageData(0, 0, width, height);
      }
      /** Whether there are numbers between the name of the y axis and the axis. */
      function numbered(id) {
        const {data, width} = pixels(id);
        return data.some((value, i) => {
          const x = (i >> 2) % width;
          return i % 4 === 3 && value > 100 && x > 28 && x < 58;
        });
      }
      /** Whether there are lines, which are coloured and opaque, and bands, which are pale. */
      function inked(id) {
        const {data} = pixels(id);
        let line = 0;
        let band = 0;
        for (let i = 0; i < data.length; i += 4) {
          const [red, green, blue, alpha] = data.subarray(i, i + 4);
          const coloured = Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
          if (coloured && alpha > 240) line++;
          if (coloured && Math.abs(alpha - 0.18 * 255) < 2) band++;
        }
        return `${line > 100 ? 'lines' : line}${band > 300 ? 'bands' : band}`;
      }
      """;

  @RegisterExtension final Browser browser = new Browser();
  @TempDir Path temporary;

  private Path write(SampleComparison sample) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "comparison");
    sample.write(folder);
    return page(folder);
  }

  private static Path page(Path folder) throws IOException {
    ComparisonFolder comparison = ComparisonFolder.read(folder);
    Path page = folder.resolve("report.html");
    Files.writeString(page, new ComparisonPage(ComparisonSummary.of(comparison)).render());
    return page;
  }

  private Opened open(Path page) throws IOException {
    return browser.open(page);
  }

  private Opened run(Path page, String script) throws IOException {
    return browser.open(page, TOOLS + script);
  }

  @Test
  void allChartsAreDrawn() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard()),
            """
            await pause();
            found.loss = inked('loss');
            found.accuracy = inked('accuracy');
            found.samples = document.querySelectorAll('.sampled svg').length;
            found.sparks = document.querySelectorAll('.spark path[d^=M]').length;
            found.dots = document.querySelectorAll('.strip circle').length;
            """);
    page.assertDrawn(2);
    assertEquals("linesbands", page.found("loss"));
    assertEquals("linesbands", page.found("accuracy"));
    assertEquals("35", page.found("samples"), "5 in the strip, 5 in the summary, 25 runs");
    assertEquals("5", page.found("sparks"));
    assertEquals("23", page.found("dots"), "25 runs, 2 of which diverged");
  }

  @Test
  void theScaleTheAxisAndTheSmoothingCanBeChosen() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard()),
            """
            await pause();
            const seen = [];
            const axes = [];
            const next = async () => {
              await pause();
              seen.push(picture('loss'));
              axes.push(numbered('loss'));
            };
            await next();
            choose('loss-log');
            await next();
            find('smoothing').value = 90;
            find('smoothing').dispatchEvent(new Event('input'));
            await next();
            found.window = find('window').textContent;
            find('smoothing').value = 0;
            find('smoothing').dispatchEvent(new Event('input'));
            await next();
            found.none = find('window').textContent;
            choose('per-epoch');
            await next();
            found.epoch = find('loss').querySelector('.u-legend').textContent;
            found.disabled = find('smoothing').disabled;
            choose('per-step');
            await next();
            found.different = new Set(seen).size;
            found.again = seen[3] === seen[5];
            found.enabled = !find('smoothing').disabled;
            const before = picture('accuracy');
            choose('from-zero');
            await pause();
            found.zero = picture('accuracy') !== before;
            found.axes = axes.join();
            """);
    page.assertDrawn(2);
    assertTrue(page.found("window").matches("mean of \\d+ steps"), page.found("window"));
    assertEquals("mean of 3 steps", page.found("none"), "each point is one");
    assertTrue(page.found("epoch").startsWith("epoch6"), page.found("epoch"));
    assertEquals("true", page.found("disabled"));
    assertEquals("5", page.found("different"));
    assertEquals("true", page.found("again"), "back where it was");
    assertEquals("true", page.found("enabled"));
    assertEquals("true", page.found("zero"));
    assertEquals("true,true,true,true,true,true", page.found("axes"));
  }

  @Test
  void aNameInTheLegendHidesCurveAndBandTogether() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard()),
            """
            await pause();
            for (const name of names('loss')) name.click();
            await pause();
            found.hidden = inked('loss');
            found.off = find('loss').querySelectorAll('.u-legend .u-off').length;
            choose('loss-log');
            await pause();
            found.still = inked('loss');
            const third = names('loss')[2];
            third.focus();
            found.focus = document.activeElement === third;
            third.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
            await pause();
            found.pressed = names('loss').map(name => name.getAttribute('aria-pressed')).join();
            found.shown = inked('loss');
            names('loss')[0].dispatchEvent(
                new KeyboardEvent('keydown', {key: ' ', ctrlKey: true, bubbles: true}));
            await pause();
            found.alone = names('loss').map(name => name.getAttribute('aria-pressed')).join();
            """);
    page.assertDrawn(2);
    assertEquals("00", page.found("hidden"));
    assertEquals("5", page.found("off"));
    assertEquals("00", page.found("still"), "on another scale, too");
    assertEquals("true", page.found("focus"));
    assertEquals("false,false,true,false,false", page.found("pressed"));
    assertEquals("linesbands", page.found("shown"));
    assertEquals("true,false,false,false,false", page.found("alone"));
  }

  @Test
  void theLegendTellsTheValuesUnderThePointer() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard()),
            """
            await pause();
            const value = () => find('loss').querySelectorAll('.u-value')[1].textContent;
            found.end = value();
            const over = find('loss').querySelector('.u-over');
            over.dispatchEvent(new MouseEvent('mouseenter'));
            const {left, top} = over.getBoundingClientRect();
            over.dispatchEvent(new MouseEvent('mousemove', {clientX: left + 20, clientY: top + 20}));
            await pause();
            found.start = value();
            over.dispatchEvent(new MouseEvent('mouseleave'));
            await pause();
            found.after = value();
            """);
    page.assertDrawn(2);
    String number = "\\d\\.\\d+ \\(\\d\\.\\d+ to \\d\\.\\d+\\)";
    assertTrue(page.found("end").matches(number), page.found("end"));
    assertTrue(page.found("start").matches(number), page.found("start"));
    assertTrue(page.found("start").compareTo(page.found("end")) > 0, "the loss has fallen");
    assertEquals(page.found("end"), page.found("after"));
  }

  @Test
  void tablesAreSortedBothWaysAsNumbersWithEmptyCellsLast() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard().withSeeds(9L, 10L, 4L)),
            """
            const head = (id, name) => [...find(id).querySelectorAll('thead button')]
                .find(button => button.textContent === name);
            const order = id => head(id, 'Seed').closest('th').getAttribute('aria-sort');
            const column = (id, i) => [...find(id).tBodies].map(body => body.rows[0].cells[i]);
            const labels = () => column('summary', 1).map(cell => cell.textContent).join(' ');
            found.best = labels();
            head('summary', 'Label').click();
            found.label = labels();
            head('summary', '#').click();
            found.again = labels();
            head('summary', '#').click();
            found.worst = labels();
            head('summary', 'Test accuracy (%)').click();
            const accuracies = column('summary', 2).map(cell => parseFloat(cell.textContent));
            found.falling = accuracies.every((value, i) => i === 0 || value <= accuracies[i - 1]);
            const button = head('runs', 'Seed');
            button.focus();
            found.reached = document.activeElement === button;
            button.click();
            found.seeds = [...new Set(column('runs', 1).map(cell => cell.textContent))].join();
            found.order = order('runs');
            button.click();
            found.reverse = [...new Set(column('runs', 1).map(cell => cell.textContent))].join();
            found.other = order('runs');
            head('runs', 'Test accuracy (%)').click();
            found.last = column('runs', 2)[14].textContent;
            head('runs', 'Test accuracy (%)').click();
            found.lasttoo = column('runs', 2)[14].textContent;
            found.none = order('runs');
            """);
    page.assertDrawn(2);
    assertTrue(page.found("best").endsWith("sgd:lr=3"), page.found("best"));
    assertEquals("adagrad adam momentum:lr=0.05 sgd:lr=0.1 sgd:lr=3", page.found("label"));
    assertEquals(page.found("best"), page.found("again"));
    assertTrue(page.found("worst").startsWith("sgd:lr=3"), page.found("worst"));
    assertEquals("true", page.found("falling"));
    assertEquals("true", page.found("reached"), "a button, which the keyboard can press");
    assertEquals("4,9,10", page.found("seeds"));
    assertEquals("ascending", page.found("order"));
    assertEquals("10,9,4", page.found("reverse"));
    assertEquals("descending", page.found("other"));
    assertEquals("", page.found("last"), "the run that diverged");
    assertEquals("", page.found("lasttoo"), "that way round, too");
    assertEquals("null", page.found("none"));
  }

  @Test
  void aRunUnfoldsAndStaysWithItsRow() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard()),
            """
            const button = document.querySelectorAll('.unfold')[7];
            const row = button.closest('tr').nextElementSibling;
            found.before = row.hidden + button.getAttribute('aria-expanded');
            button.click();
            found.after = row.hidden + button.getAttribute('aria-expanded');
            found.command = row.querySelector('code').textContent;
            found.settings = [...row.querySelectorAll('dl div')]
                .map(({children: [name, value]}) => `${name.textContent}: ${value.textContent}`)
                .join(', ');
            document.querySelectorAll('#runs thead button')[2].click();
            found.kept = button.closest('tr').nextElementSibling === row && !row.hidden;
            const copy = row.querySelector('button.copy');
            found.offered = !copy.hidden;
            copy.click();
            await pause();
            found.copied = copy.textContent;
            button.click();
            found.folded = row.hidden + button.getAttribute('aria-expanded');
            """);
    page.assertDrawn(2);
    assertEquals("truefalse", page.found("before"));
    assertEquals("falsetrue", page.found("after"));
    assertEquals(
        "scripts/zigzag train --optimizer momentum:lr=0.05 --seed 3", page.found("command"));
    assertEquals(
        "optimizer: momentum, init: he, seed: 3, hyperparameters.learningRate: 0.05",
        page.found("settings"));
    assertEquals("true", page.found("kept"));
    assertEquals("true", page.found("offered"));
    assertTrue(
        Set.of("Copied", "Selected: copy it with Ctrl+C").contains(page.found("copied")),
        page.found("copied"));
    assertEquals("truefalse", page.found("folded"));
  }

  @Test
  void theTrialsOfLearningRatesHaveAChart() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard().withTuning()),
            """
            await pause();
            found.tuning = inked('tuning');
            found.axes = [numbered('tuning'), numbered('accuracy')].join();
            const before = picture('tuning');
            choose('tuning-log');
            await pause();
            found.linear = picture('tuning') !== before;
            for (const name of names('tuning')) name.click();
            await pause();
            found.hidden = inked('tuning');
            """);
    page.assertDrawn(3);
    assertEquals("linesbands", page.found("tuning"));
    assertEquals("true,true", page.found("axes"));
    assertEquals("true", page.found("linear"));
    assertEquals("00", page.found("hidden"), "with its crosses and rings");
  }

  @Test
  void oneSeedHasNoBands() throws IOException {
    Opened page =
        run(
            write(SampleComparison.standard().withSeeds(1L)),
            """
            await pause();
            found.loss = inked('loss');
            """);
    assertTrue(page.assertDrawn(2).found("loss").matches("lines\\d+"), page.found("loss"));
  }

  @Test
  void labelsThatDivergedAreNoError() throws IOException {
    List<Entry> entries = new ArrayList<>(SampleComparison.ENTRIES.subList(0, 1));
    entries.add(new Entry("lost", "sgd", "he", 30, 0.9, 20, Set.of(1L, 2L, 3L)));
    SampleComparison sample = SampleComparison.standard().withSeeds(1L, 2L, 3L);
    open(write(sample.withEntries(entries))).assertDrawn(2);
    open(write(sample.withEntries(entries.subList(1, 2)))).assertDrawn(2);
  }

  @Test
  void runsWithoutStepsOrValidationAreNoError() throws IOException {
    Path folder = temporary.resolve("comparison");
    SampleComparison.standard().withSeeds(1L).withTarget(null).write(folder);
    for (Entry entry : SampleComparison.ENTRIES) {
      Path run = folder.resolve("runs").resolve(SampleComparison.folderName(entry.label(), 1));
      Files.writeString(run.resolve("steps.csv"), "step,loss\n");
      Files.writeString(
          run.resolve("metrics.csv"),
          String.join(",", EpochMetrics.FILE.columns()) + "\n0,0,,,,,,,\n");
    }
    open(page(folder)).assertDrawn(1);
  }

  @Test
  void whatLearnedNothingLeavesTheChartAndWhatEndedEarlyDoesNot() throws IOException {
    String script =
        """
        await pause();
        found.beyond = !find('accuracy-beyond').hidden;
        const over = find('accuracy').querySelector('.u-over');
        const {data, width} = pixels('accuracy');
        const end = Math.ceil((over.offsetTop + over.offsetHeight + 6) * devicePixelRatio);
        let below = 0;
        for (let i = 4 * width * end; i < data.length; i += 4) {
          const [red, green, blue, alpha] = data.subarray(i, i + 4);
          const coloured = Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
          if (coloured && alpha > 240) below++;
        }
        found.below = below;
        """;
    SampleComparison sample = SampleComparison.standard().withSeeds(1L);
    Path early = write(sample);
    Path metrics = early.resolveSibling("runs/adam-seed1/metrics.csv");
    Files.write(metrics, Files.readAllLines(metrics).subList(0, 4));
    assertEquals("false", run(page(early.getParent()), script).assertDrawn(2).found("beyond"));
    List<Entry> entries = new ArrayList<>(SampleComparison.ENTRIES);
    entries.set(0, new Entry("zeros", "sgd", "zeros", 0.1, 0.76, 110, Set.of()));
    entries.set(4, new Entry("sgd:lr=3", "sgd", "he", 3, 0.79, 20, Set.of()));
    Opened page = run(write(sample.withEntries(entries)), script);
    assertEquals("true", page.assertDrawn(2).found("beyond"));
    assertEquals("0", page.found("below"), "coloured points below the frame");
  }

  @Test
  void labelsAreTextWhateverTheySay() throws IOException {
    String evil = "</script><b>bold</b>";
    List<Entry> entries = new ArrayList<>(SampleComparison.ENTRIES);
    entries.set(1, new Entry(evil, "momentum", "he", 0.05, 0.9748, 35, Set.of()));
    Opened page =
        run(
            write(SampleComparison.standard().withEntries(entries).withTuning()),
            """
            found.legend = names('loss')[1].textContent;
            found.row = document.querySelectorAll('#runs tbody')[5].querySelector('th').dataset.value;
            found.bold = document.querySelectorAll('b').length;
            """);
    page.assertDrawn(3);
    assertEquals(evil, page.found("legend"));
    assertEquals(evil, page.found("row"));
    assertEquals("0", page.found("bold"));
  }

  @Test
  void tablesFitTheirPlaceAndBreakNoWords() throws IOException {
    Path page = write(SampleComparison.standard().withTuning());
    String script =
        """
        const hidden = table => {
          const {scrollWidth, clientWidth} = find(table).parentElement;
          return scrollWidth - clientWidth;
        };
        found.summary = hidden('summary');
        document.querySelector('.unfold').click();
        document.querySelectorAll('details').forEach(part => { part.open = true; });
        found.runs = hidden('runs');
        // What fits a line takes no more than two.
        const words = [...document.querySelectorAll('table .named, dl.settings dd, .settings td')]
            .filter(place => place.offsetHeight > 0 && place.textContent.length < 20);
        found.words = words.length > 25;
        found.broken = words.filter(place => place.offsetHeight > 56)
            .map(place => place.textContent).join();
        """;
    for (int width : new int[] {1440, 375}) {
      browser.size(width, 700);
      Opened opened = run(page, script);
      if (width == 1440) {
        assertEquals("0", opened.found("summary"), "the summary is not cut off");
        assertEquals("0", opened.found("runs"), "nor are the runs when one is unfolded");
      }
      assertEquals("true", opened.found("words"));
      assertEquals("", opened.found("broken"));
    }
  }

  @Test
  void twentyLabelsFitAPhone() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String label = "a_label_with_no_place_to_break_a_line:lr=0.01:beta1=0.9:beta2=0.99" + i;
      entries.add(new Entry(label, "adam", "he", 0.01, 0.97 + 1e-3 * i, 20 + 9 * i, Set.of()));
    }
    SampleComparison sample = SampleComparison.standard().withEntries(entries).withSeeds(1L, 2L);
    Path page = write(sample.withTuning());
    browser.size(375, 700);
    Opened opened =
        run(
            page,
            """
            const {scrollWidth, clientWidth, dataset} = document.documentElement;
            found.width = clientWidth;
            found.beyond = scrollWidth - clientWidth;
            found.charts = dataset.ready;
            found.canvas = document.querySelector('canvas').clientWidth;
            """);
    assertEquals("3", opened.found("charts"));
    assertTrue(Integer.parseInt(opened.found("width")) <= 375, opened.found("width"));
    assertEquals("0", opened.found("beyond"), "nothing sticks out");
    assertTrue(Integer.parseInt(opened.found("canvas")) > 300, opened.found("canvas"));
  }

  @Test
  void aHundredRunsAreNoError() throws IOException {
    Long[] seeds = LongStream.rangeClosed(1, 20).boxed().toArray(Long[]::new);
    Opened page =
        run(
            write(SampleComparison.standard().withSeeds(seeds)),
            """
            await pause();
            found.rows = find('runs').tBodies.length;
            found.loss = inked('loss');
            """);
    page.assertDrawn(2);
    assertEquals("100", page.found("rows"));
    assertEquals("linesbands", page.found("loss"));
  }
}
