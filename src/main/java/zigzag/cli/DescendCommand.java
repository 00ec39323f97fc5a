package zigzag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zigzag.InputException;
import zigzag.Label;
import zigzag.archive.FolderLock;
import zigzag.archive.ReportLimits;
import zigzag.archive.descent.DescentSummary.Scan;
import zigzag.archive.descent.Point;
import zigzag.cli.folder.FolderKind;
import zigzag.cli.folder.OutputFolder;
import zigzag.cli.option.DescentSurface;
import zigzag.cli.option.Numbers;
import zigzag.cli.option.PluginOptions;
import zigzag.cli.terminal.Messages;
import zigzag.cli.terminal.Subcommand;
import zigzag.experiment.descent.Descent;
import zigzag.experiment.descent.DescentFiles;
import zigzag.experiment.descent.DescentPath;
import zigzag.experiment.descent.Surface;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.report.descent.DescentReport;

@Command(
    name = "descend",
    description =
        "Walks down f(x, y) with several optimizers and draws their paths: why SGD zigzags on x²/20"
            + " + y², and how momentum, AdaGrad and Adam mend it.",
    footer =
        "Example: ${ROOT-COMMAND-NAME} descend --optimizers sgd:lr=0.5,momentum,nesterov:lr=0.05")
final class DescendCommand extends Subcommand {
  private static final int MAX_STEPS = 100_000;

  /** What the files and the page can carry, of all optimizers together. */
  private static final int MAX_ROWS = 1_000_000;

  /** Single precision holds no more, and its squares must stay finite. */
  private static final double FARTHEST = 1e15;

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

  @Override
  public Integer call() throws IOException {
    Surface surface = surfaceOptions.surface();
    int steps = givenSteps == null ? surface.steps() : givenSteps;
    Numbers.requireCount("--steps", steps, MAX_STEPS);
    Point start = surfaceOptions.from(surface.start());
    if (!(Math.abs(start.x()) <= FARTHEST && Math.abs(start.y()) <= FARTHEST)) {
      throw new InputException("--start: give finite numbers of at most 1e15 in size");
    }
    if (!Double.isFinite(surface.value((float) start.x(), (float) start.y()))) {
      throw new InputException("--start: the surface has no finite value there; name another");
    }
    if (scan && surface.quadratic() == null) {
      throw new InputException("--lr-scan is for the quadratic surfaces, bowl and ravine");
    }
    Map<String, Optimizer> rules = rules(surface);
    ReportLimits.require(rules.size(), ReportLimits.PATHS, "optimizers; name fewer");
    if ((long) rules.size() * steps > MAX_ROWS) {
      throw new InputException(
          "--steps " + steps + " for " + rules.size() + " optimizers are more than " + MAX_ROWS);
    }
    Descent descent = new Descent(surface, start, steps);
    List<DescentPath> paths = new ArrayList<>();
    rules.forEach((label, rule) -> paths.add(descent.run(label, rule)));
    Scan scanned = scan ? Descent.stability(surface) : null;
    try (FolderLock lock = output.fresh(FolderKind.DESCEND.contents())) {
      output.clear();
      new DescentFiles(descent, paths, scanned, Zigzag.commandLine(spec)).write(lock.folder());
      draw(lock.folder(), messages);
    }
    return paths.stream().allMatch(DescentPath::diverged) ? DIVERGED : DONE;
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
      Label label = Label.parse(text).canonical();
      if (rules.put(label.toString(), rule(all, surface, label)) != null) {
        throw new InputException(label + " is named twice; leave one out");
      }
    }
    return rules;
  }

  private Optimizer rule(Optimizers all, Surface surface, Label label) {
    boolean hasRate =
        label.values().keySet().stream()
            .map(key -> key.replace("-", "").toLowerCase(Locale.ROOT))
            .anyMatch(Set.of("lr", "learningrate")::contains);
    InputException.refuseBoth(hasRate && learningRate != null, label, "--lr");
    Optimizer rule = all.create(label.name(), label.values());
    Double rate = learningRate != null ? learningRate : surface.rates().get(label.name());
    return hasRate || rate == null ? rule : Optimizers.withLearningRate(rule, rate);
  }
}
