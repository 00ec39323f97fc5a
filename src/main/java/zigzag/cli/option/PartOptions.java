package zigzag.cli.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Json;
import zigzag.archive.Share;
import zigzag.archive.TuningTrial;
import zigzag.cli.folder.StoredStart;
import zigzag.experiment.comparison.ComparisonPlan;
import zigzag.experiment.comparison.Contender;
import zigzag.experiment.comparison.TuningPlan;

/** The flags that share a comparison's work out. */
public final class PartOptions {
  /** What the rates found for one comparison must have in common with another that takes them. */
  private static final List<String> DECISIVE = List.of("settings", "labels", "tuning");

  @Option(
      names = "--part",
      paramLabel = "K/N",
      description =
          "train the K-th of N equal shares of the comparison, each into a folder of its own;"
              + " report merges them")
  private String part;

  @Option(
      names = "--tune-only",
      description = "with --tune: find the learning rates, and train nobody with them")
  private boolean tuneOnly;

  @Option(
      names = "--rates",
      paramLabel = "DIR",
      description =
          "take the learning rates that --tune found in this comparison's folder; labels and"
              + " settings must be the same, seeds need not")
  private Path rates;

  /** Refuses a part that is none, and what no part can do by itself. */
  public void require(boolean tune, boolean dryRun) {
    InputException.refuseBoth(tuneOnly && part != null, "--tune-only", "--part");
    InputException.refuseBoth(tuneOnly && rates != null, "--tune-only", "--rates");
    InputException.refuseBoth(tuneOnly && dryRun, "--tune-only", "--dry-run");
    if (tuneOnly && !tune) {
      throw new InputException("--tune-only goes with --tune; add it");
    }
    if (tune && part != null && rates == null) {
      throw new InputException(
          "--part with --tune: every part would look for the same learning rates; find them once"
              + " with --tune --tune-only --out DIR, and give each part --rates DIR");
    }
    share();
  }

  Share share() {
    if (part == null) {
      return tuneOnly ? Share.NONE : Share.WHOLE;
    }
    try {
      return Share.of(part);
    } catch (InputException e) {
      throw new InputException("--part: " + e.getMessage(), e);
    }
  }

  public boolean isTuneOnly() {
    return tuneOnly;
  }

  /** How the rates to take were found; empty if none are to be taken. */
  Optional<TuningPlan> tuning() throws IOException {
    if (rates == null) {
      return Optional.empty();
    }
    ComparisonFile found = ComparisonFile.read(rates);
    if (!found.tuned()) {
      throw new InputException(
          "--rates " + rates + ": no learning rates were looked for there; do so with --tune");
    }
    String place = rates.resolve(ComparisonFile.NAME) + ": tuning";
    return Optional.of(Json.bind(place, (ObjectNode) found.tuning(), TuningPlan.class));
  }

  /**
   * The trials by which the rates to take were found; none if none are to be taken.
   *
   * @throws InputException if they were found for something else, or are not found yet
   */
  public List<TuningTrial> trials(ComparisonPlan plan, ComparisonFile file) throws IOException {
    if (rates == null) {
      return List.of();
    }
    StoredStart found =
        StoredStart.of(rates.resolve(ComparisonFile.NAME), null, "find the learning rates anew");
    ObjectNode now = Json.reread(Json.fields(file));
    found.requireSameData((ObjectNode) now.path("data"));
    Optional<String> other = found.difference(DECISIVE, now);
    if (other.isPresent()) {
      throw new InputException(
          "--rates %s: its %s are not those of this comparison; find the learning rates anew",
          rates, other.get());
    }
    if (!Files.exists(rates.resolve(TuningTrial.FILE.name()))) {
      throw new InputException(
          "--rates %s: its learning rates are not all found yet; go on with --resume --out %s",
          rates, rates);
    }
    List<TuningTrial> trials = TuningTrial.readAll(rates);
    var labels = plan.contenders().stream().map(Contender::label).collect(Collectors.toSet());
    // They become files, named after their labels.
    if (trials.size() > plan.tuningTrainings()
        || !trials.stream().map(TuningTrial::label).allMatch(labels::contains)) {
      throw new InputException(
          "%s has other trials than its comparison; find the learning rates anew",
          rates.resolve(TuningTrial.FILE.name()));
    }
    return trials;
  }

  /** Goes on in a folder that may have taken the rates already. */
  public void resume(Path folder) {
    if (rates != null && Files.exists(folder.resolve(TuningTrial.FILE.name()))) {
      rates = folder;
    }
  }
}
