package zigzag.training.settings;

import java.nio.file.Path;
import java.util.List;
import zigzag.initializer.Initializers;
import zigzag.optimizer.Optimizers;
import zigzag.rule.Plugins;

/**
 * The rules that settings name.
 *
 * @param optimizers how the parameters change, plug-ins included
 * @param initializers how the weights start, plug-ins included
 */
public record Registries(Optimizers optimizers, Initializers initializers) {
  /** Those of the program and of its class path. */
  public Registries() {
    this(new Plugins());
  }

  private Registries(Plugins plugins) {
    this(new Optimizers(plugins), new Initializers(plugins));
  }

  /**
   * Those of the program, of its class path, and of the jars in a folder.
   *
   * @throws zigzag.InputException if there is no such folder, no plug-in in it, or one can't be
   *     loaded, is no rule or takes another rule's name
   */
  public static Registries in(Path folder) {
    return new Registries(Plugins.in(folder, List.of(Optimizers.KIND, Initializers.KIND)));
  }
}
