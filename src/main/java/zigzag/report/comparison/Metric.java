package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import zigzag.Numerals;
import zigzag.archive.Decimals;
import zigzag.report.comparison.LabelSummary.ToTarget;
import zigzag.report.comparison.LabelSummary.Verdict;
import zigzag.report.text.Estimate;
import zigzag.report.text.Estimate.Interval;

/**
 * The figures of a label: what each is called, its value, and how it is written.
 *
 * <p>They are in the order of {@code summary.csv} and of the JSON, which calls each by the name of
 * its constant. The headings are those of the media in their order; what has a blank one is not
 * shown there.
 */
enum Metric {
  LEARNING_RATE("learning rate", "rate", "lr", "Learning rate"),
  RUNS("runs", "runs", "", "Runs"),
  DIVERGED("diverged", "diverged", "diverged", ""),
  TEST_ACCURACY("test accuracy (%)", "accuracy (%)", "accuracy %", "Test accuracy (%)"),
  TRAIN_LOSS("training loss", "training loss", "at end", "Training loss"),
  DIFFERENCE("difference to the best", "difference", "to best", "To the best (points)"),
  P,
  P_ADJUSTED("p (adjusted)", "p (adjusted)", "p", "More than luck?"),
  VERDICT("verdict", "verdict", "verdict", ""),
  VERDICT_TEXT,
  REACHED_TARGET("reached", "reached", "", ""),
  STEPS_TO_TARGET("steps to %s", "steps to %s", "steps to %s", "Steps to %s"),
  SECONDS_TO_TARGET("seconds to %s", "seconds to %s", "seconds", "Seconds to %s"),
  SECONDS("training seconds", "training seconds", "total s", "Seconds"),
  /** The accuracy's, which files have with it. */
  INTERVAL("95 % interval", "95 % interval", "interval", "95 % interval");

  enum Medium {
    MARKDOWN,
    LATEX,
    TERMINAL,
    PAGE
  }

  /** How the labels ended and how they stand to the best. */
  static final List<Metric> RESULTS =
      List.of(LEARNING_RATE, TEST_ACCURACY, INTERVAL, DIFFERENCE, P_ADJUSTED, VERDICT);

  /** A hyphen that stands for a minus. */
  private static final Pattern MINUS = Pattern.compile("(?<![^ (])-(?=\\d)");

  private final String markdown;
  private final String latex;
  private final String terminal;
  private final String page;

  Metric() {
    this("", "", "", "");
  }

  Metric(String markdown, String latex, String terminal, String page) {
    this.markdown = markdown;
    this.latex = latex;
    this.terminal = terminal;
    this.page = page;
  }

  /** How the labels came there. */
  static List<Metric> course(Medium medium) {
    return medium == Medium.TERMINAL
        ? List.of(TRAIN_LOSS, STEPS_TO_TARGET, SECONDS_TO_TARGET, SECONDS, DIVERGED)
        : List.of(
            RUNS,
            DIVERGED,
            TRAIN_LOSS,
            SECONDS,
            STEPS_TO_TARGET,
            SECONDS_TO_TARGET,
            REACHED_TARGET);
  }

  String heading(Medium medium, Double target) {
    String heading =
        switch (medium) {
          case MARKDOWN -> markdown;
          case LATEX -> latex;
          case TERMINAL -> terminal;
          case PAGE -> page;
        };
    return target == null ? heading : heading.replace("%s", share(target));
  }

  /** A share as short as it goes: {@code 97 %}. */
  static String share(double share) {
    return Decimals.computed(100 * share) + " %";
  }

  /** Whether there is such a thing: without a target, none that is about it. */
  boolean isShown(boolean hasTarget) {
    return hasTarget || !List.of(REACHED_TARGET, STEPS_TO_TARGET, SECONDS_TO_TARGET).contains(this);
  }

