package zigzag.web;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import zigzag.Folders;
import zigzag.InputException;
import zigzag.archive.ComparisonFile;
import zigzag.archive.ComparisonTables;
import zigzag.archive.EvaluationFile;
import zigzag.archive.ReportFiles;
import zigzag.archive.ReportLimits;
import zigzag.archive.RunFolders;
import zigzag.archive.descent.PathsFile;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunFiles;
import zigzag.archive.run.RunSummary;
import zigzag.archive.symmetry.SymmetryFile;

/**
 * The folder that runs lie in: all that the page reads and writes. Whatever leads out of it, by its
 * name or by a link, is not there.
 *
 * @param root without links
 */
record RunsFolder(Path root) {
  /** One name, which is no way up, hides nothing and can't be taken for a part of a path. */
  static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_+=(][\\p{L}\\p{N} ._:+=,()-]{0,99}");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** The files by which folders of other commands are known. */
  private static final Map<String, String> OTHERS =
      Map.of(
          SymmetryFile.NAME,
          "symmetry",
          PathsFile.NAME,
          "descend",
          EvaluationFile.NAME,
          "evaluate");

  /**
   * What is known of a folder there.
   *
   * @param kind the command that left it
   * @param testAccuracy null where there is none
   * @param finished whether it came to its end
   * @param runs of a comparison, by their names in the folder
   */
  record Entry(
      String name,
      String kind,
      String dataset,
      Double testAccuracy,
      boolean finished,
      boolean diverged,
      List<String> runs) {}

  /**
   * A run whose network can read what is drawn.
   *
   * @param run its name, or that of a comparison's run: {@code NAME/runs/LABEL-seedK}
   * @param testAccuracy null where there is none
   */
  record Network(String run, String dataset, Double testAccuracy) {}

  /** Makes the folder if need be. */
  static RunsFolder at(Path folder) throws IOException {
    Folders.requirePossible("--runs", folder);
    return new RunsFolder(Folders.make(folder).toRealPath());
  }

  /**
   * What lies there under a path of names.
   *
   * @throws Refusal if there is nothing, or it lies elsewhere in truth
   */
  Path find(List<String> names) throws IOException {
    Path path = root;
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw unknown(names);
      }
      try {
        path = path.resolve(name);
      } catch (InvalidPathException e) {
        throw unknown(names);
      }
    }
    if (!Files.exists(path)) {
      throw unknown(names);
    }
    Path real = path.toRealPath();
    if (!real.startsWith(root) || real.equals(root)) {
      throw unknown(names);
    }
    return real;
  }

  private static Refusal unknown(List<String> names) {
    return Refusal.unknown("\"" + String.join("/", names) + "\" among the runs");
  }

  /** A run's folder by its name, or that of a comparison's run: {@code NAME/runs/LABEL-seedK}. */
  Path folder(String name) throws IOException {
    Path folder = find(List.of(name.split("/", -1)));
    if (!Files.isDirectory(folder)) {
      throw unknown(List.of(name));
    }
    return folder;
  }

  Path file(List<String> names) throws IOException {
    Path file = find(names);
    if (!Files.isRegularFile(file)) {
      throw unknown(names);
    }
    return file;
  }

  /** A new folder, called after a command and the time. */
  Path make(String command) throws IOException {
    String name = command + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    for (int i = 1; ; i++) {
      Path folder = root.resolve(i == 1 ? name : name + "-" + i);
      if (!Files.exists(folder)) {
        return Files.createDirectory(folder);
      }
    }
  }

  /** All that commands left there, by name. */
  List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (entries.size() < ReportLimits.RUNS
            && NAME.matcher(name).matches()
            && Files.isDirectory(folder)
            && folder.toRealPath().startsWith(root)) {
          entry(name, folder, entries);
        }
      }
    }
    entries.sort((one, other) -> one.name().compareTo(other.name()));
    return entries;
  }

  /** The runs that have a model, those of comparisons too; the one that was saved last is first. */
  List<Network> networks() throws IOException {
    Map<Network, FileTime> times = new LinkedHashMap<>();
    for (Entry entry : list()) {
      network(entry.name(), times);
      for (String run : entry.runs()) {
        network(entry.name() + "/" + RunFolders.FOLDER + "/" + run, times);
      }
    }
    return times.entrySet().stream()
        .sorted(Map.Entry.<Network, FileTime>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void network(String name, Map<Network, FileTime> times) {
    try {
      Path folder = folder(name);
      if (has(folder, RunFiles.MODEL)) {
        Entry run = run(name, folder);
        times.put(
            new Network(name, run.dataset(), run.testAccuracy()),
            Files.getLastModifiedTime(folder.resolve(RunFiles.MODEL)));
      }
    } catch (InputException | Refusal | IOException e) {
      // Damaged, or just being deleted: there is nothing to read drawings.
    }
  }

  private void entry(String name, Path folder, List<Entry> entries) {
    try {
      if (has(folder, ComparisonFile.NAME)) {
        String dataset = ComparisonFile.read(folder).data().path("name").asText();
        boolean isFinished = has(folder, ComparisonTables.RESULTS.name());
        List<String> runs =
            RunFolders.list(folder).stream().map(run -> run.getFileName().toString()).toList();
        entries.add(new Entry(name, "compare", dataset, null, isFinished, false, runs));
      } else if (has(folder, RunConfig.NAME)) {
        entries.add(run(name, folder));
      } else {
        for (Map.Entry<String, String> kind : OTHERS.entrySet()) {
          if (has(folder, kind.getKey())) {
            boolean isFinished = has(folder, ReportFiles.PAGE);
            entries.add(new Entry(name, kind.getValue(), null, null, isFinished, false, List.of()));
          }
        }
      }
    } catch (InputException | IOException e) {
      // Damaged, or just being deleted: there, and no more is known of it.
      entries.add(new Entry(name, "damaged", null, null, false, false, List.of()));
    }
  }

  private Entry run(String name, Path folder) throws IOException {
    if (!has(folder, RunSummary.NAME)) {
      String dataset = RunConfig.read(folder).data().path("name").textValue();
      return new Entry(name, "train", dataset, null, false, false, List.of());
    }
    RunSummary summary = RunSummary.read(folder);
    return new Entry(
        name,
        "train",
        summary.dataset(),
        summary.testAccuracy(),
        true,
        summary.diverged(),
        List.of());
  }

  /** Whether there is such a file, and no link to one elsewhere. */
  private boolean has(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) && file.toRealPath().startsWith(root);
  }
}
