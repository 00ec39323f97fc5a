package zigzag.report.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.archive.ComparisonFile;
import zigzag.archive.ComparisonFile.Label;
import zigzag.archive.Decimals;
import zigzag.archive.Json;
import zigzag.archive.RunFolders;
import zigzag.archive.Share;
import zigzag.archive.TuningTrial;
import zigzag.archive.run.Confusion;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunConfig;
import zigzag.archive.run.RunSummary;
import zigzag.archive.run.StepLosses;

/** Several comparison folders as one. */
final class ComparisonMerge {
  /** The files of a run that a report needs, and no model. */
  private static final List<String> LIGHT =
      List.of(
          RunConfig.NAME,
          EpochMetrics.FILE.name(),
          StepLosses.FILE.name(),
          RunSummary.NAME,
          Confusion.NAME);

  /** Settings that change no result. */
  private static final Set<String> FREE = Set.of("threads", "checkpoint-every", "seed", "seeds");

  private final List<Path> folders;
  private final List<ComparisonFolder> parts = new ArrayList<>();

  private ComparisonMerge(List<Path> folders) {
    this.folders = folders;
  }

  /**
   * Reads the folders and puts them together.
   *
   * @throws InputException if one is malformed, or if they contradict each other
   */
  static ComparisonFolder read(List<Path> folders) throws IOException {
    if (folders.isEmpty()) {
      throw new InputException("there is nothing to merge; name at least one folder");
    }
    ComparisonFolder.requireReadable(folders);
    ComparisonMerge merge = new ComparisonMerge(folders);
    for (Path folder : folders) {
      merge.parts.add(ComparisonFolder.read(folder));
    }
    return merge.joined();
  }

  private ComparisonFolder joined() {
    requireOneSharing();
    // Read again, for together they may be more than one may have.
    ComparisonFile plan = plan();
    List<ComparedRun> runs =
        once(
            ComparisonFolder::runs,
            run -> List.of(run.label(), run.seed()),
            ComparisonMerge::result,
            (i, one, other) ->
                ComparisonFolder.refusal(
                    "%s and %s are the same label and seed, but one has %s, the other %s; leave one"
                        + " out",
                    one.folder(), other.folder(), result(one), result(other)));
    List<TuningTrial> trials =
        once(
            ComparisonFolder::trials,
            trial -> List.of(trial.label(), trial.learningRate(), trial.seed()),
            trial -> trial,
            (i, one, other) ->
                ComparisonFolder.refusal(
                    "%s: the trial of %s with learning rate %s and seed %d contradicts that of"
                        + " another folder; leave one out",
                    parts.get(i).name(),
                    other.label(),
                    Decimals.shortest(other.learningRate()),
                    other.seed()));
    return ComparisonFolder.of(ComparisonFolder.name(plan), plan, runs, trials);
  }

