package zigzag.cli.option;

import java.io.IOException;
import picocli.CommandLine.ArgGroup;
import zigzag.cli.terminal.Subcommand;
import zigzag.network.Nd4jStart;

/** A command that needs data. */
public abstract class DataSubcommand extends Subcommand {
  @ArgGroup(validate = false, heading = "%nData%n")
  protected DataOptions dataOptions = new DataOptions();

  /** Loads or makes the data while the network's library starts. */
  protected LoadedData loadForNetwork() throws IOException {
    Nd4jStart.begin();
    return dataOptions.load(messages);
  }
}
