package zigzag.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
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
import zigzag.archive.ComparisonFile;
import zigzag.archive.Json;
import zigzag.cli.folder.StoredStart;
import zigzag.cli.option.Numbers;
import zigzag.training.settings.SettingsJson;

/**
 * A comparison that was begun: its plan does not name the plug-ins, so its command is taken apart
 * again.
 */
record StoredComparison(StoredStart start) {
  /** The flags that don't change what is compared. */
  private static final Set<String> FREE =
      Set.of("--out", "--resume", "--threads", "--quiet", "--json", "--overwrite");

  /** What must be the same when a comparison goes on. */
  private static final List<String> PARTS =
      List.of("settings", "labels", "seeds", "target", "tuning");

  static StoredComparison read(Path folder) throws IOException {
    Path file = folder.resolve(ComparisonFile.NAME);
    StoredStart start = StoredStart.of(file, null, "compare anew");
    if (!start.json().path("arguments").isArray()) {
      throw new InputException(
          file + " is no plan of a comparison; compare anew into another folder");
    }
    return new StoredComparison(start);
  }

  /**
   * The command with the flags it was given then.
   *
   * @param given the flags it was given now
   * @throws InputException if one of those contradicts the stored ones
   */
  CompareCommand command(ParseResult given) {
    List<String> arguments = new ArrayList<>();
    start.json().path("arguments").forEach(word -> arguments.add(word.asText()));
    CompareCommand command = new CompareCommand();
    CommandLine commandLine = new CommandLine(command).setExpandAtFiles(false);
    Numbers.register(commandLine);
    try {
      commandLine.parseArgs(arguments.toArray(String[]::new));
    } catch (PicocliException e) {
      throw new InputException(
          start.file() + " has flags that this version does not know: " + e.getMessage(), e);
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
                start.command()));
      }
    }
    return command;
  }

  /**
   * Checks that going on means the same as before.
   *
   * @param now what the stored flags come to now
   * @throws InputException if the data has changed, or what the flags mean
   */
  void requireSame(ObjectNode now) {
    ObjectNode plan = Json.reread(now);
    start.requireSameData((ObjectNode) plan.path("data"));
    for (String part : PARTS) {
      if (!SettingsJson.decisive(start.json().path(part))
          .equals(SettingsJson.decisive(plan.path(part)))) {
        throw new InputException(
            start.file()
                + ": its "
                + part
                + " are not what the same flags mean to this version of the program; compare anew"
                + " with --overwrite");
      }
    }
  }
}
