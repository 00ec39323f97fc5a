package zigzag.experiment.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import zigzag.InputException;
import zigzag.data.Provenance;
import zigzag.training.batch.DataSplit;
import zigzag.training.settings.Validation;

/** Finds workplaces on other machines; it is a service of the class path that has Spark. */
public interface Cluster {
  /**
   * What all trainings of a comparison take from here.
   *
   * @param data where it came from
   * @param split the data itself
   * @param heldOut what is held out of it
   * @param plugins the jars of others' rules; none for those of the program
   */
  record Inputs(Provenance data, DataSplit split, Validation heldOut, List<Path> plugins) {}

  /**
   * Checks an address, without going there.
   *
   * @throws InputException if it can't be one
   */
  void requireAddress(String url);

  /**
   * Goes to a workplace.
   *
   * @param say told, in a line, what the user should know of the machines there
   * @throws IOException if nobody answers there
   */
  Workplace open(String url, Inputs inputs, Consumer<String> say) throws IOException;

  /** The one of the class path; throws {@link InputException} if it has none. */
  static Cluster ofClassPath() {
    return ServiceLoader.load(Cluster.class)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--cluster needs Spark, which this copy of the program comes without; start it"
                        + " with scripts/zigzag from its sources"));
  }
}
