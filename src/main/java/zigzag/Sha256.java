package zigzag;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 sum. */
public final class Sha256 {
  private final MessageDigest digest;

  /** Starts with no bytes. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds some bytes. */
  public void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  /** The sum in 64 hexadecimal digits; starts anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The sum of a file's content in 64 hexadecimal digits. */
  public static String of(Path file) throws IOException {
    Sha256 sum = new Sha256();
    byte[] part = new byte[1 << 16];
    try (InputStream content = RegularFile.stream(file)) {
      for (int length = content.read(part); length >= 0; length = content.read(part)) {
        sum.update(part, 0, length);
      }
    }
    return sum.hex();
  }

  /** The sum of some bytes in 64 hexadecimal digits. */
  public static String of(byte[] bytes) {
    Sha256 sum = new Sha256();
    sum.update(bytes, 0, bytes.length);
    return sum.hex();
  }
}
