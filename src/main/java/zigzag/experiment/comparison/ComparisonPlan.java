package zigzag.experiment.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import zigzag.archive.ComparisonFile;
import zigzag.archive.Json;
import zigzag.archive.Share;
import zigzag.archive.TuningTrial;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Sgd;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Registries;
import zigzag.training.settings.SettingsJson;
import zigzag.training.settings.TrainingSettings;
import zigzag.training.settings.Versions;

/**
 * Who is compared, and how: every contender is trained with every seed.
 *
 * <p>Within a seed all contenders see the same batches, and those with the same initializer start
 * at the same weights, so their differences can be taken pair by pair.
 *
 * @param common what all trainings share; its optimizer, initializer, weight decay and seed are not
 *     used
 * @param contenders in the order the user gave
 * @param seeds of the trainings
 * @param target the validation accuracy whose steps and seconds are counted; empty for none
 * @param tuning how each contender's learning rate is found; empty to use those given
 * @param share the part of the trainings that is carried out
 */
public record ComparisonPlan(
    TrainingSettings common,
    List<Contender> contenders,
    List<Long> seeds,
    OptionalDouble target,
    Optional<TuningPlan> tuning,
    Share share) {

  /** One that is carried out as a whole. */
  public ComparisonPlan(
      TrainingSettings common,
      List<Contender> contenders,
      List<Long> seeds,
      OptionalDouble target,
      Optional<TuningPlan> tuning) {
    this(common, contenders, seeds, target, tuning, Share.WHOLE);
  }

  /** Rejects a comparison of nothing, of equals, or by figures there will be none of. */
  public ComparisonPlan {
    contenders = List.copyOf(contenders);
    seeds = List.copyOf(seeds);
    if (contenders.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare; name optimizers or initializers");
    }
    Set<String> labels = new HashSet<>();
    for (Contender contender : contenders) {
      if (!labels.add(contender.label())) {
        throw new IllegalArgumentException(contender.label() + " is named twice; leave one out");
      }
    }
    double accuracy = target.orElse(1);
    if (!(accuracy > 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "target " + accuracy + " is no accuracy; give a share such as 0.97");
    }
    if (common.validation().examples() == 0 && (target.isPresent() || tuning.isPresent())) {
      throw new IllegalArgumentException(
          (tuning.isPresent() ? "tuning" : "a target")
              + " is judged on validation examples; hold some out with --validation");
    }
    if (tuning.isPresent() && tuning.get().seeds().stream().anyMatch(seeds::contains)) {
      throw new IllegalArgumentException("tuning would see a seed of the comparison itself");
    }
    share.requireSome(contenders.size() * seeds.size());
  }

  /**
   * What was to be compared, as a folder tells that no command line made.
   *
   * @throws zigzag.InputException if a label's settings are not whole, or make no sense
   */
  public static ComparisonPlan of(ComparisonFile file, Registries rules) {
    List<Contender> contenders = new ArrayList<>();
    TrainingSettings common = null;
    for (ComparisonFile.Label label : file.labels()) {
      ObjectNode settings = file.settings().deepCopy();
      label.own().forEach((name, value) -> settings.set(name, Json.MAPPER.valueToTree(value)));
      settings.put("optimizer", label.optimizer()).put("init", label.init());
      TrainingSettings own = SettingsJson.read(settings.put("seed", file.seeds().get(0)), rules);
      contenders.add(
          new Contender(
              label.label(),
              own.update().optimizer(),
              own.architecture().init(),
              own.update().weightDecay()));
      double decay = file.settings().path("weight-decay").asDouble();
      common = own.with(own.architecture().init(), new Sgd(), decay, own.seed());
    }
    return new ComparisonPlan(
        common, contenders, file.seeds(), OptionalDouble.empty(), Optional.empty());
  }

  /** The labels that mean the same as one before them, after that one, with a word between. */
  public List<String> sameSettings() {
    List<String> same = new ArrayList<>();
    for (Contender contender : contenders) {
      Contender first =
          contenders.stream().filter(contender::isSameAs).findFirst().orElse(contender);
      if (!first.label().equals(contender.label())) {
        same.add(first.label() + " and " + contender.label());
      }
    }
    return same;
  }

  /** How many trainings of the comparison itself are carried out. */
  public int trainings() {
    return share.count(contenders.size() * seeds.size());
  }

  /** Whether a contender, at whatever learning rate, is trained with a seed. */
  public boolean trains(Contender contender, long seed) {
    int place = contenders.stream().map(Contender::label).toList().indexOf(contender.label());
    return share.has(place * seeds.size() + seeds.indexOf(seed));
  }

  /** The trainings of the search for learning rates; 0 without one. */
  public int tuningTrainings() {
    return tuning.map(t -> contenders.size() * t.budget() * t.seeds().size()).orElse(0);
  }

  /** What is left of it when its learning rates are found by these trials. */
  public ComparisonPlan tuned(List<TuningTrial> trials) {
    Map<String, Double> rates =
        trials.stream()
            .filter(TuningTrial::chosen)
            .collect(
                Collectors.toMap(
                    TuningTrial::label, TuningTrial::learningRate, (one, same) -> same));
    List<Contender> tuned =
        contenders.stream()
            .map(
                one ->
                    rates.containsKey(one.label()) ? Tuning.at(one, rates.get(one.label())) : one)
            .toList();
    return new ComparisonPlan(common, tuned, seeds, target, Optional.empty(), share);
  }

  /** How one contender is trained with one seed: on one thread, for the others are busy too. */
  public TrainingSettings settings(Contender contender, long seed) {
    return common.with(contender.init(), contender.optimizer(), contender.weightDecay(), seed);
  }

  /** The steps of each training. */
  public long steps(DataSplit data) {
    return common.learningRateSchedule(data.training().length).steps();
  }

  /**
   * What {@code comparison.json} says of it.
   *
   * @param arguments the command line that started the comparison, word by word
   * @param data the data set's name, where it came from and its SHA-256 sums
   */
  public ComparisonFile file(String command, List<String> arguments, ObjectNode data) {
    ObjectNode settings = SettingsJson.write(common);
    settings.remove(List.of("optimizer", "hyperparameters", "init", "seed"));
    return new ComparisonFile(
        command,
        arguments,
        List.of(),
        share.equals(Share.WHOLE) || share.equals(Share.NONE) ? null : share,
        data,
        settings,
        contenders.stream().map(this::label).toList(),
        seeds,
        target.isPresent() ? (Double) target.getAsDouble() : null,
        Json.MAPPER.valueToTree(tuning.orElse(null)),
        Json.MAPPER.valueToTree(Versions.all()));
  }

  private ComparisonFile.Label label(Contender contender) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("hyperparameters", Optimizers.hyperparameters(contender.optimizer()));
    if (contender.weightDecay() != common.update().weightDecay()) {
      own.put("weight-decay", contender.weightDecay());
    }
    return new ComparisonFile.Label(
        contender.label(), contender.optimizer().name(), contender.init().label(), own);
  }
}
