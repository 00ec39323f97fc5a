package zigzag.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.TuningTrial;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.optimizer.Momentum;
import zigzag.optimizer.Sgd;

/** The search on problems whose best rates are known: no network, no noise but what is put in. */
class TuningTest {
  private static final List<Long> SEEDS = List.of(11L, 12L, 13L);

  @TempDir private Path folder;

  private final Initializer he = new Initializers().named("he");
  private final Contender sgd = new Contender("sgd", new Sgd(0.01), he, 0);
  private final Contender momentum = new Contender("momentum", new Momentum(0.01, 0.9), he, 0);
  private final List<String> trained = Collections.synchronizedList(new ArrayList<>());

  /** SGD is best at 0.1, Momentum at 0.01; each seed shifts the loss, none the best rate. */
  private TuningTrial train(Contender contender, long seed) {
    double rate = contender.optimizer().learningRate();
    double best = contender.label().equals("sgd") ? 0.1 : 0.01;
    trained.add(contender.label() + " " + rate + " " + seed);
    double loss = Math.pow(Math.log10(rate / best), 2) + seed;
    return rate > 0.5
        ? contender.trial(seed, null, null)
        : contender.trial(seed, loss, 1 / (1 + loss));
  }

  private Tuning tuning(int budget) {
    return new Tuning(
        List.of(sgd, momentum),
        new TuningPlan(budget, SEEDS),
        folder,
        (contender, seed, stop) -> train(contender, seed),
        new ComparisonListener() {});
  }

  @Test
  void givesEachContenderItsBestRateForTheSameBudget() throws IOException {
    Tuning tuning = tuning(7);
    List<Contender> tuned = tuning.run(new Workplace.Threads(2), () -> false);

    assertEquals(new Sgd(0.1), tuned.get(0).optimizer());
    assertEquals(new Momentum(0.01, 0.9), tuned.get(1).optimizer(), "all but the rate stays");
    assertEquals(7 * 3, trained.stream().filter(t -> t.startsWith("sgd ")).count());
    assertEquals(7 * 3, trained.stream().filter(t -> t.startsWith("momentum ")).count());
    List<String> rows = csv(tuning).lines().toList();
    assertEquals(1 + 2 * 7 * 3, rows.size());
    assertEquals(
        "label,optimizer,init,learning_rate,seed,validation_loss,validation_accuracy,diverged,"
            + "chosen",
        rows.get(0));
    assertTrue(rows.contains("sgd,sgd,he,0.1,12,12.0,0.07692307692307693,false,true"));
    assertEquals(6, rows.stream().filter(row -> row.endsWith(",true")).count());
  }

  @Test
  void aRateThatDivergesWithOneSeedIsNotChosen() throws IOException {
    Tuning tuning =
        new Tuning(
            List.of(sgd),
            new TuningPlan(5, SEEDS),
            folder,
            (contender, seed, stop) -> {
              double rate = contender.optimizer().learningRate();
              boolean bad = rate == 0.1 && seed == 13;
              return bad ? contender.trial(seed, null, null) : contender.trial(seed, 1 / rate, 0.5);
            },
            new ComparisonListener() {});
    // The first grid ends at 0.1, the best but for its diverged seed.
    assertEquals(
        0.0316,
        tuning.run(new Workplace.Threads(1), () -> false).get(0).optimizer().learningRate());
    assertTrue(csv(tuning).contains("sgd,sgd,he,0.1,13,,,true,false\n"), csv(tuning));
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    String whole = csvOf(tuning(6));
    for (int calls = 0; calls < 36; calls += 5) {
      Path other = folder.resolve("stopped-" + calls);
      AtomicInteger left = new AtomicInteger(calls);
      trained.clear();
      Tuning stopped = at(other, left);
      stopped.run(new Workplace.Threads(2), () -> left.get() <= 0);
      int before = trained.size();
      Tuning resumed = at(other, new AtomicInteger(1000));
      resumed.run(new Workplace.Threads(2), () -> false);
      assertEquals(whole, csv(resumed));
      assertEquals(36, trained.size(), "nothing is trained twice");
      assertTrue(before <= calls + 1, before + " trainings after a stop at " + calls);
    }
  }

  private Tuning at(Path other, AtomicInteger left) {
    return new Tuning(
        List.of(sgd, momentum),
        new TuningPlan(6, SEEDS),
        other,
        (contender, seed, stop) -> left.decrementAndGet() < 0 ? null : train(contender, seed),
        new ComparisonListener() {});
  }

  @Test
  void aDamagedFileIsTrainedAgain() throws IOException {
    String whole = csvOf(tuning(5));
    trained.clear();
    Files.writeString(folder.resolve("sgd-lr0.01-seed12.json"), "{\"label\":\"sg");
    assertEquals(whole, csvOf(tuning(5)));
    assertEquals(List.of("sgd 0.01 12"), trained);
  }

  private static String csvOf(Tuning tuning) throws IOException {
    tuning.run(new Workplace.Threads(2), () -> false);
    return csv(tuning);
  }

  private static String csv(Tuning tuning) {
    return TuningTrial.FILE.text(
        tuning.trials().stream().map(trial -> trial.cells(Double::toString)));
  }
}