  /** A number, an {@link Estimate}, an {@link Interval} or words; null where there is none. */
  Object value(LabelSummary label) {
    return switch (this) {
      case LEARNING_RATE -> label.learningRate();
      case RUNS -> label.runs().size();
      case DIVERGED -> label.diverged();
      case TEST_ACCURACY -> label.accuracy().orElse(null);
      case INTERVAL -> label.accuracy().flatMap(Estimate::interval).orElse(null);
      case TRAIN_LOSS -> label.trainLoss().orElse(null);
      case DIFFERENCE -> label.difference().map(PairedDifference::estimate).orElse(null);
      case P -> label.difference().map(PairedDifference::p).orElse(null);
      case P_ADJUSTED -> label.adjustedP();
      case VERDICT -> label.verdict();
      case VERDICT_TEXT -> label.verdict().phrase();
      case REACHED_TARGET -> label.toTarget().map(ToTarget::reached).orElse(null);
      case STEPS_TO_TARGET -> label.toTarget().map(ToTarget::steps).orElse(null);
      case SECONDS_TO_TARGET -> label.toTarget().map(ToTarget::seconds).orElse(null);
      case SECONDS -> label.seconds();
    };
  }

  static List<Object> row(LabelSummary label) {
    ComparedLabel compared = label.label();
    List<Object> row =
        new ArrayList<>(List.of(compared.label(), compared.optimizer(), compared.init()));
    for (Metric metric : values()) {
      row.addAll(metric.cells(label));
    }
    return row;
  }

  private List<String> cells(LabelSummary label) {
    Object value = value(label);
    return switch (this) {
      case LEARNING_RATE -> List.of(text(label.learningRate(), Decimals::shortest));
      case TEST_ACCURACY -> cells(value, "mean", "sd", "low", "high");
      case TRAIN_LOSS -> cells(value, "mean", "sd");
      case DIFFERENCE -> cells(value, "mean", "low", "high", "n");
      case VERDICT -> List.of(label.verdict().brief());
      case P, VERDICT_TEXT, INTERVAL -> List.of(); // of the JSON and of tables alone
      default -> List.of(cell(value));
    };
  }

  private static List<String> cells(Object value, String... parts) {
    Map<String, Object> all = value instanceof Estimate estimate ? parts(estimate) : Map.of();
    return Stream.of(parts).map(part -> cell(all.get(part))).toList();
  }

  private static String cell(Object value) {
    return value instanceof Double number ? Decimals.computed(number) : Objects.toString(value, "");
  }

