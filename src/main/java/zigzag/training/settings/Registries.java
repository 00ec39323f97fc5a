package zigzag.training.settings;

import java.nio.file.Path;
import java.util.List;
import zigzag.initializer.Initializers;
import zigzag.optimizer.Optimizers;
import zigzag.rule.Plugins;

/** The rules that settings name, plug-ins included. */
public record Registries(Optimizers optimizers, Initializers initializers) {
  /** Those of the program and of its class path. */
  public Registries() {
    this(new Optimizers(), new Initializers());
  }

  /** Those of the jars in a folder as well; throws as {@link Plugins#in} and {@link Plugins#of}. */
  public static Registries in(Path folder) {
    Plugins plugins = Plugins.in(folder, List.of(Optimizers.KIND, Initializers.KIND));
    return new Registries(new Optimizers(plugins), new Initializers(plugins));
  }
}
