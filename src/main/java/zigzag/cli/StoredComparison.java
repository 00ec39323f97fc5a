package zigzag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.archive.ComparisonFile;
import zigzag.cli.option.Numbers;

/**
 * A comparison that was begun, as its {@code comparison.json} tells.
 *
 * @param file which it is
 * @param json its content
 */
record StoredComparison(Path file, ObjectNode json) {
  private static final long MOST_BYTES = 1 << 20;

  /** The flags that don't change what is compared. */
  private static final Set<String> FREE =
      Set.of("--out", "--resume", "--threads", "--quiet", "--json", "--overwrite");

  /** What must be the same when a comparison goes on. */
  private static final List<String> PARTS =
      List.of("settings", "labels", "seeds", "target", "tuning");

  static StoredComparison read(Path folder) throws IOException {
    Path file = folder.resolve(ComparisonFile.NAME);
    if (Files.size(file) > MOST_BYTES) {
      throw new InputException(file + " is too large to be the plan of a comparison");
    }
    try {
      if (new ObjectMapper().readTree(RegularFile.bytes(file)) instanceof ObjectNode object
          && object.path("arguments").isArray()
          && object.get("data") instanceof ObjectNode) {
        return new StoredComparison(file, object);
      }
    } catch (JsonProcessingException e) {
      throw new InputException(file + " is damaged; compare anew into another folder", e);
    }
    throw new InputException(
        file + " is no plan of a comparison; compare anew into another folder");
  }

  /**
   * The command with the flags it was given then.
   *
   * @param given the flags it was given now
   * @throws InputException if one of those contradicts the stored ones
   */
  CompareCommand command(ParseResult given) {
    List<String> arguments = new ArrayList<>();
    json.path("arguments").forEach(argument -> arguments.add(argument.asText()));
    CompareCommand command = new CompareCommand();
    CommandLine commandLine = new CommandLine(command).setExpandAtFiles(false);
    Numbers.register(commandLine);
    try {
      commandLine.parseArgs(arguments.toArray(String[]::new));
    } catch (PicocliException e) {
      throw new InputException(
          file + " has flags that this version does not know: " + e.getMessage(), e);
    }
    for (OptionSpec option : given.matchedOptions()) {
      String name = option.longestName();
      OptionSpec then = commandLine.getCommandSpec().findOption(name);
      if (!FREE.contains(name) && !Objects.equals(then.getValue(), option.getValue())) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s: the comparison to resume was begun without that; it was: %s",
                name,
                json.path("command").asText()));
      }
    }
    return command;
  }

  /** Where its data came from. */
  ObjectNode data() {
    return (ObjectNode) json.get("data");
  }

  /**
   * Checks that going on means the same as before.
   *
   * @param now what the stored flags come to now
   * @throws InputException if the data has changed, or what the flags mean
   */
  void requireSame(ObjectNode now) {
    if (!text(json.path("data").path("sha256")).equals(text(now.path("data").path("sha256")))) {
      throw new InputException(
          "the data is not what the comparison was begun with (its SHA-256 sums differ); bring the"
              + " data back or compare anew with --overwrite");
    }
    for (String part : PARTS) {
      if (!text(json.path(part)).equals(text(now.path(part)))) {
        throw new InputException(
            file
                + ": its "
                + part
                + " are not what the same flags mean to this version of the program; compare anew"
                + " with --overwrite");
      }
    }
  }

  /** As text, since a number that was read can be another kind of node; without the threads. */
  private static String text(JsonNode part) {
    JsonNode copy = part.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove("threads");
    }
    return copy.toString();
  }
}
