package zigzag.cli.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.archive.ComparisonFile;
import zigzag.archive.EvaluationFile;
import zigzag.archive.Json;
import zigzag.archive.TuningTrial;
import zigzag.archive.descent.DescentSummary;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.symmetry.ActivationsFile;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFrames;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.report.comparison.view.ComparisonReport;
import zigzag.report.descent.DescentReport;
import zigzag.report.run.EvaluationReport;
import zigzag.report.symmetry.SymmetryReport;

/**
 * The kinds of folders that commands leave, each known by its record: the file that tells what the
 * command was to write there.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists and sets that nobody changes
public enum FolderKind {
  TRAIN(
      RunConfig.NAME,
      List.of("settings", "versions"),
      names(RunFiles.RECORD, RunFiles.RESULTS),
      List.of(),
      List.of()),
  COMPARE(
      ComparisonFile.NAME,
      List.of("settings", "labels", "seeds"),
      names(ComparisonReport.FILES, List.of(TuningTrial.FILE.name())),
      List.of("tuning/", "runs/"),
      List.of(
          // A merge numbers runs that would have one name.
          Pattern.compile("runs/(?<label>.+)-seed(?<seed>-?\\d+)(-\\d+)?/"),
          Pattern.compile("tuning/(?<label>.+)-lr[^/]+-seed-?\\d+\\.json"))),
  SYMMETRY(
      SymmetrySummary.NAME,
      SymmetrySummary.KEYS,
      names(SymmetryReport.FILES, List.of(SymmetryFile.NAME, ActivationsFile.NAME)),
      List.of(SymmetryFrames.FOLDER),
      SymmetryFrames.NAMES),
  DESCEND(
      DescentSummary.NAME,
      DescentSummary.KEYS,
      names(DescentReport.FILES, List.of(PathsFile.NAME, HeightGrid.NAME)),
      List.of(),
      List.of()),
  EVALUATE(
      EvaluationFile.NAME,
      EvaluationFile.KEYS,
      names(EvaluationReport.FILES, List.of()),
      List.of(),
      List.of());

  /** Far more than the plan of the largest comparison that is read. */
  private static final long MAX_BYTES = 16 << 20;

  private final String record;
  private final List<String> keys;
  private final Set<String> files;
  private final List<String> folders;
  private final List<Pattern> patterns;

  /**
   * A kind.
   *
   * @param keys fields of the record by which it is told from another file of that name
   * @param files what the command calls so in any case
   * @param folders those in it that hold more of what the command wrote, with a slash at their ends
   * @param patterns of what is called after the record's labels and seeds
   */
  FolderKind(
      String record,
      List<String> keys,
      Set<String> files,
      List<String> folders,
      List<Pattern> patterns) {
    this.record = record;
    this.keys = keys;
    this.files = files;
    this.folders = folders;
    this.patterns = patterns;
  }

  private static Set<String> names(List<String> some, List<String> others) {
    return Stream.of(some, others)
        .flatMap(Collection::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What the command is called. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the file that tells what the command wrote. */
  String record() {
    return record;
  }

  List<String> folders() {
    return folders;
  }

  List<Pattern> patterns() {
    return patterns;
  }

  /** Whether the command calls something so in any case; folders end with a slash. */
  boolean hasFile(String name) {
    return name.equals(record) || files.contains(name) || folders.contains(name);
  }

  /** The record of a folder; empty if it has none of this kind. */
  Optional<JsonNode> read(Path folder) throws IOException {
    Path file = folder.resolve(record);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.<JsonNode>of(Json.read(file, MAX_BYTES))
          .filter(json -> keys.stream().allMatch(json::has));
    } catch (InputException e) {
      return Optional.empty(); // another program's, or damaged: it tells nothing
    }
  }
}
