package zigzag.cli.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import zigzag.InputException;
import zigzag.archive.Json;
import zigzag.archive.JsonFields;

/**
 * How a run or a comparison was started, as its folder tells, to go on with it.
 *
 * @param file which says so
 * @param json its content
 * @param again what to do where it is of no use: "train anew"
 */
public record StoredStart(Path file, ObjectNode json, String again) {
  /**
   * Reads the file.
   *
   * @throws InputException if it is no JSON object
   */
  public static StoredStart read(Path file, String again) throws IOException {
    try {
      return new StoredStart(file, Json.read(file), again);
    } catch (InputException e) {
      throw refusal(e, again);
    }
  }

  /** The same for content that is at hand, as a checkpoint holds it. */
  public static StoredStart parse(Path file, String content, String again) {
    try {
      byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
      return new StoredStart(file, Json.parse(file.toString(), utf8), again);
    } catch (InputException e) {
      throw refusal(e, again);
    }
  }

  private static InputException refusal(InputException problem, String again) {
    return new InputException(
        problem.getMessage() + "; " + again + " into another folder", problem);
  }

  /** The command line that started it. */
  public String command() {
    return json.path("command").asText();
  }

  /**
   * An object of the file.
   *
   * @throws InputException if there is none of that name
   */
  public ObjectNode object(String name) {
    return JsonFields.of(file, json).object(name).node();
  }

  /**
   * Checks that the data has not changed since.
   *
   * @throws InputException if it has
   */
  public void requireSameData(ObjectNode now) {
    if (!now.path("sha256").equals(object("data").path("sha256"))) {
      throw new InputException(
          "the data is not what it was at the start (its SHA-256 sums differ); bring it back or "
              + again
              + " with --overwrite");
    }
  }
}
