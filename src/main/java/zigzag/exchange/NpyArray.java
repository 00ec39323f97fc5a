package zigzag.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.archive.Safetensors;
import zigzag.archive.Safetensors.Tensor;

/**
 * One of NumPy's arrays as an {@code .npy} file holds it: {@code \x93NUMPY}, a version, the length
 * of a header, the header, which is a dictionary in Python, and the elements.
 *
 * <p>Source: NEP 1, "A Simple File Format for NumPy Arrays", and {@code numpy.lib.format}.
 *
 * @param shape its dimensions
 * @param kind the letter of its type: f, i, u or U
 * @param size the bytes of an element
 * @param order of the bytes in an element
 * @param columnsFirst whether the first index moves fastest, as in Fortran
 * @param elements the elements' bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
record NpyArray(
    List<Integer> shape,
    char kind,
    int size,
    ByteOrder order,
    boolean columnsFirst,
    byte[] elements) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy's own bound. */
  private static final int MAX_HEADER = 10_000;

  private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|=]?)([fiuU])(\\d{1,9})'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order': *True");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, L]*)\\)");
  private static final Charset UTF_32 = Charset.forName("UTF-32LE");

  /** A character takes as much. */
  private static final int CHARACTER = 4;

  static void write(Tensor tensor, OutputStream out) throws IOException {
    String dimensions =
        tensor.shape().stream().map(size -> size + ",").collect(Collectors.joining(" "));
    writeHeader("<f4", dimensions, out);
    Safetensors.writeFloats(tensor.values(), out);
  }

  static void write(String text, OutputStream out) throws IOException {
    byte[] characters = text.getBytes(UTF_32);
    // NumPy has no type for texts of length 0.
    byte[] filled = Arrays.copyOf(characters, Math.max(CHARACTER, characters.length));
    writeHeader("<U" + filled.length / CHARACTER, "", out);
    out.write(filled);
  }

  private static void writeHeader(String type, String dimensions, OutputStream out)
      throws IOException {
    String dictionary =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
    int start = MAGIC.length + 4;
    // The elements begin at a multiple of 64; the header ends in spaces and the end of a line.
    int length = (start + dictionary.length() + 1 + 63) / 64 * 64 - start;
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
    byte[] header = Arrays.copyOf(dictionary.getBytes(StandardCharsets.US_ASCII), length);
    Arrays.fill(header, dictionary.length(), length - 1, (byte) ' ');
    header[length - 1] = '\n';
    out.write(header);
  }

  /**
   * Reads an array; takes no more memory than twice what the stream has for it.
   *
   * @param mostBytes what its elements may take
   */
  static NpyArray read(InputStream in, long mostBytes) throws IOException {
    byte[] start = bytes(in, MAGIC.length + 2);
    require(Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length)), "is no array");
    int version = start[MAGIC.length];
    require(version >= 1 && version <= 3, "has the unknown version " + version);
    ByteBuffer given =
        ByteBuffer.wrap(bytes(in, version == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? given.getShort() & 0xffff : given.getInt() & 0xffffffffL;
    require(length <= MAX_HEADER, "has a header of " + length + " bytes");
    String header = new String(bytes(in, (int) length), StandardCharsets.ISO_8859_1);
    Matcher type = TYPE.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    require(
        type.find() && shape.find(),
        "is neither of numbers nor of text: " + Printable.line(header.strip(), 60));
    char kind = type.group(2).charAt(0);
    int size = Integer.parseInt(type.group(3)) * (kind == 'U' ? CHARACTER : 1);
    long product = size;
    List<Integer> dimensions = new ArrayList<>();
    for (String dimension : shape.group(1).split("[, L]+", -1)) {
      if (!dimension.isEmpty()) {
        require(dimension.length() < 10, "has a dimension of " + dimension);
        dimensions.add(Integer.parseInt(dimension));
        product *= dimensions.get(dimensions.size() - 1);
        require(product <= mostBytes && product < Integer.MAX_VALUE - 8, "is too large");
      }
    }
    require(product <= mostBytes, "is too large");
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyArray(
        dimensions, kind, size, order, FORTRAN.matcher(header).find(), bytes(in, (int) product));
  }

  private static byte[] bytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("an array ends early");
    }
    return bytes;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new InputException("an array " + problem);
    }
  }

  /** Whether it is one thing: a text, or a number without dimensions. */
  boolean isSingle() {
    return shape.isEmpty();
  }

  /** The text, or the number as text. */
  String text() {
    if (kind == 'U') {
      Charset charset = order == ByteOrder.BIG_ENDIAN ? Charset.forName("UTF-32BE") : UTF_32;
      return new String(elements, charset).replaceFirst("\0+$", "");
    }
    ByteBuffer number = ByteBuffer.wrap(elements).order(order);
    if (kind == 'f') {
      return Double.toString(numbers().values()[0]);
    }
    return switch (size) {
      case 1 -> Byte.toString(number.get());
      case 2 -> Short.toString(number.getShort());
      case 4 -> Integer.toString(number.getInt());
      case 8 -> Long.toString(number.getLong());
      default -> throw new InputException("an integer of " + size + " bytes");
    };
  }

  /** The numbers, row by row; those of double precision are rounded. */
  Tensor numbers() {
    require(kind == 'f' && (size == 4 || size == 8), "is of type " + kind + size + ", not float32");
    ByteBuffer buffer = ByteBuffer.wrap(elements).order(order);
    float[] values = new float[elements.length / size];
    for (int i = 0; i < values.length; i++) {
      values[i] = size == 4 ? buffer.getFloat() : (float) buffer.getDouble();
    }
    if (!columnsFirst || shape.size() < 2) {
      return new Tensor(shape, values);
    }
    require(shape.size() == 2, "of " + shape.size() + " dimensions is stored as in Fortran");
    return DenseLayer.transposed(new Tensor(List.of(shape.get(1), shape.get(0)), values));
  }
}
