package zigzag.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import zigzag.InputException;
import zigzag.cli.InProcess;
import zigzag.cli.Zigzag;
import zigzag.cli.option.Recipe;
import zigzag.data.distortion.Augmentation;
import zigzag.experiment.descent.Surfaces;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;

/**
 * The commands that the documents show, in every language, are commands of this program: the real
 * parser takes them, names are those of rules that there are, and what takes no time is run.
 */
class DocsCommandsTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  /** The commands that read neither data nor a model, so that they take no time. */
  private static final Set<String> QUICK =
      Set.of("optimizers", "initializers", "recipes", "descend", "--version");

  /** What a flag's value is looked up in. */
  private static final Map<String, Consumer<String>> NAMES =
      Map.of(
          "--optimizer", new Optimizers()::named,
          "--optimizers", new Optimizers()::named,
          "--init", new Initializers()::named,
          "--inits", new Initializers()::named,
          "--activation", Activation.CHOICE::pick,
          "--schedule", Schedule.CHOICE::pick,
          "--augment", Augmentation.Kind.CHOICE::pick,
          "--surface", Surfaces.all(Surfaces.CONDITION)::pick);

  /** By the command that they know: making one reads the annotations of all its flags. */
  private static final Map<String, CommandLine> PARSERS = new HashMap<>();

  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
  private static final Pattern FLAGS_ALONE = Pattern.compile("`(--[a-z][^`]*)`");

  @TempDir private Path folder;

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(DocsFigures.documents(HOME));
    pages.add(HOME.resolve("CONTRIBUTING.md"));
    return pages;
  }

  private static Stream<ShownCommand> commands() throws IOException {
    return pages().stream()
        .flatMap(
            page -> {
              try {
                return ShownCommand.of(page).stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static CommandSpec parsed(List<String> call) {
    CommandLine parser =
        PARSERS.computeIfAbsent(call.get(0), command -> Zigzag.parser(new Zigzag(), command));
    CommandLine train = parser.getSubcommands().get("train");
    String[] arguments = call.toArray(String[]::new);
    ParseResult result =
        parser.parseArgs(
            train == null ? arguments : Recipe.expand(arguments, train.getCommandSpec()));
    while (result.hasSubcommand()) {
      result = result.subcommand();
    }
    return result.commandSpec();
  }

  private static void requireNames(CommandSpec command) {
    if (command.findOption("--plugins") != null
        && !command.findOption("--plugins").originalStringValues().isEmpty()) {
      return;
    }
    for (OptionSpec option : command.options()) {
      for (String value : option.originalStringValues()) {
        for (String name :
            option.splitRegex().isEmpty() ? List.of(value) : List.of(value.split(",", -1))) {
          NAMES.getOrDefault(option.longestName(), any -> {}).accept(name);
        }
      }
    }
  }

  @Test
  void theProgramTakesThem() throws IOException {
    List<String> refused = new ArrayList<>();
    int calls = 0;
    for (ShownCommand command : commands().toList()) {
      for (List<String> call : command.calls()) {
        calls++;
        try {
          requireNames(parsed(call));
        } catch (ParameterException | InputException e) {
          if (!command.output().contains("zigzag: " + e.getMessage())) {
            refused.add(command.where() + ": " + call + ": " + e.getMessage());
          }
        }
      }
    }
    assertEquals(List.of(), refused);
    assertTrue(calls > 100, () -> "the pages have more commands than were found");
  }

  /** Of each page the first of each kind; {@code scripts/docs-figures} runs all of them. */
  @Test
  void whatTakesNoTimeDoesWhatIsShown() throws IOException {
    for (Path page : pages()) {
      Set<String> left = new HashSet<>(DocsFigures.isTranslation(page) ? Set.of() : QUICK);
      for (ShownCommand command : ShownCommand.of(page)) {
        for (List<String> call : command.calls()) {
          if (left.remove(call.get(0))) {
            runs(command, call);
          }
        }
      }
    }
  }

  private void runs(ShownCommand command, List<String> call) {
    List<String> arguments = new ArrayList<>(call);
    Path out = folder.resolve(command.where().replace(':', '-'));
    int at = call.indexOf("--out") + 1;
    if (at > 0) {
      arguments.set(at, out.toString());
    } else if (call.get(0).equals("descend")) {
      arguments.addAll(List.of("--out", out.toString()));
    }
    InProcess ended = InProcess.run(arguments.toArray(String[]::new));
    assertEquals(0, ended.exitCode(), () -> command + "\n" + ended.err());
    String printed = ended.out().replace(out.toString(), at > 0 ? call.get(at) : "");
    assertTrue(
        command.output().isEmpty()
            || DocsFigures.matches(
                DocsFigures.masked(command.output()), DocsFigures.masked(printed.lines().toList())),
        () -> command + "\nprints\n" + printed);
  }

  /** Flags that are named in the text, without a command. */
  @Test
  void flagsAreFlagsOfACommand() throws IOException {
    Set<String> known = new TreeSet<>();
    addFlags(Zigzag.parser(new Zigzag()).getCommandSpec(), known);
    for (String script : List.of("benchmark", "docs-figures")) {
      String text = Files.readString(HOME.resolve("scripts").resolve(script));
      FLAG.matcher(text).results().forEach(flag -> known.add(flag.group()));
    }
    List<String> unknown = new ArrayList<>();
    for (Path page : DocsFigures.documents(HOME)) {
      for (Matcher span = FLAGS_ALONE.matcher(Files.readString(page)); span.find(); ) {
        FLAG.matcher(span.group(1))
            .results()
            .map(flag -> flag.group())
            .filter(flag -> !known.contains(flag))
            .forEach(flag -> unknown.add(page.getFileName() + ": " + flag));
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static void addFlags(CommandSpec command, Set<String> flags) {
    command.options().forEach(option -> flags.addAll(List.of(option.names())));
    command.subcommands().values().forEach(one -> addFlags(one.getCommandSpec(), flags));
  }

  @Test
  void translationsHaveTheSameCommandsAndOutput() throws IOException {
    for (Path page : pages()) {
      if (DocsFigures.isTranslation(page)) {
        Path original = DocsFigures.original(page);
        assertTrue(Files.exists(original), () -> page + " translates no page");
        assertEquals(blocks(original), blocks(page), page.toString());
        assertEquals(inline(original), inline(page), page.toString());
      }
    }
  }

  private static List<String> blocks(Path page) throws IOException {
    return DocsFigures.BLOCK
        .matcher(Files.readString(page))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static Set<List<List<String>>> inline(Path page) throws IOException {
    Set<List<List<String>>> calls = new HashSet<>();
    ShownCommand.of(page).forEach(command -> calls.add(command.calls()));
    return calls;
  }

  @Test
  void readsALineAsAShellDoes() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        ```sh
        cd zigzag
        X=1 scripts/zigzag train --out "a b"'c' | tee log; scripts/zigzag data info # why
        for o in sgd adam; do for s in {3..5}; do \
        echo "$o $(bin/zigzag train --optimizer $o --seed $s)"; done; done
        ```
        ```console
        $ scripts/zigzag optimizers
        sgd
        ```
        | `scripts/zigzag recipes` |
        """);

    List<ShownCommand> commands = ShownCommand.of(page);

    assertEquals(
        List.of(
            List.of(),
            List.of(List.of("train", "--out", "a bc"), List.of("data", "info")),
            List.of(
                List.of("train", "--optimizer", "sgd", "--seed", "3"),
                List.of("train", "--optimizer", "adam", "--seed", "5")),
            List.of(List.of("optimizers")),
            List.of(List.of("recipes"))),
        commands.stream().map(ShownCommand::calls).toList());
    assertEquals(List.of("sgd"), commands.get(3).output());
  }

  @Test
  void aCommandThatIsNoneIsFound() {
    assertThrows(ParameterException.class, () -> parsed(List.of("train", "--hiden", "5")));
    assertThrows(ParameterException.class, () -> parsed(List.of("evaluate")));
    assertThrows(
        InputException.class, () -> requireNames(parsed(List.of("compare", "--inits", "he,hee"))));
    assertThrows(InputException.class, () -> parsed(List.of("train", "--recipe", "bst")));
  }
}
