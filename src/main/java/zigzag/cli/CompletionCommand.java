package zigzag.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import zigzag.archive.Json;
import zigzag.cli.option.Recipe;
import zigzag.cli.terminal.Subcommand;
import zigzag.data.distortion.Augmentation;
import zigzag.experiment.descent.Surfaces;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.rule.Rule;

@Command(
    name = "completion",
    description = {
      "Prints a script that makes bash and zsh complete commands, flags and names.",
      "This line turns it on in the shell it is typed into: source <(${ROOT-COMMAND-NAME}"
          + " completion)"
    },
    footer = "Example: ${ROOT-COMMAND-NAME} completion > zigzag-completion.sh")
final class CompletionCommand extends Subcommand {
  /** What shells find the script by, in whatever folder the program is. */
  private static final String NAME = "zigzag";

  @Override
  public Integer call() {
    Map<String, Collection<String>> names = names();
    CommandLine all = completed(Zigzag.parser(new Zigzag()).getCommandSpec(), names);
    String script = AutoComplete.bash(NAME, all);
    messages.verbatim(script, Json.object().put("script", script));
    return DONE;
  }

  /** By the flags that pick one or several. Here, as they would slow down every other command. */
  private static Map<String, Collection<String>> names() {
    Collection<String> optimizers = names(new Optimizers().all());
    Collection<String> initializers = names(new Initializers().all());
    return Map.of(
        "--optimizer", optimizers,
        "--optimizers", optimizers,
        "--init", initializers,
        "--inits", initializers,
        "--activation", Activation.CHOICE.options().keySet(),
        "--schedule", Schedule.CHOICE.options().keySet(),
        "--augment", Augmentation.Kind.CHOICE.options().keySet(),
        "--surface", Surfaces.all(Surfaces.CONDITION).options().keySet(),
        "--recipe", Recipe.ALL.stream().map(Recipe::label).toList());
  }

  private static Collection<String> names(Collection<? extends Rule> rules) {
    return rules.stream().map(Rule::name).toList();
  }

  /** A command of the same flags, which know the names that may follow them. */
  private static CommandLine completed(CommandSpec command, Map<String, Collection<String>> names) {
    CommandSpec completed = CommandSpec.create().name(command.name());
    for (OptionSpec option : command.options()) {
      // A label such as train|test lists them; what is in capitals is for the user to fill in.
      List<String> listed =
          Arrays.stream(option.paramLabel().split("\\|", -1))
              .filter(word -> option.paramLabel().contains("|") && word.matches("[a-z0-9-]+"))
              .toList();
      Collection<String> candidates = names.getOrDefault(option.longestName(), listed);
      OptionSpec.Builder copy = option.toBuilder();
      if (!candidates.isEmpty()) {
        // The script has a variable for each label.
        String label = option.longestName().replace("-", "");
        copy.paramLabel(label).completionCandidates(candidates);
      }
      completed.addOption(copy.build());
    }
    command
        .positionalParameters()
        .forEach(parameter -> completed.addPositional(parameter.toBuilder().build()));
    command
        .subcommands()
        .forEach(
            (name, one) -> completed.addSubcommand(name, completed(one.getCommandSpec(), names)));
    return new CommandLine(completed);
  }
}
