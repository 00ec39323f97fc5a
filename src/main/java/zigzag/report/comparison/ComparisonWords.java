package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zigzag.Numerals;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Decimals;
import zigzag.archive.Share;
import zigzag.report.comparison.TunedLabel.Edge;
import zigzag.report.text.DataName;
import zigzag.report.text.Estimate;

/** What a comparison says in sentences: on what it rests, how it was judged, what to beware of. */
final class ComparisonWords {
  private static final int NAMED_PARTS = 12;

  /** Seeds in a row of their own are named up to this many, and counted beyond. */
  private static final int NAMED_SEEDS = 12;

  /** What that means. */
  static final String PROCESSORS =
      "Between kinds of processors the last digits differ, since BLAS adds up in another order.";

  private static final int NAMED_PROCESSORS = 4;

  private final ComparisonSummary summary;
  private final ComparisonFolder comparison;

  ComparisonWords(ComparisonSummary summary) {
    this.summary = summary;
    this.comparison = summary.folder();
  }

  String subject() {
    ComparisonFile plan = comparison.plan();
    int steps = plan.settings().path("steps").asInt();
    int epochs = plan.settings().path("epochs").asInt();
    String length = steps > 0 ? Numerals.count(steps, "step") : Numerals.count(epochs, "epoch");
    String part = plan.part() == null ? "" : ", part " + plan.part() + " of the comparison";
    return comparison.data().name() + ", " + seeds() + ", " + length + part;
  }

  private String seeds() {
    List<Long> seeds = comparison.plan().seeds().stream().sorted().toList();
    int count = seeds.size();
    long first = seeds.get(0);
    long last = seeds.get(count - 1);
    if (count == 1) {
      return "seed " + first;
    }
    if (last - first == count - 1) {
      return count + " seeds (" + first + " to " + last + ")";
    }
    String all = seeds.toString().replace('[', '(').replace(']', ')');
    return count + " seeds" + (count > NAMED_SEEDS ? "" : " " + all);
  }

  /** How the figures were found. */
  String method() {
    String accuracy =
        "Test accuracy: mean ± sample standard deviation over the seeds; its 95 % interval is for"
            + " the label by itself, after Student's t on the scale of the log odds.";
    int pairs = summary.pairs();
    if (pairs == 0) {
      return accuracy;
    }
    return accuracy
        + " Differences to the best are paired by seed; their 95 % intervals and p are those of the"
        + " paired t test"
        + (pairs == 1
            ? "."
            : Numerals.format(
                ", widened and raised after Dunn to hold for all %,d pairs of labels together.",
                pairs))
        + Numerals.format(
            " A p below %s counts as more than luck.", Decimals.shortest(Estimate.SIGNIFICANCE));
  }

  String resultsCaption() {
    List<String> sentences = new ArrayList<>(List.of(subject() + ".", method()));
    sentences.addAll(caveats());
    return String.join(" ", sentences);
  }

  /** How the figures of the course of the trainings were found. */
  String course() {
    return "Training loss: mean ± sample standard deviation over the seeds, each seed's the mean of"
        + " its last epoch."
        + toTarget();
  }

  /** The same of a table for the terminal. */
  String courseWithCurves() {
    return "Loss curve: of the training, logarithmic, on one scale for all; at end: its mean in the"
        + " last epoch."
        + toTarget();
  }

  private String toTarget() {
    return comparison.target() != null
        ? " Steps and seconds to the target: to the end of the first epoch that reached it, medians"
            + " over the runs that did."
        : "";
  }

  /** What the intervals and the tests do not know of, a sentence or two each. */
  List<String> luck() {
    List<String> luck = new ArrayList<>();
    if (comparison.plan().seeds().size() == 1) {
      luck.add(
          "One seed cannot tell a difference from luck: there is no interval and no test. Compare"
              + " with more seeds.");
    } else if (summary.pairs() > 0) {
      luck.add(
          "The best was picked from these same runs. The intervals and p of the differences allow"
              + " for that; its own mean and interval do not and are flattered: look at what"
              + " matters again with new seeds.");
    }
    if (summary.labels().stream()
        .flatMap(label -> label.accuracy().stream())
        .anyMatch(accuracy -> accuracy.n() > 1 && accuracy.interval().isEmpty())) {
      luck.add(
          "Where all seeds give the same accuracy, there is no spread to make an interval from.");
    }
    luck.add(
        "Split and test set are the same for all runs: what is said of luck is that of the seeds"
            + " alone, and other images have their own.");
    return luck;
  }

