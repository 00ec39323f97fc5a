package zigzag.data.mnist;

import java.io.IOException;

/** A file could be had from no mirror; the message names each with its reason. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }
}
