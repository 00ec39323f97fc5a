package zigzag.cli.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.descent.DescentSummary;
import zigzag.archive.descent.HeightGrid;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.symmetry.ActivationsFile;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFrames;
import zigzag.archive.symmetry.SymmetrySummary;
import zigzag.experiment.comparison.Comparison;
import zigzag.report.comparison.view.ComparisonReport;
import zigzag.report.descent.DescentReport;
import zigzag.report.symmetry.SymmetryReport;

/**
 * The kinds of folders that commands leave, each known by its record: the file that tells what the
 * command was to write there.
 */
public enum FolderKind {
  TRAIN(RunConfig.NAME),
  COMPARE(Comparison.PLAN),
  SYMMETRY(SymmetrySummary.NAME),
  DESCEND(DescentSummary.NAME),
  EVALUATE(EvaluationReport.FILE);

  /** Far more than the plan of the largest comparison that is read. */
  private static final long MOST_BYTES = 16 << 20;

  private static final List<Pattern> COMPARED =
      List.of(
          // A merge numbers runs that would have one name.
          Pattern.compile("runs/(?<label>.+)-seed(?<seed>-?\\d+)(-\\d+)?/"),
          Pattern.compile("tuning/(?<label>.+)-lr[^/]+-seed-?\\d+\\.json"));

  private static final List<String> SYMMETRY_FILES =
      List.of(SymmetrySummary.NAME, SymmetryFile.NAME, ActivationsFile.NAME);

  private static final List<String> DESCENT_FILES =
      List.of(DescentSummary.NAME, PathsFile.NAME, HeightGrid.NAME);

  private final String record;

  FolderKind(String record) {
    this.record = record;
  }

  /** What the command is called. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the file that tells what the command wrote. */
  String record() {
    return record;
  }

  /** Fields of the record by which it is told from another file of that name. */
  private List<String> keys() {
    return switch (this) {
      case TRAIN -> List.of("settings", "versions");
      case COMPARE -> List.of("settings", "labels", "seeds");
      case SYMMETRY -> SymmetrySummary.KEYS;
      case DESCEND -> DescentSummary.KEYS;
      case EVALUATE -> List.of("model_sha256", "confusion");
    };
  }

  /** Whether the command calls something so in any case; folders end with a slash. */
  boolean hasFile(String name) {
    return folders().contains(name)
        || switch (this) {
          case TRAIN -> RunFiles.RECORD.contains(name) || RunFiles.RESULTS.contains(name);
          case COMPARE ->
              ComparisonReport.FILES.contains(name)
                  || name.equals(Comparison.PLAN)
                  || name.equals("tuning.csv");
          case SYMMETRY -> SYMMETRY_FILES.contains(name) || SymmetryReport.FILES.contains(name);
          case DESCEND -> DESCENT_FILES.contains(name) || DescentReport.FILES.contains(name);
          case EVALUATE -> EvaluationReport.FILES.contains(name);
        };
  }

  /** The folders in it that hold more of what the command wrote. */
  List<String> folders() {
    return switch (this) {
      case COMPARE -> List.of("tuning/", "runs/");
      case SYMMETRY -> List.of(SymmetryFrames.FOLDER);
      case TRAIN, DESCEND, EVALUATE -> List.of();
    };
  }

  /** What is called after the record's labels and seeds. */
  List<Pattern> patterns() {
    return switch (this) {
      case COMPARE -> COMPARED;
      case SYMMETRY -> SymmetryFrames.NAMES;
      case TRAIN, DESCEND, EVALUATE -> List.of();
    };
  }

  /** The record of a folder; empty if it has none of this kind. */
  Optional<JsonNode> read(Path folder) throws IOException {
    Path file = folder.resolve(record);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.<JsonNode>of(Json.read(file, MOST_BYTES))
          .filter(json -> keys().stream().allMatch(json::has));
    } catch (InputException e) {
      return Optional.empty(); // another program's, or damaged: it tells nothing
    }
  }
}
