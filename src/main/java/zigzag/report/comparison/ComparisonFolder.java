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
import java.util.function.Function;
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
 * @param name what the folder is called
 * @param plan what was to be compared
 * @param labels in the order of the plan
 * @param runs those that are finished, in the order of the labels, then by seed
 * @param unfinished the number of planned runs that were not trained to their end
 * @param trials by which learning rates were chosen; empty if they were given
 */
public record ComparisonFolder(
    String name,
    ComparisonFile plan,
    List<ComparedLabel> labels,
    List<ComparedRun> runs,
    int unfinished,
    List<TuningTrial> trials) {
  /** Sums over all runs. */
  private static final Map<String, Long> MAX_BYTES =
      Map.of(
          StepLosses.FILE.name(), ReportLimits.STEPS_BYTES,
          EpochMetrics.FILE.name(), ReportLimits.COMPARED_EPOCHS_BYTES);

  public ComparisonFolder {
    labels = List.copyOf(labels);
    runs = List.copyOf(runs);
    trials = List.copyOf(trials);
  }

  /**
   * Reads and checks the files.
   *
   * @throws InputException if one is missing or malformed, if they are more than fit in memory, or
   *     if no run is finished
   */
  public static ComparisonFolder read(Path folder) throws IOException {
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
    return of(name(folder, plan), plan, runs, trials);
  }

  /** Checks that the parts fit together and puts the runs in order. */
  static ComparisonFolder of(
      String name, ComparisonFile plan, List<ComparedRun> runs, List<TuningTrial> trials) {
    List<ComparedLabel> labels = ComparedLabel.of(plan);
    Map<String, ComparedLabel> byName =
        labels.stream().collect(Collectors.toMap(ComparedLabel::label, label -> label));
    Map<String, ComparedRun> firstOfLabel = new HashMap<>();
    Set<String> planned = new HashSet<>();
    for (ComparedRun run : runs) {
      requirePlanned(plan, byName.get(run.label()), run);
      requireAlike(firstOfLabel.computeIfAbsent(run.label(), label -> run), run);
      if (!planned.add(run.seed() + " " + run.label())) {
        throw new InputException(
            run.folder() + ": a second run of " + run.label() + " with seed " + run.seed());
      }
    }
    requireOneRate(name, byName.keySet(), trials);
    Comparator<ComparedRun> order =
        Comparator.<ComparedRun>comparingInt(run -> byName.get(run.label()).place())
            .thenComparingLong(ComparedRun::seed);
    int unfinished = labels.size() * plan.seeds().size() - runs.size();
    return new ComparisonFolder(
        name, plan, labels, runs.stream().sorted(order).toList(), unfinished, trials);
  }

  private static void requirePlanned(ComparisonFile plan, ComparedLabel label, ComparedRun run) {
    if (label == null) {
      throw new InputException(run.folder() + ": comparison.json has no label " + run.label());
    }
    if (!plan.seeds().contains(run.seed())) {
      throw new InputException(run.folder() + ": comparison.json has no seed " + run.seed());
    }
    if (!label.optimizer().equals(run.optimizer()) || !label.init().equals(run.init())) {
      throw new InputException(
          Numerals.format(
              "%s: %s is trained with %s and %s, but comparison.json says %s and %s",
              run.folder(),
              run.label(),
              run.optimizer(),
              run.init(),
              label.optimizer(),
              label.init()));
    }
    if (!run.config().at("/data/sha256").equals(plan.sha256())) {
      throw new InputException(
          run.folder() + " was trained on other data than comparison.json names");
    }
  }

  /** Refuses runs under one label that differ in more than the seed. */
  private static void requireAlike(ComparedRun first, ComparedRun run) {
    requireEqual(first, run, "a weight decay of ", ComparedRun::weightDecay);
    requireEqual(first, run, "", ComparedRun::hyperparameters);
  }

  private static void requireEqual(
      ComparedRun first, ComparedRun run, String what, Function<ComparedRun, JsonNode> setting) {
    JsonNode here = setting.apply(run);
    JsonNode there = setting.apply(first);
    if (!here.equals(there)) {
      throw new InputException(
          Numerals.format(
              "%s: %s has %s%s here, but %s in %s",
              run.folder(), run.label(), what, here, there, first.folder()));
    }
  }

  /** Refuses trials of other labels, and two chosen rates for one. */
  private static void requireOneRate(String name, Set<String> labels, List<TuningTrial> trials) {
    String file = name + ", " + TuningTrial.FILE.name() + ": ";
    Map<String, Double> chosen = new HashMap<>();
    for (TuningTrial trial : trials) {
      if (!labels.contains(trial.label())) {
        throw new InputException(file + "comparison.json has no label " + trial.label());
      }
      Double rate = trial.learningRate();
      if (trial.chosen() && !chosen.merge(trial.label(), rate, (one, other) -> one).equals(rate)) {
        throw new InputException(file + "two learning rates are chosen for " + trial.label());
      }
    }
  }

  /**
   * Makes sure that all runs of some comparisons fit in memory together.
   *
   * @throws InputException if they do not
   */
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
        throw new InputException(
            Numerals.format(
                "%s: the files %s have %d bytes together; at most %d are read, so compare fewer"
                    + " or shorter runs",
                folders.get(0), most.getKey(), bytes, most.getValue()));
      }
    }
  }

  /** The folder's name; of a merged one the names of its parts, as when it was merged. */
  private static String name(Path folder, ComparisonFile plan) {
    if (!plan.merged().isEmpty()) {
      return plan.merged().stream()
          .map(part -> Printable.line(part.folder()))
          .collect(Collectors.joining(" + "));
    }
    return Folders.name(folder, "comparison");
  }

  /** The finished runs of a label, by seed. */
  public List<ComparedRun> runsOf(ComparedLabel label) {
    return runs.stream().filter(run -> run.label().equals(label.label())).toList();
  }

  /** The data's name. */
  public DataName data() {
    return new DataName(plan.data().path("name").asText());
  }

  /** What a run is one of. */
  public ComparedLabel labelOf(ComparedRun run) {
    return labels.stream().filter(l -> l.label().equals(run.label())).findFirst().orElseThrow();
  }
}
