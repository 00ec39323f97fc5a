package zigzag.cli.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.archive.ComparisonFile;
import zigzag.archive.EvaluationFile;
import zigzag.archive.Json;
import zigzag.archive.RunFolders;
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
import zigzag.report.comparison.ComparisonReport;
import zigzag.report.descent.DescentReport;
import zigzag.report.run.EvaluationReport;
import zigzag.report.symmetry.SymmetryReport;

/**
 * The kinds of folders that commands leave, each known by its record: the file that tells what the
 * command was to write there.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists and sets that nobody changes
public enum FolderKind {
  TRAIN(RunConfig.NAME, List.of("settings", "versions"), RunFiles.RECORD, RunFiles.RESULTS),
  COMPARE(
      ComparisonFile.NAME,
      List.of("settings", "labels", "seeds"),
      List.of(
          // A merge numbers runs that would have one name.
          Pattern.compile("runs/(?<label>.+)-seed(?<seed>-?\\d+)(-\\d+)?/"),
          Pattern.compile("tuning/(?<label>.+)-lr[^/]+-seed-?\\d+\\.json")),
      List.of("tuning/", "runs/"),
      ComparisonReport.FILES,
      List.of(TuningTrial.FILE.name(), RunFiles.EVENTS)),
  SYMMETRY(
      SymmetrySummary.NAME,
      SymmetrySummary.KEYS,
      SymmetryFrames.NAMES,
      List.of(SymmetryFrames.FOLDER),
      SymmetryReport.FILES,
      List.of(SymmetryFile.NAME, ActivationsFile.NAME)),
  DESCEND(
      DescentSummary.NAME,
      DescentSummary.KEYS,
      DescentReport.FILES,
      List.of(PathsFile.NAME, HeightGrid.NAME)),
  EVALUATE(EvaluationFile.NAME, EvaluationFile.KEYS, EvaluationReport.FILES, List.of());

  /** Far more than the plan of the largest comparison that is read. */
  private static final long MAX_BYTES = 16 << 20;

  /** The name of the file that tells what the command wrote. */
  final String record;

  /** Fields of the record by which it is told from another file of that name. */
  private final List<String> keys;

  /** Of what is called after the record's labels and seeds. */
  private final List<Pattern> patterns;

  /** Those that hold more of what the command wrote, with a slash at their ends. */
  final List<String> folders;

  /** All that the command writes under the same name in any case. */
  private final Set<String> names = new HashSet<>();

  FolderKind(String record, List<String> keys, List<String> files, List<String> others) {
    this(record, keys, List.of(), List.of(), files, others);
  }

  FolderKind(
      String record,
      List<String> keys,
      List<Pattern> patterns,
      List<String> folders,
      List<String> files,
      List<String> others) {
    this.record = record;
    this.keys = keys;
    this.patterns = patterns;
    this.folders = folders;
    Stream.of(List.of(record), folders, files, others).forEach(names::addAll);
  }

  /** What the command is called. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
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

  /** What a command leaves whose files are always called the same. */
  public Contents contents() {
    return new Contents(this, Set.of(), Set.of());
  }

  /** What symmetry leaves of these initializers. */
  public static Contents symmetry(List<String> inits) {
    return new Contents(
        SYMMETRY,
        inits.stream().map(SymmetryFrames::fileName).collect(Collectors.toSet()),
        Set.of());
  }

  /** What the record of a folder tells. */
  public Contents contents(JsonNode record) {
    return switch (this) {
      case COMPARE -> {
        Contents named = new Contents(this, new HashSet<>(), new HashSet<>());
        for (JsonNode label : record.path("labels")) {
          named.labels.add(RunFolders.fileName(label.path("label").asText()));
        }
        record.path("seeds").forEach(seed -> named.seeds.add(seed.asText()));
        yield named;
      }
      case SYMMETRY -> symmetry(SymmetrySummary.inits(record));
      default -> contents();
    };
  }

  /** Whether a folder of that name is a training's within a comparison. */
  static boolean isRun(String name) {
    return name.startsWith("runs/") && name.endsWith("/") && name.length() > "runs/".length();
  }

  /**
   * What a command leaves in its folder, or has left there; the labels and seeds as they stand in
   * names of files and folders.
   */
  public record Contents(FolderKind kind, Set<String> labels, Set<String> seeds) {
    /** Whether the command writes something of that name; a folder's ends with a slash. */
    boolean has(String name) {
      return kind.names.contains(name)
          || kind.patterns.stream().anyMatch(pattern -> has(pattern, name));
    }

    private boolean has(Pattern pattern, String name) {
      Matcher matcher = pattern.matcher(name);
      return matcher.matches()
          && labels.contains(matcher.group("label"))
          && (!pattern.pattern().contains("<seed>") || seeds.contains(matcher.group("seed")));
    }

    /** Whether a run is one of these, as its own settings tell. */
    boolean hasRun(JsonNode config) {
      return labels.contains(RunFolders.fileName(config.at("/comparison/label").asText()))
          && seeds.contains(config.at("/settings/seed").asText());
    }

    /** Whether something of that name keeps the command from writing. */
    boolean isInTheWay(String name) {
      // A file can be where a folder is to be.
      String other = name.endsWith("/") ? name.substring(0, name.length() - 1) : name + "/";
      return has(name) || has(other);
    }
  }
}
