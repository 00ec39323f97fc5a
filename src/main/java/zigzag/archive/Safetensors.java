package zigzag.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zigzag.InputException;
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
 * @param metadata the strings
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

  private static void writeFloats(float[] values, OutputStream out) throws IOException {
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
    try (FileChannel channel = RegularFile.channel(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw malformed(file, "it is " + size + " bytes long");
      }
      long headerLength = readFully(channel, 0, 8, file).getLong();
      if (headerLength < 2 || headerLength > Math.min(size - 8, MAX_HEADER)) {
        throw malformed(file, "it promises a header of " + headerLength + " bytes");
      }
      JsonNode header = parse(readFully(channel, 8, (int) headerLength, file), file);
      Map<String, String> metadata = new LinkedHashMap<>();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long dataStart = 8 + headerLength;
      long next = 0;
      for (Map.Entry<String, JsonNode> field : header.properties()) {
        String name = field.getKey();
        JsonNode node = field.getValue();
        if (name.equals(METADATA)) {
          readMetadata(node, metadata, file);
          continue;
        }
        List<Integer> shape = shape(node, name, file);
        long begin = offset(node, 0);
        long end = offset(node, 1);
        long bytes = 4L * elements(shape, name, file);
        if (begin != next || end != begin + bytes || end > size - dataStart) {
          throw malformed(
              file, "the place of " + name + " contradicts its shape or the file's size");
        }
        float[] values = new float[(int) (bytes / 4)];
        readFully(channel, dataStart + begin, (int) bytes, file).asFloatBuffer().get(values);
        tensors.put(name, new Tensor(shape, values));
        next = end;
      }
      if (next != size - dataStart) {
        throw malformed(file, "bytes are left over after the last array");
      }
      return new Safetensors(tensors, metadata);
    }
  }

  private static JsonNode parse(ByteBuffer bytes, Path file) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      JsonNode header = Json.MAPPER.readTree(text);
      if (!header.isObject()) {
        throw malformed(file, "its header is no JSON object");
      }
      return header;
    } catch (CharacterCodingException e) {
      throw malformed(file, "its header is not UTF-8");
    } catch (JsonProcessingException e) {
      throw malformed(file, "its header is no JSON: " + e.getOriginalMessage());
    }
  }

  private static void readMetadata(JsonNode node, Map<String, String> metadata, Path file) {
    if (!node.isObject()) {
      throw malformed(file, "its metadata is no JSON object");
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isTextual()) {
        throw malformed(file, "the metadata " + entry.getKey() + " is no string");
      }
      metadata.put(entry.getKey(), entry.getValue().textValue());
    }
  }

  private static List<Integer> shape(JsonNode node, String name, Path file) {
    if (!node.path("dtype").asText().equals("F32")) {
      throw malformed(file, name + " has dtype " + node.path("dtype") + ", not F32");
    }
    if (!node.path("shape").isArray() || node.path("data_offsets").size() != 2) {
      throw malformed(file, name + " lacks its shape or its data_offsets");
    }
    Integer[] shape = new Integer[node.path("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      JsonNode dimension = node.path("shape").path(i);
      if (!dimension.isInt() || dimension.intValue() < 0) {
        throw malformed(file, name + " has a dimension " + dimension);
      }
      shape[i] = dimension.intValue();
    }
    return List.of(shape);
  }

  /** Where an array begins (0) or ends (1); -1, which is never right, for what is no integer. */
  private static long offset(JsonNode node, int end) {
    JsonNode offset = node.path("data_offsets").path(end);
    return offset.isIntegralNumber() && offset.canConvertToLong() ? offset.longValue() : -1;
  }

  /** The product of the dimensions, kept below what a Java array of that many bytes holds. */
  private static long elements(List<Integer> shape, String name, Path file) {
    long product = 1;
    for (int dimension : shape) {
      product *= dimension;
      if (product > (Integer.MAX_VALUE - 8) / 4) {
        throw malformed(file, name + " is too large");
      }
    }
    return product;
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int length, Path file)
      throws IOException {
    ByteBuffer buffer = littleEndian(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw malformed(file, "it ends early");
      }
    }
    return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static InputException malformed(Path file, String what) {
    return new InputException(
        file + " is no whole safetensors file: " + what + "; write or copy it again");
  }
}