  /** Refuses a part of a comparison beside anything but the other parts of the same, each once. */
  private void requireOneSharing() {
    ComparisonFile first = parts.get(0).plan();
    Map<Share, Path> known = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      ComparisonFile plan = parts.get(i).plan();
      if ((plan.part() == null) != (first.part() == null)) {
        throw ComparisonFolder.refusal(
            "%s and %s cannot be merged: one is a part of a comparison, the other a whole; merge"
                + " the parts by themselves first",
            folders.get(0), folders.get(i));
      }
      if (plan.part() == null) {
        continue;
      }
      requireSame(i, "number of parts", one -> one.part().parts());
      requireSame(i, "labels", ComparisonFile::labels);
      requireSame(i, "seeds", ComparisonFile::seeds);
      requireSame(i, "target", ComparisonFile::target);
      requireSame(i, "tuning", ComparisonFile::tuning);
      Path other = known.put(plan.part(), folders.get(i));
      if (other != null) {
        throw ComparisonFolder.refusal(
            "%s and %s are both part %s; leave one out", other, folders.get(i), plan.part());
      }
    }
  }

  private void requireSame(int i, String name, Function<ComparisonFile, Object> what) {
    JsonNode one = Json.MAPPER.valueToTree(what.apply(parts.get(0).plan()));
    JsonNode other = Json.MAPPER.valueToTree(what.apply(parts.get(i).plan()));
    if (!one.equals(other)) {
      throw contradiction(i, name, text(one), text(other));
    }
  }

  /** What is wrong where a part has it otherwise than one before it. */
  private interface Clash<T> {
    InputException of(int part, T one, T other);
  }

  /** What the parts have, each thing once, in whose value all that have it agree. */
  private <T> List<T> once(
      Function<ComparisonFolder, List<T>> things,
      Function<T, Object> key,
      Function<T, Object> value,
      Clash<T> clash) {
    Map<Object, T> all = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      for (T thing : things.apply(parts.get(i))) {
        T known = all.computeIfAbsent(key.apply(thing), name -> thing);
        if (!value.apply(known).equals(value.apply(thing))) {
          throw clash.of(i, known, thing);
        }
      }
    }
    return List.copyOf(all.values());
  }

  private static String result(ComparedRun run) {
    RunSummary summary = run.summary();
    return run.diverged()
        ? "diverged"
        : Numerals.format(
            "test accuracy %s, test loss %s, model %s",
            Decimals.shortest(summary.testAccuracy()),
            summary.testLoss() == null ? "" : Decimals.shortest(summary.testLoss()),
            Objects.requireNonNullElse(summary.modelSha256(), "unknown"));
  }

  /** The plan of all, unless two contradict each other. */
  private ComparisonFile plan() {
    ComparisonFile first = parts.get(0).plan();
    for (int i = 1; i < parts.size(); i++) {
      if (!first.sha256().equals(parts.get(i).plan().sha256())) {
        String other = parts.get(i).data().name() + ", other sums";
        throw contradiction(i, "data", parts.get(0).data().name(), other);
      }
      requireSameSettings(first.settings(), i);
    }
    List<Double> target =
        once(
            part -> Stream.ofNullable(part.target()).toList(),
            share -> "target",
            share -> share,
            (i, one, other) ->
                contradiction(i, "target", Decimals.shortest(one), Decimals.shortest(other)));
    List<ComparisonFile> plans = parts.stream().map(ComparisonFolder::plan).toList();
    return new ComparisonFile(
        plans.stream().map(ComparisonFile::command).distinct().collect(Collectors.joining("; ")),
        List.of(),
        parts.stream().map(ComparisonMerge::part).toList(),
        null,
        first.data(),
        first.settings(),
        first.part() == null ? labels() : first.labels(),
        plans.stream().flatMap(plan -> plan.seeds().stream()).distinct().sorted().toList(),
        target.isEmpty() ? null : target.get(0),
        tuning(plans),
        first.versions());
  }

  private static ComparisonFile.Part part(ComparisonFolder merged) {
    ComparisonFile plan = merged.plan();
    return new ComparisonFile.Part(merged.name(), plan.command(), plan.versions(), plan.part());
  }

  private void requireSameSettings(JsonNode one, int i) {
    JsonNode other = parts.get(i).plan().settings();
    Set<String> names = new LinkedHashSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    names.removeAll(FREE);
    for (String name : names) {
      if (!one.path(name).equals(other.path(name))) {
        throw contradiction(i, name, text(one.path(name)), text(other.path(name)));
      }
    }
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "not set" : value.toString();
  }

  private InputException contradiction(int i, String name, String one, String other) {
    return ComparisonFolder.refusal(
        "%s and %s cannot be merged: %s is %s in one, %s in the other",
        folders.get(0), folders.get(i), name, one, other);
  }

  private List<Label> labels() {
    return once(
        // Its own settings are those of its runs, and may be given in other words.
        part ->
            part.labels().stream()
                .map(l -> new Label(l.label(), l.optimizer(), l.init(), Map.of()))
                .toList(),
        Label::label,
        label -> label.optimizer() + " with " + label.init(),
        (i, one, other) ->
            contradiction(
                i,
                "label " + one.label(),
                one.optimizer() + " with " + one.init(),
                other.optimizer() + " with " + other.init()));
  }

  /** How rates were chosen: the same way in all parts that did, or each part's way. */
  private static JsonNode tuning(List<ComparisonFile> plans) {
    List<JsonNode> ways =
        plans.stream()
            .filter(ComparisonFile::tuned)
            .map(ComparisonFile::tuning)
            .distinct()
            .toList();
    if (ways.size() < 2) {
      return ways.isEmpty() ? NullNode.instance : ways.get(0);
    }
    ObjectNode all = Json.object();
    ways.forEach(all.putArray("merged")::add);
    return all;
  }

  /**
   * Writes a comparison folder that can be read as any other, {@code comparison.json} last.
   *
   * @throws InputException if the folder holds a comparison already
   */
  static void write(ComparisonFolder merged, Path folder) throws IOException {
    boolean hasRuns =
        RunFolders.list(folder).stream()
            .anyMatch(run -> Files.exists(run.resolve(RunSummary.NAME)));
    if (hasRuns || Files.exists(folder.resolve(ComparisonFile.NAME))) {
      throw new InputException(
          folder + " holds a comparison already; name a new folder for the merged one");
    }
    Set<String> taken = new HashSet<>();
    for (ComparedRun run : merged.runs()) {
      String name = run.folder().getFileName().toString();
      String unused = name;
      // Two comparisons' folders may have the same name, and some file systems ignore case.
      for (int i = 2; !taken.add(unused.toLowerCase(Locale.ROOT)); i++) {
        unused = name + "-" + i;
      }
      copy(run.folder(), folder.resolve(RunFolders.FOLDER).resolve(unused));
    }
    if (merged.plan().tuned()) {
      TuningTrial.FILE.write(
          folder, merged.trials().stream().map(trial -> trial.cells(Double::toString)));
    }
    merged.plan().write(folder);
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
