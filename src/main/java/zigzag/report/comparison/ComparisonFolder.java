package zigzag.report.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.Printable;
import zigzag.archive.ComparisonFile;
import zigzag.archive.ReportLimits;
import zigzag.archive.RunFolders;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.StepLosses;
import zigzag.report.text.DataName;

/**
 * All that a comparison's trainings wrote down.
 *
 * @param labels in the order of the plan
 * @param runs those that are finished, in the order of the labels, then by seed
 * @param trials by which learning rates were chosen; empty if they were given
 */
record ComparisonFolder(
    String name,
    ComparisonFile plan,
    List<ComparedLabel> labels,
    List<ComparedRun> runs,
    List<TuningTrial> trials) {
  private static final Map<String, Long> MAX_BYTES =
      Map.of(
          StepLosses.FILE.name(), ReportLimits.STEPS_BYTES,
          EpochMetrics.FILE.name(), ReportLimits.COMPARED_EPOCHS_BYTES);

  /**
   * Reads and checks the files.
   *
   * @throws InputException if one is missing or malformed, if they are more than fit in memory, or
   *     if no run is finished
   */
  static ComparisonFolder read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder + " is not a folder; name one that a comparison wrote");
    }
    ComparisonFile plan = ComparisonFile.read(folder);
    requireReadable(List.of(folder));
    List<ComparedRun> runs = new ArrayList<>();
    for (Path run : RunFolders.list(folder)) {
      ComparedRun.read(run).ifPresent(runs::add);
    }
    if (runs.isEmpty()) {
      throw new InputException(folder + ": no run is finished; go on with the comparison first");
    }
    List<TuningTrial> trials = plan.tuned() ? TuningTrial.readAll(folder) : List.of();
    // A merged one is called by the names of its parts, as when it was merged.
    String name = plan.merged().isEmpty() ? Folders.name(folder, "comparison") : name(plan);
    return of(name, plan, runs, trials);
  }

  /** What a merged one is called: by all that was merged, but parts of one by the first. */
  static String name(ComparisonFile merged) {
    List<String> names =
        merged.merged().stream().map(part -> Printable.line(part.folder())).toList();
    return merged.shares().isEmpty()
        ? String.join(" + ", names)
        : names.get(0) + " and " + Numerals.count(names.size() - 1, "other part");
  }

  /** Checks that the parts fit together and puts the runs in order. */
  static ComparisonFolder of(
      String name, ComparisonFile plan, List<ComparedRun> runs, List<TuningTrial> trials) {
    List<ComparedLabel> labels = ComparedLabel.of(plan.labels());
    Map<String, ComparedLabel> byName =
        labels.stream().collect(Collectors.toMap(ComparedLabel::label, label -> label));
    Map<String, ComparedRun> firstOfLabel = new HashMap<>();
    Set<String> planned = new HashSet<>();
    for (ComparedRun run : runs) {
      requirePlanned(plan, byName.get(run.label()), run);
      ComparedRun first = firstOfLabel.computeIfAbsent(run.label(), label -> run);
      requireEqual(first, run, "a weight decay of ", "/settings/weight-decay");
      requireEqual(first, run, "", "/settings/hyperparameters");
      if (!planned.add(run.seed() + " " + run.label())) {
        throw refusal("%s: a second run of %s with seed %d", run.folder(), run.label(), run.seed());
      }
    }
    requireOneRate(name, byName.keySet(), trials);
    Comparator<ComparedRun> order =
        Comparator.<ComparedRun>comparingInt(run -> byName.get(run.label()).place())
            .thenComparingLong(ComparedRun::seed);
    return new ComparisonFolder(name, plan, labels, runs.stream().sorted(order).toList(), trials);
  }

  static InputException refusal(String format, Object... values) {
    return new InputException(Numerals.format(format, values));
  }

  private static void requirePlanned(ComparisonFile plan, ComparedLabel label, ComparedRun run) {
    Path folder = run.folder();
    if (label == null) {
      throw refusal("%s: comparison.json has no label %s", folder, run.label());
    }
    if (!plan.seeds().contains(run.seed())) {
      throw refusal("%s: comparison.json has no seed %d", folder, run.seed());
    }
    String here = run.optimizer() + " and " + run.init();
    String there = label.optimizer() + " and " + label.init();
    if (!here.equals(there)) {
      throw refusal(
          "%s: %s is trained with %s, but comparison.json says %s",
          folder, run.label(), here, there);
    }
    if (!run.config().at("/data/sha256").equals(plan.sha256())) {
      throw refusal("%s was trained on other data than comparison.json names", folder);
    }
  }

  /** Refuses runs under one label that differ in more than the seed. */
  private static void requireEqual(
      ComparedRun first, ComparedRun run, String what, String setting) {
    JsonNode here = run.config().at(setting);
    JsonNode there = first.config().at(setting);
    if (!here.equals(there)) {
      throw refusal(
          "%s: %s has %s%s here, but %s in %s",
          run.folder(), run.label(), what, here, there, first.folder());
    }
  }

  /** Refuses trials of other labels, and two chosen rates for one. */
  private static void requireOneRate(String name, Set<String> labels, List<TuningTrial> trials) {
    String file = name + ", " + TuningTrial.FILE.name();
    Map<String, Double> chosen = new HashMap<>();
    for (TuningTrial trial : trials) {
      String label = trial.label();
      if (!labels.contains(label)) {
        throw refusal("%s: comparison.json has no label %s", file, label);
      }
      Double rate = trial.learningRate();
      if (trial.chosen() && !chosen.computeIfAbsent(label, l -> rate).equals(rate)) {
        throw refusal("%s: two learning rates are chosen for %s", file, label);
      }
    }
  }

  /** Refuses comparisons whose runs do not fit in memory together. */
  static void requireReadable(List<Path> folders) throws IOException {
    for (Map.Entry<String, Long> most : MAX_BYTES.entrySet()) {
      long bytes = 0;
      for (Path folder : folders) {
        for (Path run : RunFolders.list(folder)) {
          Path file = run.resolve(most.getKey());
          bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
      }
      if (bytes > most.getValue()) {
        throw refusal(
            "%s: the files %s have %d bytes together; at most %d are read, so compare fewer or"
                + " shorter runs",
            folders.get(0), most.getKey(), bytes, most.getValue());
      }
    }
  }

  /** The number of planned runs that were not trained to their end. */
  int unfinished() {
    return plan.trainings() - runs.size();
  }

  /** The finished runs of a label, by seed. */
  List<ComparedRun> runsOf(ComparedLabel label) {
    return runs.stream().filter(run -> run.label().equals(label.label())).toList();
  }

  /** The validation accuracy to reach, a share from 0 to 1; null if none was asked for. */
  Double target() {
    return plan.target();
  }

  /** Whether any run has a validation accuracy after its last epoch. */
  boolean isValidated() {
    return runs.stream().anyMatch(run -> run.validationAccuracy() != null);
  }

  DataName data() {
    return new DataName(plan.data().path("name").asText());
  }

  ComparedLabel labelOf(ComparedRun run) {
    return labels.stream().filter(l -> l.label().equals(run.label())).findFirst().orElseThrow();
  }
}
