package zigzag.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.archive.JsonFields;
import zigzag.report.page.Banner;
import zigzag.report.text.DataName;

/**
 * What {@code summary.json} says of a run; a number that is absent or null has no value.
 *
 * @param testAccuracy a share from 0 to 1
 * @param kept whether the parameters of the best epoch were kept, or of the last
 * @param secondsPerEpoch of training alone, the median
 * @param resumed whether it was interrupted and went on from a checkpoint
 * @param diagnosis why the network did not learn, as far as the run knows
 * @param network the widths of its layers: {@code 784-128-10}
 */
public record RunSummary(
    String dataset,
    OptionalDouble testAccuracy,
    OptionalDouble testLoss,
    OptionalDouble bestEpoch,
    OptionalDouble epochs,
    Optional<Kept> kept,
    OptionalDouble seconds,
    OptionalDouble secondsPerEpoch,
    Stopped stopped,
    boolean resumed,
    Optional<String> modelSha256,
    List<Banner> diagnosis,
    Optional<String> network) {
  private static final int MOST_SYMPTOMS = 20;

  /** Whose parameters were kept. */
  enum Kept {
    BEST,
    LAST
  }

  /** Why the training ended. */
  public enum Stopped {
    FINISHED,
    EARLY,
    INTERRUPTED,
    DIVERGED
  }

  public static RunSummary of(Path file, ObjectNode json) {
    JsonNode dataset = json.path("dataset");
    if (!dataset.isTextual() || dataset.textValue().isBlank()) {
      throw new InputException(file + ": dataset should be the name of the data");
    }
    OptionalDouble accuracy = number(file, json, "test_accuracy");
    if (accuracy.isPresent() && !(accuracy.getAsDouble() <= 1)) {
      throw new InputException(
          file + ": test_accuracy is " + json.get("test_accuracy") + "; it is a share from 0 to 1");
    }
    JsonNode diverged = json.path("diverged");
    if (!(diverged.isBoolean() || diverged.isNull() || diverged.isMissingNode())) {
      throw new InputException(file + ": diverged is " + diverged + ", neither true nor false");
    }
    Optional<Stopped> stopped = choice(file, json, "stopped", Stopped.class);
    return new RunSummary(
        new DataName(dataset.textValue()).name(),
        accuracy,
        number(file, json, "test_loss"),
        number(file, json, "best_epoch"),
        number(file, json, "epochs"),
        choice(file, json, "kept", Kept.class),
        number(file, json, "seconds"),
        number(file, json, "seconds_per_epoch"),
        diverged.asBoolean() ? Stopped.DIVERGED : stopped.orElse(Stopped.FINISHED),
        json.path("resumed").asBoolean(),
        Optional.ofNullable(json.path("model_sha256").textValue()),
        diagnosis(file, json),
        Optional.ofNullable(json.path("network").textValue()));
  }

  private static List<Banner> diagnosis(Path file, ObjectNode json) {
    List<Banner> banners = new ArrayList<>();
    for (JsonFields symptom : JsonFields.of(file, json).objectsIfAny("diagnosis", MOST_SYMPTOMS)) {
      banners.add(
          new Banner(
              symptom.text("symptom") + ".",
              symptom.paragraph("explanation") + " " + symptom.paragraph("try"),
              true));
    }
    // Earlier versions had sentences instead.
    for (JsonNode note : json.path("notes")) {
      if (!note.isTextual()) {
        throw new InputException(file + ": the note " + note + " is no text");
      }
      banners.add(new Banner("The network did not learn.", Printable.line(note.textValue()), true));
    }
    return banners;
  }

  private static OptionalDouble number(Path file, ObjectNode json, String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || !(value.doubleValue() >= 0)) {
      throw new InputException(file + ": " + name + " is " + value + ", not a number from 0 up");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  private static <E extends Enum<E>> Optional<E> choice(
      Path file, ObjectNode json, String name, Class<E> type) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (value.isTextual() && value.textValue().equals(constant.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(constant);
      }
    }
    String all = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw new InputException(file + ": " + name + " is " + value + "; it should be one of " + all);
  }

  /** The caveat that every chart of the run carries; blank if there is none. */
  String note() {
    return new DataName(dataset).note();
  }
}
