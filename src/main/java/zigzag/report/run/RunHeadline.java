package zigzag.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.Symptom;
import zigzag.archive.run.TrainingOutcome;
import zigzag.report.page.Banner;

/** The first lines of a run's page: what came out, and what a reader must know before using it. */
final class RunHeadline {
  /** A figure of the result: what it is, its value and what qualifies it. */
  record Result(String name, String value, String detail) {}

  /** The 97.5 % quantile of the standard normal distribution. */
  private static final double Z = 1.959964;

  private RunHeadline() {}

  static List<Banner> banners(RunFolder run) {
    RunSummary summary = run.summary();
    List<Banner> banners = new ArrayList<>();
    if (summary.stopped() == TrainingOutcome.DIVERGED && summary.diagnosis().isEmpty()) {
      banners.add(
          new Banner(
              "The training diverged.",
              "The loss stopped being a finite number; the results below are not those of a"
                  + " trained network. A smaller learning rate usually helps.",
              true));
    }
    if (summary.stopped() == TrainingOutcome.INTERRUPTED) {
      banners.add(
          new Banner(
              "The training was interrupted.",
              "The page shows what had been done by then; --resume takes it to the end.",
              true));
    }
    for (Symptom symptom : summary.diagnosis()) {
      banners.add(new Banner(symptom.symptom() + ".", symptom.details(), true));
    }
    Banner.of(run.data()).ifPresent(banners::add);
    return banners;
  }

  /**
   * What was trained, in a line: the network, the rule and the luck; what is not known is left out.
   */
  static String trained(RunConfig config, RunSummary summary) {
    JsonNode settings = config.settings();
    JsonNode rate = settings.path("hyperparameters").path("learningRate");
    String rule = rate.isNumber() ? "%s " + Numerals.rate(rate.doubleValue()) : "%s";
    String network = summary.network() == null ? null : summary.network().replace('-', '–');
    return Stream.of(
            network,
            part(settings, "activation", "%s"),
            part(settings, "init", "%s weights"),
            part(settings, "optimizer", rule),
            part(settings, "batch", "batches of %s"),
            part(settings, "seed", "seed %s"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  private static String part(JsonNode settings, String name, String format) {
    JsonNode value = settings.path(name);
    return value.isValueNode() && !value.isNull() ? format.replace("%s", value.asText()) : null;
  }

  static List<Result> results(RunFolder run) {
    RunSummary summary = run.summary();
    List<Result> results = new ArrayList<>();
    Double accuracy = summary.testAccuracy();
    results.add(
        accuracy == null
            ? new Result("Test accuracy", "–", "the test set was not evaluated")
            : new Result(
                "Test accuracy",
                Numerals.format("%.2f %%", 100 * accuracy),
                run.confusion().map(RunHeadline::odds).orElse("")));
    String loss = summary.testLoss() == null ? "–" : Numerals.fixed(summary.testLoss(), 4);
    results.add(new Result("Test loss", loss, "mean cross-entropy"));
    Integer best = summary.bestEpoch();
    if (best != null) {
      results.add(
          inSteps(run)
              ? new Result("Best step", steps(run, best), kept(run))
              : new Result("Best epoch", Numerals.whole(best), kept(run)));
    }
    if (summary.seconds() != null) {
      Double each = inSteps(run) ? null : summary.secondsPerEpoch();
      String detail = each == null ? "" : Numerals.format("%.2f s of training per epoch", each);
      results.add(new Result("Time", duration(summary.seconds()), detail));
    }
    return results;
  }

  /** How many were wrong, and the 95 % interval of the accuracy (E. B. Wilson, JASA 22, 1927). */
  private static String odds(Confusion confusion) {
    double n = confusion.total();
    if (n == 0) {
      return "";
    }
    double p = confusion.right() / n;
    double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double reach = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return Numerals.format(
        "%,d of %,d wrong; 95 %% interval %.2f to %.2f %%",
        confusion.total() - confusion.right(),
        confusion.total(),
        100 * (centre - reach),
        100 * (centre + reach));
  }

  /** Whether its length was given in steps: then it may end within an epoch. */
  static boolean inSteps(RunFolder run) {
    return run.config().settings().path("steps").asLong() > 0;
  }

  /** The steps taken by the end of an epoch; nothing if it was not recorded. */
  private static String steps(RunFolder run, int epoch) {
    double[] epochs = run.metrics().column(EpochMetrics.EPOCH);
    double[] steps = run.metrics().column(EpochMetrics.STEP);
    return IntStream.range(0, epochs.length)
        .filter(row -> epochs[row] == epoch)
        .mapToObj(row -> Numerals.format("%,.0f", steps[row]))
        .findFirst()
        .orElse("–");
  }

  private static String kept(RunFolder run) {
    RunSummary summary = run.summary();
    Integer last = summary.epochs();
    String of =
        last == null ? "" : "of " + (inSteps(run) ? steps(run, last) : Numerals.whole(last));
    String whose =
        RunSummary.BEST.equals(summary.kept()) ? "its parameters" : "the last epoch’s parameters";
    return of + ended(summary) + (summary.kept() == null ? "" : "; " + whose + " kept");
  }

  /** What to say of its length beside its length. */
  static String ended(RunSummary summary) {
    String how =
        switch (summary.stopped()) {
          case EARLY -> ", stopped early";
          case STOPPED -> ", stopped by hand";
          default -> "";
        };
    return how + (summary.resumed() ? ", resumed" : "");
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return Numerals.format("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 7200
        ? Numerals.format("%d min %02d s", whole / 60, whole % 60)
        : Numerals.format("%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