  private static Map<String, Object> parts(Estimate estimate) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("n", estimate.n());
    parts.put("mean", estimate.mean());
    parts.put("sd", estimate.sd().isPresent() ? estimate.sd().getAsDouble() : null);
    parts.put("low", estimate.interval().map(Interval::low).orElse(null));
    parts.put("high", estimate.interval().map(Interval::high).orElse(null));
    return parts;
  }

  static Map<String, Object> json(LabelSummary label) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("label", label.label().label());
    json.put("optimizer", label.label().optimizer());
    json.put("init", label.label().init());
    for (Metric metric : values()) {
      if (metric != INTERVAL && metric.isShown(label.toTarget().isPresent())) {
        Object value = metric.value(label);
        if (value instanceof Estimate estimate) {
          value = parts(estimate);
        } else if (value instanceof Verdict verdict) {
          value = lowerCase(verdict);
        }
        json.put(lowerCase(metric), value);
      }
    }
    return json;
  }

  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** As it is written; blank where there is nothing to say. */
  String text(LabelSummary label, Medium medium) {
    boolean isOnPage = medium == Medium.PAGE;
    boolean isOnTerminal = medium == Medium.TERMINAL;
    int runs = label.runs().size();
    int diverged = label.diverged();
    String text =
        switch (this) {
          case LEARNING_RATE -> text(label.learningRate(), Numerals::rate);
          case RUNS -> runs + (isOnPage && diverged > 0 ? ", " + diverged + " diverged" : "");
          case DIVERGED ->
              !isOnTerminal ? "" + diverged : diverged == 0 ? "" : diverged + " of " + runs;
          case TEST_ACCURACY -> label.accuracy().map(Estimate::percent).orElse("");
          case INTERVAL ->
              label.accuracy().map(a -> a.percentInterval(isOnTerminal ? "–" : " to ")).orElse("");
          case TRAIN_LOSS ->
              label.trainLoss().map(l -> loss(l, !isOnTerminal && !isOnPage)).orElse("");
          case DIFFERENCE -> difference(label, medium);
          case P, P_ADJUSTED -> isOnPage ? luck(label) : text(label.adjustedP(), Metric::p);
          case VERDICT, VERDICT_TEXT ->
              medium == Medium.MARKDOWN ? label.verdict().phrase() : label.verdict().brief();
          case REACHED_TARGET -> label.toTarget().map(to -> "" + to.reached()).orElse("");
          case STEPS_TO_TARGET -> label.toTarget().map(to -> steps(to, runs, medium)).orElse("");
          case SECONDS_TO_TARGET ->
              label.toTarget().map(to -> text(to.seconds(), Metric::seconds)).orElse("");
          case SECONDS -> text(label.seconds(), Metric::seconds);
        };
    return isOnTerminal ? text : MINUS.matcher(text).replaceAll("−");
  }

  /** A number as it is written; blank where there is none. */
  static String text(Number value, DoubleFunction<String> format) {
    return value == null ? "" : format.apply(value.doubleValue());
  }

  private static String loss(Estimate loss, boolean isWithSpread) {
    return Numerals.loss(loss.mean())
        + (isWithSpread && loss.sd().isPresent()
            ? " ± " + Numerals.loss(loss.sd().getAsDouble())
            : "");
  }

  private static String difference(LabelSummary label, Medium medium) {
    if (label.difference().isEmpty()) {
      return medium == Medium.PAGE && label.verdict() == Verdict.BEST ? "best" : "";
    }
    Estimate difference = label.difference().get().estimate();
    String interval =
        switch (medium) {
          case TERMINAL -> "";
          case MARKDOWN, LATEX -> difference.percentInterval(" to ");
          case PAGE ->
              difference
                  .interval()
                  .map(i -> points(i.low()) + " to " + points(i.high()))
                  .orElse("");
        };
    double mean = difference.mean();
    return (medium == Medium.PAGE ? points(mean) : Numerals.format("%+.2f", 100 * mean))
        + (interval.isEmpty() ? "" : " (" + interval + ")");
  }

  /** A difference of shares in percentage points; zero has no sign. */
  static String points(double share) {
    String text = Numerals.format("%+.2f", 100 * share);
    return text.substring(1).equals("0.00") ? "0.00" : text;
  }

  private static String luck(LabelSummary label) {
    Double p = label.adjustedP();
    if (p == null) {
      return label.verdict() == Verdict.BEST ? "" : label.verdict().phrase();
    }
    return (p < Estimate.SIGNIFICANCE ? "yes, " : "may be luck, ") + equation(p);
  }

  /** A p value within a sentence, which no line break should tear apart. */
  static String equation(double p) {
    String value = p(p);
    return "p\u00a0" + (value.startsWith("<") ? "<\u00a0" + value.substring(1) : "=\u00a0" + value);
  }

  static String p(double p) {
    return p < 0.001 ? "<0.001" : Numerals.format("%.3f", p);
  }

  /** The median, and how many runs reached the target if not all of them did. */
  private static String steps(ToTarget to, int runs, Medium medium) {
    String steps = text(to.steps(), Numerals::steps);
    String some =
        to.reached() == runs
            ? ""
            : switch (medium) {
              case MARKDOWN, LATEX -> "";
              case TERMINAL -> "(" + to.reached() + "/" + runs + ")";
              case PAGE -> "(" + to.reached() + " of " + runs + ")";
            };
    return medium == Medium.PAGE && steps.isEmpty() ? "never" : (steps + " " + some).strip();
  }

  static String seconds(double seconds) {
    return Numerals.fixed(seconds, seconds < 100 ? 2 : seconds < 1000 ? 1 : 0);
  }
}
