package zigzag.cli.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.training.settings.SettingsJson;

/**
 * How a run or a comparison was started, as its folder tells, to go on with it.
 *
 * @param again what to do where the file is of no use: "train anew"
 */
public record StoredStart(Path file, ObjectNode json, String again) {
  /**
   * Reads the file, or what it holds where that is at hand, as of a checkpoint.
   *
   * @param content null to read the file
   * @throws InputException if it is no JSON object
   */
  public static StoredStart of(Path file, String content, String again) throws IOException {
    try {
      return new StoredStart(
          file,
          content == null
              ? Json.read(file)
              : Json.parse(file.toString(), content.getBytes(StandardCharsets.UTF_8)),
          again);
    } catch (InputException e) {
      throw new InputException(e.getMessage() + "; " + again + " into another folder", e);
    }
  }

  /** The command line that started it. */
  public String command() {
    return json.path("command").asText();
  }

  /** An object of the file, refused where there is none of that name. */
  public ObjectNode object(String name) {
    if (json.get(name) instanceof ObjectNode object) {
      return object;
    }
    throw new InputException(file + ": " + name + " is missing; it should be an object");
  }

  /** The first of these fields that is another now; what changes no result is no difference. */
  public Optional<String> difference(List<String> fields, ObjectNode now) {
    return fields.stream()
        .filter(
            field ->
                !SettingsJson.decisive(json.path(field))
                    .equals(SettingsJson.decisive(now.path(field))))
        .findFirst();
  }

  /** Refuses data that is not what it was at the start. */
  public void requireSameData(ObjectNode now) {
    if (!now.path("sha256").equals(object("data").path("sha256"))) {
      throw new InputException(
          "the data is not what it was at the start (its SHA-256 sums differ); bring it back or %s"
              + " with --overwrite",
          again);
    }
  }
}
