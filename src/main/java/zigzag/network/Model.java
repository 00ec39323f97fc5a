package zigzag.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zigzag.InputException;
import zigzag.archive.Safetensors;

/**
 * A trained network as {@code model.safetensors} holds it: W1 {@code [inputs, hidden]}, b1, W2
 * {@code [hidden, classes]}, b2, and in the metadata what is needed to use it.
 *
 * @param layout its sizes
 * @param activation its hidden layer's non-linearity
 * @param rows the height of the images it takes, in pixels
 * @param columns their width
 * @param parameters the parameters, as {@code layout} places them
 * @param metadata further strings: the data it was trained on, its settings
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record Model(
    Layout layout,
    Activation activation,
    int rows,
    int columns,
    float[] parameters,
    Map<String, String> metadata) {
  /** The names of the arrays. */
  public static final String W1 = "W1";

  public static final String B1 = "b1";
  public static final String W2 = "W2";
  public static final String B2 = "b2";

  /** The names of what the metadata say in any case. */
  public static final String ACTIVATION = "activation";

  public static final String ROWS = "rows";
  public static final String COLUMNS = "columns";

  /** Writes the model file atomically; the same model gives the same bytes. */
  public void write(Path file) throws IOException {
    content().write(file);
  }

  /** What the model file holds: the four arrays, and all that is said of them. */
  public Safetensors content() {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.put(W1, tensor(layout.w1(), layout.inputs(), layout.hidden()));
    tensors.put(B1, tensor(layout.b1(), layout.hidden()));
    tensors.put(W2, tensor(layout.w2(), layout.hidden(), layout.classes()));
    tensors.put(B2, tensor(layout.b2(), layout.classes()));
    Map<String, String> strings = new LinkedHashMap<>(metadata);
    strings.put(ACTIVATION, activation.label());
    strings.put(ROWS, Integer.toString(rows));
    strings.put(COLUMNS, Integer.toString(columns));
    return new Safetensors(tensors, strings);
  }

  /**
   * Reads a model file.
   *
   * @throws InputException if the file holds no such model
   * @throws IOException if it can't be read
   */
  public static Model read(Path file) throws IOException {
    return of(Safetensors.read(file), file);
  }

  /**
   * The model that a file's content makes.
   *
   * @throws InputException if it makes none
   */
  public static Model of(Safetensors content, Path file) {
    Safetensors.Tensor w1 = require(content, W1, 2, file);
    Safetensors.Tensor b1 = require(content, B1, 1, file);
    Safetensors.Tensor w2 = require(content, W2, 2, file);
    Safetensors.Tensor b2 = require(content, B2, 1, file);
    int inputs = w1.shape().get(0);
    int hidden = w1.shape().get(1);
    int classes = w2.shape().get(1);
    if (w2.shape().get(0) != hidden
        || b1.shape().get(0) != hidden
        || b2.shape().get(0) != classes) {
      throw noModel(file, "its arrays' shapes contradict each other");
    }
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    int rows = size(metadata, ROWS, file);
    int columns = size(metadata, COLUMNS, file);
    if (rows < 1 || columns < 1 || hidden < 1 || classes < 1) {
      throw noModel(file, "it has a size of 0 or less");
    }
    if ((long) rows * columns != inputs) {
      throw noModel(file, "W1 takes " + inputs + " inputs, not " + rows + " x " + columns);
    }
    Layout layout = new Layout(inputs, hidden, classes);
    float[] parameters = new float[layout.parameterCount()];
    System.arraycopy(w1.values(), 0, parameters, layout.w1(), w1.values().length);
    System.arraycopy(w2.values(), 0, parameters, layout.w2(), w2.values().length);
    System.arraycopy(b1.values(), 0, parameters, layout.b1(), b1.values().length);
    System.arraycopy(b2.values(), 0, parameters, layout.b2(), b2.values().length);
    String name = metadata.remove(ACTIVATION);
    if (name == null) {
      throw noModel(file, "its metadata says nothing of its activation");
    }
    Activation activation = activation(name, file);
    metadata.remove(ROWS);
    metadata.remove(COLUMNS);
    return new Model(layout, activation, rows, columns, parameters, metadata);
  }

  private Safetensors.Tensor tensor(int offset, Integer... shape) {
    int length = 1;
    for (int dimension : shape) {
      length *= dimension;
    }
    float[] values = new float[length];
    System.arraycopy(parameters, offset, values, 0, length);
    return new Safetensors.Tensor(List.of(shape), values);
  }

  private static Safetensors.Tensor require(
      Safetensors content, String name, int dimensions, Path file) {
    Safetensors.Tensor tensor = content.tensors().get(name);
    if (tensor == null || tensor.shape().size() != dimensions) {
      throw noModel(file, name + " of " + dimensions + " dimensions is missing");
    }
    return tensor;
  }

  private static int size(Map<String, String> metadata, String name, Path file) {
    try {
      return Integer.parseInt(metadata.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      throw noModel(file, "its metadata says nothing of " + name);
    }
  }

  private static Activation activation(String name, Path file) {
    try {
      return Activation.CHOICE.pick(name);
    } catch (InputException e) {
      throw noModel(file, e.getMessage());
    }
  }

  private static InputException noModel(Path file, String what) {
    return new InputException(
        file + " is no model of this program: " + what + "; give a model.safetensors of a run");
  }
}
