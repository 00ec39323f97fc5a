package zigzag.report.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Decimals;
import zigzag.archive.RunFolders;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;

/**
 * Several comparison folders as one.
 *
 * @param folders where they lie
 * @param comparison all of them together
 */
public record ComparisonMerge(List<Path> folders, ComparisonFolder comparison) {
  /** The files of a run that a report needs, and no model. */
  private static final List<String> LIGHT =
      List.of(
          RunConfig.NAME,
          EpochMetrics.FILE.name(),
          StepLosses.FILE.name(),
          RunSummary.NAME,
          Confusion.NAME);

  /**
   * Reads the folders and puts them together.
   *
   * @throws InputException if one is malformed, or if they contradict each other
   */
  public static ComparisonMerge read(List<Path> folders) throws IOException {
    if (folders.isEmpty()) {
      throw new InputException("there is nothing to merge; name at least one folder");
    }
    ComparisonFolder.requireReadable(folders);
    List<ComparisonFolder> parts = new ArrayList<>();
    for (Path folder : folders) {
      parts.add(ComparisonFolder.read(folder));
    }
    String name = parts.stream().map(ComparisonFolder::name).collect(Collectors.joining(" + "));
    // Read again, for together they may be more than one may have.
    ComparisonFile plan = ComparisonFile.of(name, new JoinedPlan(folders, parts).file().json());
    ComparisonFolder comparison = ComparisonFolder.of(name, plan, runs(parts), trials(parts));
    return new ComparisonMerge(folders, comparison);
  }

  private static List<ComparedRun> runs(List<ComparisonFolder> parts) {
    Map<String, ComparedRun> runs = new LinkedHashMap<>();
    for (ComparisonFolder part : parts) {
      for (ComparedRun run : part.runs()) {
        ComparedRun known = runs.putIfAbsent(run.seed() + " " + run.label(), run);
        if (known != null) {
          requireSameResult(known, run);
        }
      }
    }
    return List.copyOf(runs.values());
  }

  private static void requireSameResult(ComparedRun one, ComparedRun other) {
    if (!result(one).equals(result(other))) {
      throw new InputException(
          Numerals.format(
              "%s and %s are the same label and seed, but one has %s, the other %s; leave one out",
              one.folder(), other.folder(), result(one), result(other)));
    }
  }

  private static String result(ComparedRun run) {
    return run.diverged()
        ? "diverged"
        : "test accuracy "
            + Decimals.shortest(run.testAccuracy())
            + ", test loss "
            + Decimals.shortest(run.testLoss())
            + ", model "
            + Objects.requireNonNullElse(run.summary().modelSha256(), "unknown");
  }

  private static List<TuningTrial> trials(List<ComparisonFolder> parts) {
    Map<String, TuningTrial> trials = new LinkedHashMap<>();
    for (ComparisonFolder part : parts) {
      for (TuningTrial trial : part.trials()) {
        String key = trial.learningRate() + " " + trial.seed() + " " + trial.label();
        TuningTrial known = trials.putIfAbsent(key, trial);
        if (known != null && !known.equals(trial)) {
          throw new InputException(
              Numerals.format(
                  "%s: the trial of %s with learning rate %s and seed %d contradicts that of"
                      + " another folder; leave one out",
                  part.name(),
                  trial.label(),
                  Decimals.shortest(trial.learningRate()),
                  trial.seed()));
        }
      }
    }
    return List.copyOf(trials.values());
  }

  /**
   * Writes a comparison folder that can be read as any other, {@code comparison.json} last.
   *
   * @throws InputException if the folder holds a comparison already
   */
  public void write(Path folder) throws IOException {
    Path runs = folder.resolve(RunFolders.FOLDER);
    boolean hasRuns =
        RunFolders.list(folder).stream()
            .anyMatch(run -> Files.exists(run.resolve(RunSummary.NAME)));
    if (hasRuns || Files.exists(folder.resolve(ComparisonFile.NAME))) {
      throw new InputException(
          folder + " holds a comparison already; name a new folder for the merged one");
    }
    Set<String> taken = new HashSet<>();
    for (ComparedRun run : comparison.runs()) {
      copy(run.folder(), runs.resolve(unused(run.folder().getFileName().toString(), taken)));
    }
    if (comparison.plan().tuned()) {
      TuningTrial.FILE.write(
          folder, comparison.trials().stream().map(trial -> trial.cells(Decimals::shortest)));
    }
    comparison.plan().write(folder);
  }

  /** Folders of two comparisons may have the same name, and file systems that ignore case. */
  private static String unused(String name, Set<String> taken) {
    String unused = name;
    for (int i = 2; !taken.add(unused.toLowerCase(Locale.ROOT)); i++) {
      unused = name + "-" + i;
    }
    return unused;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String file : LIGHT) {
      Path source = from.resolve(file);
      if (Files.exists(source)) {
        try (InputStream in = RegularFile.stream(source)) {
          AtomicFile.write(to.resolve(file), in::transferTo);
        }
      }
    }
  }
}
