package zigzag.cluster;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import zigzag.data.Dataset;

/** Writes the IDX files of a data set. */
final class Idx {
  private Idx() {}

  static void write(Path file, Dataset data, boolean images) throws IOException {
    boolean zipped = file.toString().endsWith(".gz");
    try (OutputStream plain = Files.newOutputStream(file);
        DataOutputStream out = new DataOutputStream(zipped ? new GZIPOutputStream(plain) : plain)) {
      out.writeInt(0x800 | (images ? 3 : 1));
      out.writeInt(data.size());
      if (images) {
        out.writeInt(data.rows());
        out.writeInt(data.columns());
        byte[] image = new byte[data.inputs()];
        for (int i = 0; i < data.size(); i++) {
          data.copyPixels(i, image, 0);
          out.write(image);
        }
      } else {
        out.write(data.labels());
      }
    }
  }
}