  /** What a reader must know before using the figures, a sentence or two each. */
  List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    DataName data = comparison.data();
    if (data.isBuiltIn()) {
      caveats.add(
          "These are the built-in digits, not MNIST: the figures cannot be compared with any"
              + " published for MNIST.");
    } else if (data.isModified()) {
      caveats.add(
          data.name()
              + " is not the original data: the figures cannot be compared with published ones.");
    }
    if (comparison.unfinished() > 0) {
      int planned = comparison.unfinished() + comparison.runs().size();
      String runs = comparison.unfinished() + " of " + Numerals.count(planned, "run");
      caveats.add(runs + " not finished, and left out of all figures.");
    }
    List<String> processors = summary.processors();
    if (processors.size() > 1) {
      int more = processors.size() - NAMED_PROCESSORS;
      String named =
          String.join("; ", processors.subList(0, processors.size() - Math.max(0, more)));
      caveats.add(
          "The runs were computed on different processors: "
              + named
              + (more > 0 ? " and " + more + " more. " : ". ")
              + PROCESSORS);
    }
    caveats.addAll(luck());
    if (summary.labels().stream().anyMatch(label -> label.diverged() > 0)) {
      caveats.add(
          "A label with a diverged run ranks below all without, and its figures are those of its"
              + " other runs.");
    }
    return caveats;
  }

  /** Which parts of a comparison that was carried out in parts are not there; empty if all are. */
  String missingParts() {
    List<Share> shares = comparison.plan().shares();
    int parts = shares.isEmpty() ? 0 : shares.get(0).parts();
    List<String> missing =
        IntStream.rangeClosed(1, parts)
            .mapToObj(number -> new Share(number, parts))
            .filter(share -> !shares.contains(share))
            .limit(NAMED_PARTS + 1L)
            .map(Share::toString)
            .collect(Collectors.toCollection(ArrayList::new));
    if (missing.size() > NAMED_PARTS) {
      missing.set(NAMED_PARTS, Numerals.count(parts - shares.size() - NAMED_PARTS, "other"));
    }
    return missing.isEmpty()
        ? ""
        : Numerals.format(
            "Missing %s: %s.",
            missing.size() == 1 ? "part" : "parts", ComparisonHeadline.listed(missing));
  }

  /** That a comparison was carried out in parts; none for others. */
  List<String> parts() {
    return comparison.plan().shares().stream()
        .limit(1)
        .map(share -> "Carried out in " + Numerals.count(share.parts(), "part") + ".")
        .map(sentence -> (sentence + " " + missingParts()).strip())
        .toList();
  }

  /** That learning rates were chosen, and where a better one may lie; none without trials. */
  List<String> tuning() {
    List<TunedLabel> labels = TunedLabel.of(comparison);
    List<String> lines = new ArrayList<>();
    if (!labels.isEmpty()) {
      lines.add("The learning rates were chosen by trials on validation data.");
    }
    for (TunedLabel label : labels) {
      String name = label.label().label() + ": ";
      String rate = label.chosen().map(chosen -> Numerals.rate(chosen.learningRate())).orElse(null);
      if (rate == null) {
        lines.add(
            name + "all " + Numerals.count(label.rates().size(), "rate") + " tried diverged.");
      } else if (label.edge() == Edge.SMALLEST) {
        lines.add(name + rate + " is the smallest rate tried; a better one may lie below it.");
      } else if (label.edge() == Edge.LARGEST) {
        lines.add(name + rate + " is the largest rate tried; a better one may lie above it.");
      }
    }
    return lines;
  }
}
