package zigzag.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import zigzag.FileFault;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.archive.ComparisonFile;
import zigzag.archive.ComparisonTables;
import zigzag.archive.EvaluationFile;
import zigzag.archive.Json;
import zigzag.archive.NumberTable;
import zigzag.archive.ReportFiles;
import zigzag.archive.ReportLimits;
import zigzag.archive.RunFolders;
import zigzag.archive.descent.DescentSummary;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetrySummary;

/**
 * What lies in a folder of runs. A folder is read again once something in it was written: to ask a
 * thousand of them for that takes a twentieth of what it takes to read them.
 */
final class RunList {
  private static final String COMPARE = "compare";
  private static final String TRAIN = "train";
  private static final String SYMMETRY = "symmetry";
  private static final String DESCEND = "descend";

  /** The files by which folders are known, and the commands that leave them. */
  private static final List<Map.Entry<String, String>> KINDS =
      List.of(
          Map.entry(ComparisonFile.NAME, COMPARE),
          Map.entry(RunConfig.NAME, TRAIN),
          Map.entry(SymmetryFile.NAME, SYMMETRY),
          Map.entry(PathsFile.NAME, DESCEND),
          Map.entry(EvaluationFile.NAME, "evaluate"));

  private static final int LONGEST = 300;

  /** What an entry has null for where it is not known. */
  private static final List<String> FACTS =
      List.of(
          "dataset",
          "test_accuracy",
          "best_validation_accuracy",
          "optimizer",
          "init",
          "learning_rate",
          "hidden",
          "epochs",
          "stopped",
          "problem",
          "command");

  /** What is looked at for whether a folder has changed. */
  private static final List<String> WATCHED =
      List.of(
          "",
          RunConfig.NAME,
          RunSummary.NAME,
          EpochMetrics.FILE.name(),
          ComparisonFile.NAME,
          ComparisonTables.RESULTS.name(),
          RunFolders.FOLDER);

  private final RunsFolder runs;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** An entry, and when the files were written that it is made of. */
  private record Known(List<Long> times, Optional<ObjectNode> entry) {}

  /**
   * A run whose network can read what is drawn.
   *
   * @param run its name, or that of a comparison's run: {@code NAME/runs/LABEL-seedK}
   * @param testAccuracy null where there is none
   */
  record Network(String run, String dataset, Double testAccuracy) {}

  RunList(RunsFolder runs) {
    this.runs = runs;
  }

  /** All that commands left there, or the runs of the comparison that is asked for, by name. */
  Answer list(Call call) throws IOException {
    String comparison = call.parameter("of", "");
    return Answer.json(comparison.isEmpty() ? all() : of(comparison));
  }

  /**
   * The runs that have a model, those of comparisons too; the one that was written last is first.
   */
  List<Network> networks() throws IOException {
    List<ObjectNode> entries = all();
    for (ObjectNode entry : List.copyOf(entries)) {
      if (entry.path("kind").asText().equals(COMPARE)) {
        entries.addAll(of(name(entry)));
      }
    }
    return entries.stream()
        .filter(entry -> entry.path("model").booleanValue())
        .sorted(Comparator.comparing(RunList::written).reversed())
        .map(
            entry -> {
              JsonNode accuracy = entry.path("test_accuracy");
              return new Network(
                  name(entry),
                  entry.path("dataset").textValue(),
                  accuracy.isNumber() ? accuracy.doubleValue() : null);
            })
        .toList();
  }

  private static Instant written(ObjectNode entry) {
    return Instant.parse(entry.path("written").textValue());
  }

