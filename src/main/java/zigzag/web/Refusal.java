package zigzag.web;

import org.eclipse.jetty.http.HttpStatus;
import zigzag.Printable;

/** A request that is not granted: a status, and one line that says why. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is quoted of a request may be long. */
  private static final int LONGEST = 1000;

  final int status;

  Refusal(int status, String reason) {
    super(Printable.line(reason, LONGEST));
    this.status = status;
  }

  static Refusal badValue(String reason) {
    return new Refusal(HttpStatus.BAD_REQUEST_400, reason);
  }

  static Refusal unknown(String what) {
    return new Refusal(HttpStatus.NOT_FOUND_404, "there is no " + what);
  }
}
