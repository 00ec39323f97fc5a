package zigzag.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zigzag.InputException;
import zigzag.Printable;
import zigzag.RegularFile;

/**
 * Named arrays of 32-bit floats and a few strings, as a safetensors file holds them.
 *
 * <p>The file is an 8-byte little-endian length, that many bytes of JSON, and the arrays,
 * little-endian and without gaps. The JSON gives each array's {@code dtype}, {@code shape} and
 * {@code data_offsets}, and under {@code __metadata__} a map from strings to strings.
 *
 * <p>Source: the format's description at https://github.com/huggingface/safetensors.
 *
 * @param tensors the arrays in the order of the file
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  /**
   * A tenth of the format's own bound: as a tree in memory the JSON takes some 20 times its size.
   */
  private static final int MAX_HEADER = 10_000_000;

  private static final String METADATA = "__metadata__";

  /**
   * An array.
   *
   * @param shape its dimensions
   * @param values its elements, row by row
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
  public record Tensor(List<Integer> shape, float[] values) {
    /** An array of one dimension. */
    public static Tensor vector(float[] values) {
      return new Tensor(List.of(values.length), values);
    }
  }

  /** Writes the file atomically; the same content gives the same bytes. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, this::writeTo);
  }

  /** Writes the file's bytes. */
  public void writeTo(OutputStream out) throws IOException {
    ObjectNode header = Json.object();
    ObjectNode strings = header.putObject(METADATA);
    metadata.forEach(strings::put);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", "F32");
      entry.getValue().shape().forEach(node.putArray("shape")::add);
      long end = offset + 4L * entry.getValue().values().length;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = Json.MAPPER.writeValueAsBytes(header);
    // The format asks for the arrays to start at a multiple of 8; it allows spaces after the JSON.
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    byte[] length = new byte[8];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length);
    out.write(length);
    out.write(padded);
    for (Tensor tensor : tensors.values()) {
      writeFloats(tensor.values(), out);
    }
  }

  /** Writes numbers in little-endian order. */
  public static void writeFloats(float[] values, OutputStream out) throws IOException {
    byte[] bytes = new byte[4 * Math.min(values.length, 1 << 14)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += 1 << 14) {
      int count = Math.min(values.length - from, 1 << 14);
      buffer.asFloatBuffer().put(values, from, count);
      out.write(bytes, 0, 4 * count);
    }
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is no safetensors file of 32-bit floats; no more memory is taken
   *     than the file is long
   * @throws IOException if it can't be read
   */
  public static Safetensors read(Path file) throws IOException {
    FileChannel opened = RegularFile.channel(file, StandardOpenOption.READ);
    try (opened) {
      return read(opened);
    } catch (InputException e) {
      String problem = file + " is no whole safetensors file: " + e.getMessage();
      throw new InputException(problem + "; write or copy it again", e);
    }
  }

  private static Safetensors read(FileChannel channel) throws IOException {
    long size = channel.size();
    require(size >= 8, "it is " + size + " bytes long");
    long length = bytes(channel, 0, 8).getLong();
    boolean fits = length >= 2 && length <= Math.min(size - 8, MAX_HEADER);
    require(fits, "it promises a header of " + length + " bytes");
    ObjectNode header = Json.parse("its header", bytes(channel, 8, (int) length).array());
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long begin = 0;
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      String name = Printable.line(field.getKey(), 100);
      if (!(field.getValue() instanceof ObjectNode object)) {
        throw new InputException(name + " is no JSON object");
      }
      if (field.getKey().equals(METADATA)) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          require(entry.getValue().isTextual(), "its metadata are not all strings");
          metadata.put(entry.getKey(), entry.getValue().textValue());
        }
        continue;
      }
      Place place = Json.bind(name, object, Place.class);
      int bytes = place.bytes(name);
      long end = begin + bytes;
      require(
          place.dataOffsets.equals(List.of(begin, end)) && end <= size - 8 - length,
          "the place of " + name + " contradicts its shape or the file's size");
      float[] values = new float[bytes / 4];
      bytes(channel, 8 + length + begin, bytes).asFloatBuffer().get(values);
      tensors.put(field.getKey(), new Tensor(place.shape, values));
      begin = end;
    }
    require(begin == size - 8 - length, "bytes are left over after the last array");
    return new Safetensors(tensors, metadata);
  }

  /** What the header says of an array. */
  record Place(String dtype, List<Integer> shape, List<Long> dataOffsets) {
    Place {
      require("F32".equals(dtype), "dtype is " + dtype + ", not F32");
      require(shape != null && dataOffsets != null, "shape or data_offsets is missing");
    }

    /** How many it has, kept below what a Java array of bytes holds. */
    private int bytes(String name) {
      long product = 4;
      for (int dimension : shape) {
        product *= dimension;
        boolean fits = product >= 0 && product <= Integer.MAX_VALUE - 8;
        require(fits, name + " is too large, or has a dimension below 0");
      }
      return (int) product;
    }
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new InputException(problem);
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      require(channel.read(buffer, position + buffer.position()) >= 0, "it ends early");
    }
    return buffer.flip();
  }
}
