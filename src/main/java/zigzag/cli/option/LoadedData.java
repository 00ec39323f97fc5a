package zigzag.cli.option;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.mnist.IdxFolder;

/**
 * Training and test data and where they come from.
 *
 * @param description for {@code config.json}
 */
public record LoadedData(Dataset train, Dataset test, ObjectNode description)
    implements AutoCloseable {
  /**
   * The data of a folder.
   *
   * @param option what {@code --data} has to be to name it again
   */
  public static LoadedData of(String option, Path folder, IdxFolder files) {
    ObjectNode description = new ObjectMapper().createObjectNode();
    description.put("name", files.name());
    description.put("option", option);
    description.put("folder", folder.toAbsolutePath().normalize().toString());
    ObjectNode sums = description.putObject("sha256");
    files.sha256().forEach(sums::put);
    return new LoadedData(files.train(), files.test(), description);
  }

  public boolean isBuiltIn() {
    return train.name().equals(BuiltInDigits.NAME);
  }

  /** Closes the files that images are read from. */
  @Override
  public void close() throws IOException {
    try (train) {
      test.close();
    }
  }
}
