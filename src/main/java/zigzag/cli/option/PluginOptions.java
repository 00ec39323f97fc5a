package zigzag.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import zigzag.training.settings.Registries;

/** Where rules of the user's own come from. */
public class PluginOptions {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      order = 1, // behind those without one
      description = "folder of jars with further optimizers and initializers")
  public Path plugins;

  /** The rules there are, plug-ins included. */
  public Registries rules() {
    return plugins == null ? new Registries() : Registries.in(plugins);
  }
}
