package zigzag.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import zigzag.Numerals;
import zigzag.report.page.Banner;
import zigzag.report.run.RunSummary.Stopped;
import zigzag.report.text.DataName;
import zigzag.report.text.Figures;

/** The first lines of a run's page: what came out, and what a reader must know before using it. */
final class RunHeadline {
  /** A figure of the result: what it is, its value and what qualifies it. */
  record Result(String name, String value, String detail) {}

  /** The 97.5 % quantile of the standard normal distribution. */
  private static final double Z = 1.959964;

  private RunHeadline() {}

  static List<Banner> banners(RunSummary summary) {
    List<Banner> banners = new ArrayList<>();
    if (summary.stopped() == Stopped.DIVERGED && summary.diagnosis().isEmpty()) {
      banners.add(
          new Banner(
              "The training diverged.",
              "The loss stopped being a finite number; the results below are not those of a"
                  + " trained network. A smaller learning rate usually helps.",
              true));
    }
    if (summary.stopped() == Stopped.INTERRUPTED) {
      banners.add(
          new Banner(
              "The training was interrupted.",
              "The page shows what had been done by then; --resume takes it to the end.",
              true));
    }
    banners.addAll(summary.diagnosis());
    Banner.of(new DataName(summary.dataset())).ifPresent(banners::add);
    return banners;
  }

  /**
   * What was trained, in a line: the network, the rule and the luck; what is not known is left out.
   */
  static String trained(JsonNode config, RunSummary summary) {
    JsonNode settings = config.path("settings");
    List<String> parts = new ArrayList<>();
    summary.network().ifPresent(widths -> parts.add(widths.replace('-', '–')));
    text(settings, "activation").ifPresent(parts::add);
    text(settings, "init").ifPresent(init -> parts.add(init + " weights"));
    JsonNode rate = settings.path("hyperparameters").path("learningRate");
    text(settings, "optimizer")
        .ifPresent(
            rule ->
                parts.add(rate.isNumber() ? rule + " " + Figures.rate(rate.doubleValue()) : rule));
    text(settings, "batch").ifPresent(batch -> parts.add("batches of " + batch));
    text(settings, "seed").ifPresent(seed -> parts.add("seed " + seed));
    return String.join(", ", parts);
  }

  private static Optional<String> text(JsonNode settings, String name) {
    JsonNode value = settings.path(name);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  static List<Result> results(RunFolder run) {
    RunSummary summary = run.summary();
    Optional<Confusion> confusion = run.confusion();
    List<Result> results = new ArrayList<>();
    OptionalDouble accuracy = summary.testAccuracy();
    if (accuracy.isPresent()) {
      String value = format("%.2f %%", 100 * accuracy.getAsDouble());
      results.add(new Result("Test accuracy", value, confusion.map(RunHeadline::odds).orElse("")));
    } else {
      results.add(new Result("Test accuracy", "–", "the test set was not evaluated"));
    }
    String loss =
        summary.testLoss().isPresent() ? Numerals.fixed(summary.testLoss().getAsDouble(), 4) : "–";
    results.add(new Result("Test loss", loss, "mean cross-entropy"));
    summary
        .bestEpoch()
        .ifPresent(
            best ->
                results.add(
                    inSteps(run)
                        ? new Result("Best step", steps(run, best), kept(run))
                        : new Result("Best epoch", format("%,.0f", best), kept(run))));
    summary
        .seconds()
        .ifPresent(
            seconds ->
                results.add(
                    new Result("Time", duration(seconds), inSteps(run) ? "" : perEpoch(summary))));
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
    return format(
        "%,d of %,d wrong; 95 %% interval %.2f to %.2f %%",
        confusion.total() - confusion.right(),
        confusion.total(),
        100 * (centre - reach),
        100 * (centre + reach));
  }

  /** Whether its length was given in steps: then it may end within an epoch. */
  private static boolean inSteps(RunFolder run) {
    return run.config().path("settings").path("steps").asLong() > 0;
  }

  /** The steps taken by the end of an epoch; nothing if it was not recorded. */
  private static String steps(RunFolder run, double epoch) {
    double[] epochs = run.metrics().column("epoch");
    double[] steps = run.metrics().column("step");
    return IntStream.range(0, epochs.length)
        .filter(row -> epochs[row] == epoch)
        .mapToObj(row -> format("%,.0f", steps[row]))
        .findFirst()
        .orElse("–");
  }

  private static String kept(RunFolder run) {
    RunSummary summary = run.summary();
    String of =
        summary.epochs().stream()
            .mapToObj(last -> "of " + (inSteps(run) ? steps(run, last) : format("%,.0f", last)))
            .findFirst()
            .orElse("");
    String early = summary.stopped() == Stopped.EARLY ? ", stopped early" : "";
    String resumed = summary.resumed() ? ", resumed" : "";
    String kept =
        summary
            .kept()
            .map(
                k ->
                    k == RunSummary.Kept.BEST
                        ? "; its parameters kept"
                        : "; the last epoch’s parameters kept")
            .orElse("");
    return of + early + resumed + kept;
  }

  private static String perEpoch(RunSummary summary) {
    return summary.secondsPerEpoch().isPresent()
        ? format("%.2f s of training per epoch", summary.secondsPerEpoch().getAsDouble())
        : "";
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return format("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 7200
        ? format("%d min %02d s", whole / 60, whole % 60)
        : format("%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
