package zigzag.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {
  private static final int HEADER = 10;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 65_535, 65_536, 65_537, 1_000_000})
  void inflatesWhatTheJdkPacked(int length) throws IOException {
    byte[] random = IdxSamples.random(length, length);
    byte[] zeros = new byte[length];
    assertArrayEquals(random, inflate(IdxSamples.gzip(random)));
    assertArrayEquals(zeros, inflate(IdxSamples.gzip(zeros)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_490, 65_500, 65_510, 65_515, 65_520, 65_530, 200_000})
  void goesOnFromMemberToMember(int length) throws IOException {
    byte[] first = IdxSamples.random(length, 1);
    byte[] second = {1, 2, 3};
    byte[] both = IdxSamples.concat(IdxSamples.gzip(first), IdxSamples.gzip(second));
    assertArrayEquals(IdxSamples.concat(first, second), inflate(both));
  }

  @Test
  void readsByteByByte() throws IOException {
    try (GzipInput in =
        new GzipInput(new ByteArrayInputStream(IdxSamples.gzip(new byte[] {-1, 5})))) {
      assertEquals(0, in.read(new byte[0]));
      assertEquals(255, in.read());
      assertEquals(5, in.read());
      assertEquals(-1, in.read());
      assertEquals(-1, in.read());
    }
  }

  @Test
  void passesOverEveryOptionalPartOfTheHeader() throws IOException {
    byte[] gzip = IdxSamples.gzip(new byte[] {7});
    byte[] options = {3, 0, 'a', 'b', 'c', 'n', 'a', 'm', 'e', 0, 'n', 'o', 't', 'e', 0};
    assertArrayEquals(new byte[] {7}, inflate(withOptions(gzip, 4 | 8 | 16, options)));

    CRC32 crc = new CRC32();
    byte[] checked = withOptions(gzip, 2 | 4 | 8 | 16, options);
    crc.update(checked, 0, HEADER + options.length);
    int sum = (int) crc.getValue();
    byte[] sumBytes = {(byte) sum, (byte) (sum >> 8)};
    byte[] allOptions = IdxSamples.concat(options, sumBytes);
    assertArrayEquals(new byte[] {7}, inflate(withOptions(gzip, 2 | 4 | 8 | 16, allOptions)));

    allOptions[2] ^= 1;
    assertMalformed(withOptions(gzip, 2 | 4 | 8 | 16, allOptions), "header is wrong");
  }

  static Stream<Arguments> malformed() {
    byte[] good = IdxSamples.gzip(IdxSamples.random(100, 1));
    return Stream.of(
        arguments(new byte[0], "breaks off"),
        arguments(new byte[] {'<', 'h', 't', 'm', 'l', '>'}, "not gzip data"),
        arguments(with(good, 1, 0), "not gzip data"),
        arguments(with(good, 2, 7), "method is unknown"),
        arguments(with(good, 3, 0x20), "unknown flags"),
        arguments(with(good, HEADER, 0xff), "data is damaged"),
        arguments(with(good, good.length - 8, good[good.length - 8] ^ 1), "checksum"),
        arguments(with(good, good.length - 1, 1), "length of the gzip data"),
        arguments(IdxSamples.concat(good, new byte[] {0}), "bytes follow"),
        arguments(IdxSamples.concat(good, new byte[] {0x1f}), "breaks off"),
        arguments(IdxSamples.concat(good, new byte[70_000]), "bytes follow"),
        arguments(IdxSamples.concat(good, Arrays.copyOf(good, 30)), "breaks off"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformedData(byte[] gzip, String message) {
    assertMalformed(gzip, message);
  }

  @Test
  void refusesEveryBeginningOfAFile() {
    byte[] good = IdxSamples.gzip(IdxSamples.random(100, 1));
    for (int length = 0; length < good.length; length++) {
      assertMalformed(Arrays.copyOf(good, length), "breaks off");
    }
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] withOptions(byte[] gzip, int flags, byte[] options) {
    byte[] header = with(Arrays.copyOf(gzip, HEADER), 3, flags);
    return IdxSamples.concat(header, options, Arrays.copyOfRange(gzip, HEADER, gzip.length));
  }

  private static byte[] inflate(byte[] gzip) throws IOException {
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  private static void assertMalformed(byte[] gzip, String message) {
    ZipException e = assertThrows(ZipException.class, () -> inflate(gzip));
    assertEquals(true, e.getMessage().contains(message), e.getMessage());
  }
}
