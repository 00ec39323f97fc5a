package zigzag.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import zigzag.Choice;
import zigzag.FileFault;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.cli.data.DataCommand;
import zigzag.cli.option.Numbers;
import zigzag.cli.option.Recipe;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.StandardOutput;
import zigzag.cli.terminal.Subcommand;
import zigzag.rule.PluginException;
import zigzag.training.settings.Versions;

/** The program: its commands, and what becomes of their errors. */
@Command(
    name = "zigzag",
    description = "Trains two-layer networks on MNIST and shows how training works.",
    mixinStandardHelpOptions = true,
    versionProvider = Zigzag.VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} train --optimizer momentum --lr 0.1 --epochs 5",
      "Exit codes: 0 done, 1 failed, 2 wrong input, 3 diverged, 130 interrupted"
    })
public final class Zigzag implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          TrainCommand.class,
          CompareCommand.class,
          SymmetryCommand.class,
          ReportCommand.class,
          DescendCommand.class,
          EvaluateCommand.class,
          EvaluateCommand.Together.class,
          PredictCommand.class,
          ExportCommand.class,
          ServeCommand.class,
          DataCommand.class,
          ListCommand.Rules.class,
          ListCommand.Inits.class,
          ListCommand.Recipes.class,
          GradcheckCommand.class,
          CompletionCommand.class);

  @Spec private CommandSpec spec;

  /** As the user typed them. */
  private List<String> arguments = List.of();

  /** Runs the command that the arguments name and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // JavaCPP's own limit, four times the heap, counts the JVM itself: too little with a small
    // heap.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          int exitCode = failure(e);
          if (isOutOfMemory(e)) {
            Runtime.getRuntime().halt(exitCode);
          }
        });
    StandardOutput output = StandardOutput.install();
    System.exit(output.exitCode(run(args)));
  }

  static int run(String... args) {
    // Its cache of files installs a shutdown hook at the first picture: after Ctrl-C, an exception.
    ImageIO.setUseCache(false);
    Zigzag program = new Zigzag();
    program.arguments = List.of(args);
    CommandLine commandLine = parser(program, args);
    try {
      CommandLine train = commandLine.getSubcommands().get("train");
      return commandLine.execute(
          train == null ? args : Recipe.expand(args, train.getCommandSpec()));
    } catch (InputException | Error e) {
      return failure(e);
    }
  }

  /** The program's parser, with all commands or only the one that the arguments begin with. */
  public static CommandLine parser(Zigzag program, String... args) {
    CommandLine commandLine = new CommandLine(program);
    commands(args).forEach(commandLine::addSubcommand);
    commandLine
        .setCommandName(CommandText.PROGRAM)
        .setUsageHelpWidth(Messages.width())
        // A file's name may begin with @.
        .setExpandAtFiles(false)
        .setExecutionStrategy(
            arguments -> {
              requireOnceAndFilled(arguments);
              return new CommandLine.RunLast().execute(arguments);
            })
        .setParameterExceptionHandler((e, arguments) -> wrongUsage(e))
        .setExecutionExceptionHandler((e, command, result) -> failure(e));
    Numbers.register(commandLine);
    return commandLine;
  }

  /** The one that the arguments begin with, or all, which takes 0.5 s of CPU time more. */
  private static List<Class<?>> commands(String... args) {
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(
                one -> args.length > 0 && args[0].equals(one.getAnnotation(Command.class).name()))
            .toList();
    return named.isEmpty() ? COMMANDS : named;
  }

  /** The command line as the user typed it, before a recipe added its own flags; to be stored. */
  static String commandLine(CommandSpec command) {
    return CommandText.of(((Zigzag) command.root().userObject()).arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /**
   * Rejects a flag that is given twice, which the parser would not within a group of flags, and one
   * without content, as an unset variable of a script leaves it: a blank path is the folder that
   * the program happens to run in.
   */
  static void requireOnceAndFilled(ParseResult arguments) {
    ParseResult command = arguments;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    for (ArgSpec argument : command.commandSpec().args()) {
      String name = argument.paramLabel();
      if (argument instanceof OptionSpec option) {
        name = option.longestName();
        long count =
            arguments.expandedArgs().stream()
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(Arrays.asList(option.names())::contains)
                .count();
        refuse(
            count > 1 && !option.isMultiValue(),
            command,
            "option " + name + " is given more than once; leave all but one out");
      }
      for (String value : argument.originalStringValues()) {
        refuse(value.isBlank(), command, name + " is empty; give it a value or leave it out");
        refuse(
            !argument.splitRegex().isEmpty()
                && Arrays.stream(value.split(argument.splitRegex(), -1)).anyMatch(String::isBlank),
            command,
            Numerals.format(
                "%s %s: a name is missing before or after a comma; leave the comma out",
                name, value));
      }
    }
  }

  private static void refuse(boolean isWrong, ParseResult command, String problem) {
    if (isWrong) {
      throw new ParameterException(command.commandSpec().commandLine(), problem);
    }
  }

  private static int wrongUsage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    Messages.error(problem(e) + " (see " + command + " --help)");
    return Subcommand.WRONG_INPUT;
  }

  /** What is wrong with the arguments of a command. */
  static String problem(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        ? unexpected(unmatched.getUnmatched().get(0), e.getCommandLine().getCommandSpec())
        : e.getMessage();
  }

  /** What is wrong with an argument that a command has no place for. */
  private static String unexpected(String argument, CommandSpec command) {
    boolean isOption = argument.startsWith("-");
    Set<String> known = isOption ? command.optionsMap().keySet() : command.subcommands().keySet();
    String name = isOption ? argument.replaceFirst("=.*", "") : argument;
    String kind = isOption ? "option" : "command";
    return (known.isEmpty()
            ? "\"" + name + "\" is one argument too many; leave it out"
            : "there is no " + kind + " \"" + name + "\"")
        + Choice.nearest(name, known).map(near -> ": did you mean " + near + "?").orElse("");
  }

  private static int failure(Throwable e) {
    Messages.error(problem(e));
    return e instanceof InputException ? Subcommand.WRONG_INPUT : Subcommand.FAILED;
  }

  private static String problem(Throwable e) {
    if (e instanceof InputException || e instanceof PluginException) {
      return e.getMessage();
    }
    if (isOutOfMemory(e)) {
      // What data and training need is checked before; this is for what they need besides.
      return "the "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB of memory that the program may take are used up; use less data or a smaller"
          + " --batch, or allow more with ZIGZAG_HEAP, as in ZIGZAG_HEAP=8g";
    }
    if (e instanceof LinkageError) {
      return "a part of the program can't be loaded: " + e;
    }
    // Unchecked where the network's threads read examples from a file.
    Throwable cause = e instanceof UncheckedIOException wrapped ? wrapped.getCause() : e;
    if (cause instanceof IOException fault) {
      return FileFault.describe(fault);
    }
    if (System.getenv("ZIGZAG_DEBUG") != null) {
      e.printStackTrace();
    }
    return "this is a mistake of the program, please report it: " + e;
  }

  private static boolean isOutOfMemory(Throwable e) {
    // A class that could not be initialized for lack of memory has that in its cause's text alone.
    return e != null
        && (e.toString().contains(OutOfMemoryError.class.getName()) || isOutOfMemory(e.getCause()));
  }

  /** The versions of the program and of what it runs on. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return Versions.all().entrySet().stream()
          .map(entry -> entry.getKey() + " " + entry.getValue())
          .toArray(String[]::new);
    }
  }
}
