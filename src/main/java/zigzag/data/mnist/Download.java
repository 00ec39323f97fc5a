package zigzag.data.mnist;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Downloads one file at a time, going on where an earlier attempt ended. */
final class Download {
  private static final int MAX_REDIRECTS = 5;

  private final HttpClient client;
  private final Patience patience;
  private final LongSupplier clock;

  /** Takes the time, in nanoseconds, from the clock. */
  Download(Patience patience, LongSupplier clock) {
    this.patience = patience;
    this.clock = clock;
    // Redirects are followed here: the client's own way out of a loop is to return the last 302.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Is told how far a download is. */
  interface Progress {
    /** {@code total} is -1 where the server does not say. */
    void update(long bytes, long total);
  }

  /**
   * Fetches what the part lacks of a file, by a range request if it holds anything already.
   *
   * @param part on entry empty or the beginning of the file, on return the whole file
   * @param most the length in bytes that the file may not exceed
   * @return whether the beginning of the file is from an earlier attempt
   * @throws FetchException if the server fails or is too slow
   * @throws IOException if the part can't be written
   */
  boolean fetch(URI uri, FileChannel part, long most, Progress progress) throws IOException {
    if (part.size() > most) {
      part.truncate(0);
    }
    long held = part.size();
    HttpRequest.Builder request = HttpRequest.newBuilder();
    if (held > 0) {
      request.header("Range", "bytes=" + held + "-");
    }
    try (BodyReader body = send(uri, request)) {
      int status = body.response().statusCode();
      if (status == 416 && held > 0) {
        return true; // there is nothing behind what is held: it is whole, or not this file
      }
      boolean resumed =
          status == 206
              && held > 0
              && number(body, "Content-Range", "bytes (\\d{1,18})-.*") == held;
      if (resumed || status == 200) {
        receive(body, part.truncate(resumed ? held : 0), most, progress);
        return resumed;
      }
      if (status != 206 || held == 0) {
        throw new FetchException("HTTP " + status);
      }
    }
    part.truncate(0); // the server sent another range than was asked for: do without
    return fetch(uri, part, most, progress);
  }

  /** Whether the server has the file; asks for its headers alone. */
  boolean exists(URI uri) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder().method("HEAD", HttpRequest.BodyPublishers.noBody());
    try (BodyReader body = send(uri, request)) {
      return body.response().statusCode() == 200;
    }
  }

  static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /** Appends the body to the part. */
  private void receive(BodyReader body, FileChannel part, long most, Progress progress)
      throws IOException {
    long bytes = part.position(part.size()).position();
    long length = number(body, "Content-Length", "(\\d{1,18})");
    long total = length < 0 ? -1 : bytes + length;
    long windowStart = clock.getAsLong();
    long before = bytes;
    try {
      checkSize(total, most, part);
      for (List<ByteBuffer> pieces = body.next(); !pieces.isEmpty(); pieces = body.next()) {
        for (ByteBuffer piece : pieces) {
          bytes += piece.remaining();
          checkSize(bytes, most, part);
          while (piece.hasRemaining()) {
            part.write(piece);
          }
        }
        progress.update(bytes, total);
        long now = clock.getAsLong();
        if (now - windowStart >= patience.window().toNanos()) {
          if (bytes - before < patience.least()) {
            throw new FetchException(
                "too slow: " + (bytes - before) + " bytes in " + seconds(patience.window()));
          }
          windowStart = now;
          before = bytes;
        }
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static void checkSize(long bytes, long most, FileChannel part) throws IOException {
    if (bytes > most) {
      part.truncate(0); // not a beginning worth resuming
      throw new FetchException("what it sends is larger than the file can be");
    }
  }

  /** Sends a request, and again to wherever the answers redirect it. */
  private BodyReader send(URI uri, HttpRequest.Builder request) throws IOException {
    URI place = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      BodyReader body = new BodyReader(sendOnce(request.uri(place).build()), patience.stall());
      if (!List.of(301, 302, 303, 307, 308).contains(body.response().statusCode())) {
        return body;
      }
      body.close();
      place = redirected(place, body.response().headers().firstValue("Location").orElse(""));
    }
    throw new FetchException("it redirects more than " + MAX_REDIRECTS + " times");
  }

  /** Where an answer redirects to: on the web, and not from https down to http. */
  static URI redirected(URI from, String location) throws FetchException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new FetchException("it redirects to what is not a URL", e);
    }
    boolean weaker =
        "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
    if (location.isEmpty() || weaker || !Mirrors.isWeb(to)) {
      throw new FetchException("it redirects to \"" + location + "\", which is not followed");
    }
    return to;
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> sendOnce(HttpRequest request)
      throws IOException {
    // Not HttpRequest.timeout: newer Java versions let it run on while the body is read.
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
    try {
      return response.get(
          patience.connect().plus(patience.stall()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new FetchException("no answer within " + seconds(patience.stall()), e);
    } catch (ExecutionException e) {
      throw new FetchException(reason(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      response.cancel(true);
      throw interrupted();
    }
  }

  private String reason(Throwable failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection within " + seconds(patience.connect());
    }
    if (failure instanceof ConnectException) {
      for (Throwable t = failure; t != null; t = t.getCause()) {
        if (t instanceof UnresolvedAddressException) {
          return "unknown host";
        }
      }
      return "no connection";
    }
    return failure.getMessage() == null
        ? failure.getClass().getSimpleName()
        : failure.getMessage().lines().findFirst().orElse("");
  }

  /** The number that a header states, -1 if it states none. */
  private static long number(BodyReader body, String header, String pattern) {
    String value = body.response().headers().firstValue(header).orElse("");
    Matcher number = Pattern.compile(pattern).matcher(value);
    return number.matches() ? Long.parseLong(number.group(1)) : -1;
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while fetching");
  }
}