  private List<ObjectNode> all() throws IOException {
    known.keySet().removeIf(folder -> !Files.exists(folder));
    List<ObjectNode> entries = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs.root())) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (entries.size() < ReportLimits.RUNS
            && !name.startsWith(".")
            && Files.isDirectory(folder)
            && folder.toRealPath().startsWith(runs.root())) {
          entry(name, folder).ifPresent(entries::add);
        }
      }
    }
    entries.sort((one, other) -> name(one).compareTo(name(other)));
    return entries;
  }

  private static String name(ObjectNode entry) {
    return entry.path("name").textValue();
  }

  private List<ObjectNode> of(String comparison) throws IOException {
    List<ObjectNode> entries = new ArrayList<>();
    for (Path folder : RunFolders.list(runs.folder(comparison))) {
      String name = comparison + "/" + RunFolders.FOLDER + "/" + folder.getFileName();
      if (folder.toRealPath().startsWith(runs.root())) {
        entry(name, folder).ifPresent(entries::add);
      }
    }
    return entries;
  }

  /** None for a folder that no command left. */
  private Optional<ObjectNode> entry(String name, Path folder) {
    List<Long> times = WATCHED.stream().map(file -> lastModified(folder.resolve(file))).toList();
    Known before = known.get(folder);
    if (before == null || !before.times().equals(times)) {
      Instant written =
          Instant.ofEpochMilli(times.stream().mapToLong(Long::longValue).max().orElse(0));
      Optional<ObjectNode> entry = read(name, folder);
      entry.ifPresent(one -> one.put("written", written.toString()));
      before = new Known(times, entry);
      known.put(folder, before);
    }
    return before.entry();
  }

  /** In milliseconds, 0 of a file that is not there. */
  private static long lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  private Optional<ObjectNode> read(String name, Path folder) {
    try {
      Optional<ObjectNode> entry = kind(folder).map(kind -> blank(name, kind));
      if (entry.isPresent() && !isNamed(folder)) {
        throw new InputException("its name can't be part of an address; rename the folder");
      }
      if (entry.isPresent()) {
        fill(entry.get(), folder);
      }
      return entry;
    } catch (InputException e) {
      return Optional.of(damaged(name, e.getMessage()));
    } catch (IOException e) {
      // Just being deleted, too.
      return Optional.of(damaged(name, FileFault.describe(e)));
    }
  }

  private static boolean isNamed(Path folder) {
    return RunsFolder.NAME.matcher(folder.getFileName().toString()).matches();
  }

  /** The command that left a folder. */
  private Optional<String> kind(Path folder) throws IOException {
    for (Map.Entry<String, String> kind : KINDS) {
      if (has(folder, kind.getKey())) {
        return Optional.of(kind.getValue());
      }
    }
    return Optional.empty();
  }

  private static ObjectNode blank(String name, String kind) {
    ObjectNode entry =
        Json.object()
            .put("name", Printable.line(name, LONGEST))
            .put("kind", kind)
            .put("finished", false)
            .put("diverged", false)
            .put("report", false)
            .put("model", false);
    entry.putArray("runs");
    entry.putArray("learning_rate_changes");
    FACTS.forEach(entry::putNull);
    return entry;
  }

  private ObjectNode damaged(String name, String problem) {
    String within = problem.replace(runs.root() + File.separator, "");
    return blank(name, "damaged").put("problem", Printable.line(within, LONGEST));
  }

  private void fill(ObjectNode entry, Path folder) throws IOException {
    entry.put("report", has(folder, ReportFiles.PAGE)).put("model", has(folder, RunFiles.MODEL));
    switch (entry.path("kind").asText()) {
      case COMPARE -> comparison(entry, folder);
      case TRAIN -> run(entry, folder);
      case SYMMETRY -> symmetry(entry, folder);
      case DESCEND -> descent(entry, folder);
      default -> evaluation(entry, folder);
    }
  }

  private void comparison(ObjectNode entry, Path folder) throws IOException {
    ComparisonFile file = ComparisonFile.read(folder);
    RunFolders.list(folder)
        .forEach(run -> entry.withArray("runs").add(run.getFileName().toString()));
    entry.put("finished", has(folder, ComparisonTables.RESULTS.name()));
    entry.put("dataset", file.data().path("name").asText());
    put(entry, "optimizer", file.labels().stream().map(ComparisonFile.Label::optimizer));
    put(entry, "init", file.labels().stream().map(ComparisonFile.Label::init));
    put(entry, "command", file.command());
    settings(entry, file.settings());
    putWhole(entry, "epochs", file.settings());
  }

  private void run(ObjectNode entry, Path folder) throws IOException {
    RunConfig config = RunConfig.read(folder);
    put(entry, "dataset", config.data().path("name").textValue());
    put(entry, "command", config.command().orElse(null));
    put(entry, "optimizer", config.settings().path("optimizer").textValue());
    put(entry, "init", config.settings().path("init").textValue());
    settings(entry, config.settings());
    entry.set("learning_rate_changes", Json.MAPPER.valueToTree(config.changes()));
    if (has(folder, EpochMetrics.FILE.name())) {
      NumberTable metrics = EpochMetrics.read(folder);
      int last = metrics.rows() - 1;
      entry.put("epochs", last < 0 ? 0 : (int) metrics.column(EpochMetrics.EPOCH)[last]);
      Arrays.stream(metrics.column(EpochMetrics.VALIDATION_ACCURACY))
          .filter(Double::isFinite)
          .max()
          .ifPresent(best -> entry.put("best_validation_accuracy", best));
    }
    if (has(folder, RunSummary.NAME)) {
      RunSummary summary = RunSummary.read(folder);
      put(entry, "dataset", summary.dataset());
      entry.put("test_accuracy", summary.testAccuracy());
      entry.put("finished", true);
      entry.put("diverged", summary.diverged());
      entry.put("stopped", summary.stopped().name().toLowerCase(Locale.ROOT));
    }
  }

  private void symmetry(ObjectNode entry, Path folder) throws IOException {
    entry.put("finished", has(folder, ReportFiles.PAGE));
    if (has(folder, SymmetrySummary.NAME)) {
      SymmetrySummary summary = SymmetrySummary.read(folder);
      put(entry, "dataset", summary.dataset());
      put(entry, "command", summary.command());
      put(entry, "optimizer", summary.optimizer());
      put(entry, "init", summary.inits().stream().map(SymmetrySummary.Init::init));
      entry.put("hidden", summary.hidden());
    }
  }

  private void descent(ObjectNode entry, Path folder) throws IOException {
    entry.put("finished", has(folder, ReportFiles.PAGE));
    if (has(folder, DescentSummary.NAME)) {
      DescentSummary summary = Json.read(folder.resolve(DescentSummary.NAME), DescentSummary.class);
      put(entry, "dataset", summary.surface().name());
      put(entry, "command", summary.command());
      put(entry, "optimizer", summary.optimizers().stream().map(DescentSummary.Descended::label));
    }
  }

  private static void evaluation(ObjectNode entry, Path folder) throws IOException {
    EvaluationFile file = EvaluationFile.read(folder);
    entry.put("finished", true);
    put(entry, "dataset", file.dataset());
    entry.put("test_accuracy", file.accuracy());
  }

  /** What a network and its rule are set to, as far as that is of the kind that it should be. */
  private static void settings(ObjectNode entry, ObjectNode settings) {
    JsonNode rate = settings.path("hyperparameters").path("learningRate");
    if (rate.isNumber()) {
      entry.put("learning_rate", rate.doubleValue());
    }
    putWhole(entry, "hidden", settings);
  }

  private static void putWhole(ObjectNode entry, String name, ObjectNode settings) {
    if (settings.path(name).canConvertToInt()) {
      entry.put(name, settings.path(name).intValue());
    }
  }

  private static void put(ObjectNode entry, String name, String text) {
    if (text != null && !text.isBlank()) {
      entry.put(name, Printable.line(text));
    }
  }

  private static void put(ObjectNode entry, String name, Stream<String> all) {
    put(entry, name, String.join(", ", all.distinct().toList()));
  }

  /** Whether there is such a file, and no link to one elsewhere. */
  private boolean has(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) && file.toRealPath().startsWith(runs.root());
  }
}
