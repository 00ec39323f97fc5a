package zigzag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import zigzag.RegularFile;
import zigzag.experiment.Comparison;
import zigzag.experiment.DescentFiles;
import zigzag.report.ComparisonReport;
import zigzag.report.DescentReport;
import zigzag.training.RunRecorder;
import zigzag.training.TrainingRun;

/**
 * The kinds of folders that commands leave, each known by its record: the file that tells what the
 * command was to write there.
 */
enum FolderKind {
  TRAIN(
      RunRecorder.CONFIG,
      List.of("settings", "versions"),
      Stream.concat(TrainingRun.RECORD.stream(), TrainingRun.RESULTS.stream()).toList()),
  COMPARE(
      Comparison.PLAN,
      List.of("settings", "labels", "seeds"),
      with(ComparisonReport.FILES, Comparison.PLAN, "tuning.csv", "tuning/", "runs/"),
      // A merge numbers runs that would have one name.
      "runs/(?<label>.+)-seed(?<seed>-?\\d{1,19})(-\\d+)?/",
      "tuning/(?<label>.+)-lr[^/]+-seed-?\\d+\\.json"),
  SYMMETRY(
      "summary.json",
      List.of("settings", "inits"),
      SymmetryPictures.FILES,
      "units-(?<label>.+)\\.png",
      "frames/(?<label>.+)-step\\d+-(units|cosines)\\.png"),
  DESCEND(
      "summary.json",
      List.of("surface", "optimizers"),
      with(DescentReport.FILES, DescentFiles.NAMES.toArray(String[]::new))),
  EVALUATE(
      EvaluationReport.FILE, List.of("model_sha256", "confusion"), EvaluateCommand.FILES);

  /** Far more than the plan of the largest comparison that is read. */
  private static final long MOST_BYTES = 16 << 20;

  private final String record;
  private final List<String> keys;
  private final Set<String> files;
  private final List<Pattern> patterns;

  /**
   * @param keys fields of the record by which it is told from another file of that name
   * @param files what is always called the same; folders end with a slash
   * @param patterns of what is called after the record's labels and seeds
   */
  FolderKind(String record, List<String> keys, List<String> files, String... patterns) {
    this.record = record;
    this.keys = keys;
    this.files = new LinkedHashSet<>(files);
    this.patterns = Stream.of(patterns).map(Pattern::compile).toList();
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  /** What the command is called. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the file that tells what the command wrote. */
  String record() {
    return record;
  }

  /** The names of the folders in it that hold more of what the command wrote. */
  List<String> folders() {
    return files.stream().filter(file -> file.endsWith("/")).toList();
  }

  /** Whether a name is one that needs no label. */
  boolean hasFile(String name) {
    return files.contains(name);
  }

  List<Pattern> patterns() {
    return patterns;
  }

  /** The record of a folder; empty if it has none of this kind. */
  Optional<JsonNode> read(Path folder) throws IOException {
    Path file = folder.resolve(record);
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      JsonNode json = new ObjectMapper().readTree(RegularFile.bytes(file));
      return json != null && keys.stream().allMatch(json::has)
          ? Optional.of(json)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // another program's, or damaged: it tells nothing
    }
  }
}
