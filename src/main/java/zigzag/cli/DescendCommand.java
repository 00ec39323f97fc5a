package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import zigzag.InputException;
import zigzag.Label;
import zigzag.archive.FolderLock;
import zigzag.archive.ReportLimits;
import zigzag.archive.descent.DescentSummary.Scan;
import zigzag.archive.descent.Point;
import zigzag.cli.folder.FolderContents;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.DescentSurface;
import zigzag.cli.option.PluginOptions;
import zigzag.cli.terminal.CommandText;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.experiment.descent.Descent;
import zigzag.experiment.descent.DescentFiles;
import zigzag.experiment.descent.DescentPath;
import zigzag.experiment.descent.QuadraticSurface;
import zigzag.experiment.descent.StabilityScan;
import zigzag.experiment.descent.Surface;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.report.descent.DescentReport;

/** {@code descend}: the paths of optimizers on a function of two variables. */
@Command(
    name = "descend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Walks down f(x, y) with several optimizers and draws their paths: why SGD zigzags on x²/20 +"
          + " y², and how momentum, AdaGrad and Adam mend it."
    },
    footer = {
      "",
      "Example: ${ROOT-COMMAND-NAME} descend --optimizers sgd:lr=0.5,momentum,nesterov:lr=0.05"
    })
final class DescendCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 100_000;

  /** What the files and the page can carry, of all optimizers together. */
  private static final int MOST_ROWS = 1_000_000;

  /** Single precision holds no more, and its squares must stay finite. */
  private static final double FARTHEST = 1e15;

  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nSurface%n")
  private DescentSurface surfaceOptions = new DescentSurface();

  @Option(
      names = "--optimizers",
      paramLabel = "A,B,…",
      split = ",",
      hideParamSyntax = true,
      description =
          "rules by name, with hyperparameters if need be, as in sgd:lr=0.5 (default:"
              + " sgd,momentum,adagrad,adam)")
  private List<String> labels = List.of("sgd", "momentum", "adagrad", "adam");

  @Option(
      names = "--lr",
      paramLabel = "X",
      description =
          "one learning rate for all (default: those that suit the surface, on the bowl 0.95, 0.1,"
              + " 1.5, 0.3; a rule beyond those four: its own)")
  private Double learningRate;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "updates (default: 30, on rosenbrock 1000)")
  private Integer givenSteps;

  @Option(
      names = "--lr-scan",
      description =
          "find the largest stable learning rate of SGD on bowl or ravine, and compare it with"
              + " theory")
  private boolean scan;

  @Mixin private PluginOptions plugins;
  @Mixin private OutputFolder output;
  @Mixin private Messages messages;

  @Override
  public Integer call() throws IOException {
    Surface surface = surfaceOptions.surface();
    int steps = givenSteps == null ? surface.steps() : givenSteps;
    if (steps < 1 || steps > MOST_STEPS) {
      throw new InputException("--steps " + steps + ": give a number from 1 to " + MOST_STEPS);
    }
    Point start = surfaceOptions.from(surface.start());
    if (!(Math.abs(start.x()) <= FARTHEST && Math.abs(start.y()) <= FARTHEST)) {
      throw new InputException("--start: give finite numbers of at most 1e15 in size");
    }
    if (!Double.isFinite(surface.value((float) start.x(), (float) start.y()))) {
      throw new InputException("--start: the surface has no finite value there; name another");
    }
    if (scan && !(surface instanceof QuadraticSurface)) {
      throw new InputException("--lr-scan is for the quadratic surfaces, bowl and ravine");
    }
    Map<String, Optimizer> rules = rules(surface);
    ReportLimits.requireDescent(rules.size());
    if ((long) rules.size() * steps > MOST_ROWS) {
      throw new InputException(
          "--steps " + steps + " for " + rules.size() + " optimizers are more than " + MOST_ROWS);
    }
    Descent descent = new Descent(surface, start, steps);
    List<DescentPath> paths = new ArrayList<>();
    rules.forEach((label, rule) -> paths.add(descent.run(label, rule)));
    Optional<Scan> scanned =
        scan && surface instanceof QuadraticSurface quadratic
            ? Optional.of(StabilityScan.of(quadratic))
            : Optional.empty();
    try (FolderLock lock = output.fresh(FolderContents.of(FolderKind.DESCEND))) {
      output.clear();
      new DescentFiles(descent, paths, scanned, CommandText.of(Zigzag.arguments(spec)))
          .write(lock.folder());
      draw(lock.folder(), messages);
    }
    boolean allDiverged = paths.stream().allMatch(DescentPath::diverged);
    return allDiverged ? ExitCode.DIVERGED : ExitCode.DONE;
  }

  /** Draws a folder that a descent has left, and prints its figures. */
  static void draw(Path folder, Messages messages) throws IOException {
    DescentReport report = DescentReport.read(folder);
    report.write(folder);
    messages.result(report.text(Messages.width()), report.json(), folder);
  }

  /** The rules by their labels, in the user's order. */
  private Map<String, Optimizer> rules(Surface surface) {
    Optimizers all = plugins.rules().optimizers();
    Map<String, Optimizer> rules = new LinkedHashMap<>();
    for (String text : labels) {
      Label label = Label.parse(text);
      String name = label.name().toLowerCase(Locale.ROOT);
      String canonical = new Label(name, label.values()).toString();
      if (rules.put(canonical, rule(all, surface, new Label(name, label.values()))) != null) {
        throw new InputException(canonical + " is named twice; leave one out");
      }
    }
    return rules;
  }

  private Optimizer rule(Optimizers all, Surface surface, Label label) {
    Set<String> named = new HashSet<>();
    label
        .values()
        .keySet()
        .forEach(key -> named.add(key.replace("-", "").toLowerCase(Locale.ROOT)));
    boolean hasRate = named.contains("lr") || named.contains("learningrate");
    if (hasRate && learningRate != null) {
      throw new InputException(label + " and --lr contradict each other; leave one out");
    }
    Optimizer rule = all.create(label.name(), label.values());
    Double rate = learningRate != null ? learningRate : surface.rates().get(label.name());
    return hasRate || rate == null ? rule : Optimizers.withLearningRate(rule, rate);
  }
}
