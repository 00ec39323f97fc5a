package zigzag.exchange;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.RegularFile;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;
import zigzag.network.Model;

/**
 * A model as {@code numpy.load} reads it: a zip file of NumPy's arrays, {@code W1 [inputs,
 * hidden]}, {@code b1}, {@code W2 [hidden, classes]}, {@code b2}, and of strings.
 */
public final class NpzModel {
  private static final String NPY = ".npy";
  private static final List<String> ARRAYS = List.of(Model.W1, Model.B1, Model.W2, Model.B2);

  /** What a file may grow to that is shorter itself: some 64 million parameters. */
  private static final long MAX_UNPACKED = 256 << 20;

  /** The oldest time that a zip file can hold. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzModel() {}

  /** Writes a file's bytes; the same model gives the same. */
  public static void write(Model model, OutputStream out) throws IOException {
    Safetensors content = model.content();
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, Tensor> array : content.tensors().entrySet()) {
      begin(zip, array.getKey());
      NpyArray.write(array.getValue(), zip);
    }
    for (Map.Entry<String, String> string : content.metadata().entrySet()) {
      begin(zip, string.getKey());
      NpyArray.write(string.getValue(), zip);
    }
    zip.finish();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name + NPY);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }

  static ForeignModel read(Path file) throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    Map<String, String> strings = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(RegularFile.stream(file), 1 << 16))) {
      read(zip, Math.max(MAX_UNPACKED, Files.size(file)), arrays, strings);
    } catch (InputException | ZipException | EOFException | IllegalArgumentException e) {
      String problem = file + " is no whole .npz file of NumPy: " + e.getMessage();
      throw new InputException(problem + "; write it again with numpy.savez", e);
    }
    if (!arrays.keySet().equals(Set.copyOf(ARRAYS))
        || arrays.get(Model.W1).shape().size() != 2
        || arrays.get(Model.W2).shape().size() != 2) {
      List<String> shapes = new ArrayList<>();
      arrays.forEach((name, array) -> shapes.add(name + " " + array.shape()));
      throw ForeignModel.refused(
          file,
          "an .npz file of "
              + ForeignModel.names(shapes)
              + ", not of "
              + String.join(", ", ARRAYS));
    }
    return ForeignModel.of(
        layer(arrays, Model.W1, Model.B1), layer(arrays, Model.W2, Model.B2), strings, file);
  }

  private static void read(
      ZipInputStream zip, long most, Map<String, Tensor> arrays, Map<String, String> strings)
      throws IOException {
    long left = most;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = Printable.line(entry.getName(), 60);
      require(name.endsWith(NPY), name + " in it is no array");
      NpyArray array = NpyArray.read(zip, left);
      left -= array.elements().length;
      require(zip.read() < 0, name + " is longer than it says");
      String key = name.substring(0, name.length() - NPY.length());
      boolean isNew =
          array.isSingle()
              ? strings.put(key, array.text()) == null
              : arrays.put(key, array.numbers()) == null;
      require(isNew, name + " is in it twice");
    }
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new InputException(problem);
    }
  }

  private static DenseLayer layer(Map<String, Tensor> arrays, String weights, String bias) {
    return DenseLayer.of(arrays.get(weights)).with(arrays.get(bias).values());
  }
}
