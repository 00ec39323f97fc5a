package zigzag.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageNetworkTest {
  private static final int LARGEST = 0x7bff; // 65504

  /** A network that sees one pixel and knows one class. */
  private static PageNetwork network(int hidden, float... first) {
    float[] parameters = new float[3 * hidden + 1];
    System.arraycopy(first, 0, parameters, 0, first.length);
    return new PageNetwork(1, 1, hidden, 1, "relu", parameters);
  }

  /** What the bits of half precision stand for. */
  private static float value(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        exponent == 0 ? fraction * 0x1p-24 : Math.scalb(1 + fraction / 1024.0, exponent - 15);
    return (float) (bits < 0x8000 ? size : -size);
  }

  @Test
  void everyNumberOfHalfPrecisionStaysWhatItIs() {
    for (int bits = 0; bits <= LARGEST; bits++) {
      assertEquals((short) bits, PageNetwork.half(value(bits)));
      assertEquals((short) (0x8000 | bits), PageNetwork.half(value(0x8000 | bits)));
    }
  }

  @Test
  void whatLiesBetweenGoesToTheNearestAndFromTheMiddleToTheEvenOne() {
    for (int bits = 0; bits < LARGEST; bits++) {
      float middle = (value(bits) + value(bits + 1)) / 2;
      int even = bits + (bits & 1);
      assertEquals((short) even, PageNetwork.half(middle));
      assertEquals((short) (0x8000 | even), PageNetwork.half(-middle));
      assertEquals((short) bits, PageNetwork.half(Math.nextDown(middle)));
      assertEquals((short) (bits + 1), PageNetwork.half(Math.nextUp(middle)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "65519.996, 7bff",
    "65520, 7c00",
    "3.4e38, 7c00",
    "Infinity, 7c00",
    "-Infinity, fc00",
    "NaN, 7e00",
    "1e-45, 0",
    "-1e-45, 8000"
  })
  void theEndsOfTheRange(float value, String bits) {
    assertEquals((short) Integer.parseInt(bits, 16), PageNetwork.half(value));
  }

  @Test
  void fewUnitsHaveSinglePrecisionAndManyHalfUnlessItOverflows() {
    assertEquals(0.1f, decoded(network(512, 0.1f), "single").getFloat());
    assertEquals(0x2e66, decoded(network(513, 0.1f), "half").getShort());
    assertEquals(1e5f, decoded(network(513, 1e5f), "single").getFloat());
  }

  private static ByteBuffer decoded(PageNetwork network, String precision) {
    assertEquals(Optional.empty(), network.problem());
    assertEquals(precision, network.data().get("precision"));
    byte[] bytes = Base64.getDecoder().decode((String) network.data().get("parameters"));
    assertEquals((precision.equals("half") ? 2 : 4) * network.parameters().length, bytes.length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void aPageHoldsNoMoreThan4096Units() {
    assertEquals(Optional.empty(), network(4096).problem());
    String problem = network(4097).problem().orElseThrow();
    assertTrue(problem.contains("with 4,097 hidden units"), problem);
    assertTrue(problem.contains("scripts/zigzag serve"), problem);
    PageNetwork large = new PageNetwork(2000, 2000, 2, 1, "relu", new float[8_000_005]);
    assertTrue(large.problem().orElseThrow().contains("8,000,005 parameters"));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void parametersThatAreNotFiniteAreSaidToBe(float parameter) {
    String problem = network(3, 0.5f, parameter).problem().orElseThrow();
    assertTrue(problem.contains("not all finite"), problem);
  }
}
