package zigzag.data.mnist;

import java.io.IOException;

/**
 * A file could not be had from a mirror, as against written to the disk, and the message is the
 * reason in a few words; or from none, and it names each with its reason.
 */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
