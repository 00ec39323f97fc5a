package zigzag.cli;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import zigzag.InputException;
import zigzag.archive.ReportLimits;
import zigzag.cli.option.DataOptions;
import zigzag.cli.option.LoadedData;
import zigzag.cli.option.MnistData;
import zigzag.cli.option.Numbers;
import zigzag.cli.option.Recipe;
import zigzag.cli.option.TrainingOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.Messages;
import zigzag.data.digits.DigitsToMake;
import zigzag.report.run.ExamplePictures;
import zigzag.training.MemoryNeed;
import zigzag.training.TrainingRun;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.TrainingSettings;
import zigzag.web.Commands;

/** The flags of {@code train} and the reports of its folders, for the page. */
final class PageCommands implements Commands {
  private static final String DATA = "data";
  private static final String PLUGINS = "--plugins";
  private static final Set<String> DATA_SETS =
      Set.of("auto", MnistData.OPTION, DigitsToMake.OPTION);

  private final Map<String, String> usual;
  private final Messages messages;

  /** By the flags that they were loaded for; as long as there is room. */
  private final Map<Map<String, String>, SoftReference<LoadedData>> loaded = new HashMap<>();

  /** Its flags of data. */
  @Command
  private static class DataFlags {
    @ArgGroup(validate = false, heading = "Data")
    DataOptions data = new DataOptions();
  }

  /** What of {@code train} a page may say: what to learn from and how, and not where files lie. */
  @Command(name = "train")
  static final class Flags extends DataFlags {
    @Mixin private TrainingOptions training;

    @Option(names = "--recipe")
    String recipe; // which stands for others before they are parsed
  }

  /**
   * For data that is used where a request names none.
   *
   * @param usual its flags, by their names without dashes
   */
  PageCommands(Map<String, String> usual, Messages messages) {
    this.usual = usual;
    this.messages = messages;
  }

  @Override
  public List<Flag> flags() {
    List<Flag> flags = new ArrayList<>();
    for (ArgGroupSpec group : new CommandLine(new Flags()).getCommandSpec().argGroups()) {
      String heading = group.heading().replace("%n", "");
      for (OptionSpec option : group.options()) {
        if (!option.longestName().equals(PLUGINS)) {
          flags.add(
              new Flag(
                  option.names()[0].substring(2),
                  heading,
                  option.arity().max() == 0 ? "true|false" : option.paramLabel(),
                  String.join(" ", option.description())));
        }
      }
    }
    return flags;
  }

  @Override
  public Map<String, String> given() {
    return usual;
  }

  @Override
  public Prepared prepare(Map<String, String> flags) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(flags.containsKey(DATA) ? Map.of() : usual);
    all.putAll(flags);
    String data = all.getOrDefault(DATA, "auto");
    if (!DATA_SETS.contains(data.toLowerCase(Locale.ROOT)) && !data.equals(usual.get(DATA))) {
      throw new InputException(
          "data is \"%s\"; give auto, mnist or digits, or start serve with --data for a folder",
          data);
    }
    if (all.containsKey(PLUGINS.substring(2))) {
      throw new InputException("plugins: the page loads no programs; use train for that");
    }
    Flags parsed = parse(all);
    LoadedData examples = load(parsed, all);
    TrainingSettings settings =
        parsed.training.settings(parsed.training.rules(), examples.train().size());
    DataSplit split = examples.split(settings);
    ReportLimits.requireRun(
        settings.learningRateSchedule(split.training().length).steps(), settings.loop().epochs());
    MemoryNeed.of(settings, examples.train()).require(1);
    return new Prepared(
        settings,
        split,
        examples.description(),
        new TrainCommandText(CommandText.STORED_PROGRAM, examples.description(), null)::of);
  }

  /** Flags as the program's own parser takes them. */
  static Flags parse(Map<String, String> flags) {
    Flags parsed = new Flags();
    CommandLine commandLine = new CommandLine(parsed).setExpandAtFiles(false);
    Numbers.register(commandLine);
    List<String> words = new ArrayList<>(List.of("train"));
    for (Map.Entry<String, String> flag : flags.entrySet()) {
      String name = "--" + flag.getKey();
      OptionSpec option = commandLine.getCommandSpec().findOption(name);
      if (option != null && option.arity().max() == 0) {
        if (!Set.of("true", "false").contains(flag.getValue())) {
          throw new InputException("%s is %s; give true or false", flag.getKey(), flag.getValue());
        }
        if (flag.getValue().equals("true")) {
          words.add(name);
        }
      } else {
        words.add(name + "=" + flag.getValue());
      }
    }
    String[] all = Recipe.expand(words.toArray(String[]::new), commandLine.getCommandSpec());
    try {
      Zigzag.requireOnceAndFilled(
          commandLine.parseArgs(List.of(all).subList(1, all.length).toArray(String[]::new)));
    } catch (ParameterException e) {
      throw new InputException(Zigzag.problem(e), e);
    }
    return parsed;
  }

  /** One request at a time: two for the same data share it. */
  private synchronized LoadedData load(Flags parsed, Map<String, String> flags) throws IOException {
    Map<String, String> key = new HashMap<>(flags);
    key.keySet().retainAll(names());
    SoftReference<LoadedData> known = loaded.get(key);
    LoadedData data = known == null ? null : known.get();
    if (data == null) {
      data = parsed.data.load(messages);
      loaded.values().removeIf(reference -> reference.get() == null);
      loaded.put(key, new SoftReference<>(data));
    }
    return data;
  }

  /** The flags of data, without dashes. */
  static List<String> names() {
    return new CommandLine(new DataFlags())
        .getCommandSpec().options().stream()
            .map(option -> option.longestName().substring(2))
            .toList();
  }

  @Override
  public void draw(Path runFolder, DataSplit data, TrainingRun.Result result, boolean alone)
      throws IOException {
    if (alone && result.test().isPresent()) {
      ExamplePictures.write(runFolder, EvaluateCommand.answers(data.test(), result.test().get()));
    }
    ReportCommand.drawRun(runFolder);
  }
}
