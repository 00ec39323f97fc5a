package zigzag.report.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import zigzag.Numerals;

/**
 * A trained network within a page, for {@code net.js}.
 *
 * @param activation the name of the hidden layer's non-linearity
 * @param parameters {@code W1 | W2 | b1 | b2}, each row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record PageNetwork(
    int rows, int columns, int hidden, int classes, String activation, float[] parameters) {
  /** Up to so many hidden units, parameters have 32 bits each, beyond them 16. */
  private static final int MAX_SINGLE = 512;

  /** More hidden units have no place in a page. */
  private static final int MAX_UNITS = 4096;

  /** What a unit may have of parameters, for the same bounds: twice those of MNIST's images. */
  private static final int PER_UNIT = 2 * 28 * 28;

  /** The least number that half precision rounds to infinity. */
  private static final float TOO_LARGE_FOR_HALF = 65520;

  public boolean isTooLarge() {
    return hidden > MAX_UNITS || parameters.length > MAX_UNITS * PER_UNIT;
  }

  /** Why it is not in the page, and what to do; empty if it can be. */
  public Optional<String> problem() {
    if (isTooLarge()) {
      return Optional.of(
          Numerals.format(
              "This network, with %,d hidden units and %,d parameters, is too large to be in a"
                  + " page. scripts/zigzag serve reads what is drawn with it.",
              hidden, parameters.length));
    }
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        return Optional.of(
            "This network's parameters are not all finite numbers: there is nothing that it could"
                + " read.");
      }
    }
    return Optional.empty();
  }

  /** What the script is given of a network whose parameters have no place. */
  public Map<String, Object> sizes() {
    return Map.of(
        "rows", rows,
        "columns", columns,
        "hidden", hidden,
        "classes", classes,
        "activation", activation);
  }

  /** What the script is given, without copying parameters that have no place. */
  public Map<String, Object> data() {
    boolean isLarge = hidden > MAX_SINGLE || parameters.length > MAX_SINGLE * PER_UNIT;
    boolean half = isLarge && isWithinHalf();
    ByteBuffer bytes =
        ByteBuffer.allocate((half ? Short.BYTES : Float.BYTES) * parameters.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float parameter : parameters) {
      if (half) {
        bytes.putShort(half(parameter));
      } else {
        bytes.putFloat(parameter);
      }
    }
    Map<String, Object> data = new TreeMap<>(sizes());
    data.put("precision", half ? "half" : "single");
    data.put("parameters", Base64.getEncoder().encodeToString(bytes.array()));
    return data;
  }

  private boolean isWithinHalf() {
    for (float parameter : parameters) {
      if (!(Math.abs(parameter) < TOO_LARGE_FOR_HALF)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The nearest number of half precision, of two the even one, in its 16 bits.
   *
   * <p>Source: IEEE 754-2019, section 3.6, binary16.
   */
  static short half(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (size < 0x1p-14f) { // subnormal: so many times the least
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    // 10 of the 23 bits of fraction stay, and the exponent counts from -15 instead of -127.
    int bits = Float.floatToRawIntBits(size);
    int rounded = ((bits + 0xfff + ((bits >>> 13) & 1)) >>> 13) - ((127 - 15) << 10);
    return (short) (sign | Math.min(0x7c00, rounded));
  }
}
