package zigzag.data.mnist;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import zigzag.data.mnist.MnistFetch.Patience;

/**
 * Downloads one file at a time, going on where an earlier attempt ended.
 *
 * @param patience how long to wait for a server
 * @param clock the time in nanoseconds
 */
record Download(Patience patience, LongSupplier clock) {
  private static final int MAX_REDIRECTS = 5;

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
    HttpURLConnection connection = open(uri, "GET", held);
    try {
      int status = connection.getResponseCode();
      if (status == 416 && held > 0) {
        return true; // there is nothing behind what is held: it is whole, or not this file
      }
      boolean resumed =
          status == 206
              && held > 0
              && Objects.requireNonNullElse(connection.getHeaderField("Content-Range"), "")
                  .startsWith("bytes " + held + "-");
      if (resumed || status == 200) {
        receive(connection, part.truncate(resumed ? held : 0), most, progress);
        return resumed;
      }
      if (status != 206 || held == 0) {
        throw new FetchException("HTTP " + status);
      }
    } finally {
      leave(connection);
    }
    part.truncate(0); // the server sent another range than was asked for: do without
    return fetch(uri, part, most, progress);
  }

  /** Whether the server has the file; asks for its headers alone. */
  boolean exists(URI uri) throws IOException {
    return open(uri, "HEAD", 0).getResponseCode() == 200;
  }

  private static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /** Appends the body to the part. */
  private void receive(HttpURLConnection connection, FileChannel part, long most, Progress progress)
      throws IOException {
    long bytes = part.position(part.size()).position();
    long length = connection.getContentLengthLong();
    long total = length < 0 ? -1 : bytes + length;
    checkSize(total, most, part);
    long windowStart = clock.getAsLong();
    long before = bytes;
    byte[] buffer = new byte[1 << 16];
    InputStream body = connection.getInputStream();
    Callable<Integer> read = () -> body.read(buffer);
    String stalled = "nothing arrived for " + seconds(patience.stall());
    String brokeOff = "the connection broke off";
    int count;
    while ((count = await(connection, read, stalled, brokeOff)) >= 0) {
      bytes += count;
      checkSize(bytes, most, part);
      for (ByteBuffer piece = ByteBuffer.wrap(buffer, 0, count); piece.hasRemaining(); ) {
        part.write(piece);
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
    if (bytes < total) {
      throw new FetchException(brokeOff);
    }
  }

  private static void checkSize(long bytes, long most, FileChannel part) throws IOException {
    if (bytes > most) {
      part.truncate(0); // not a beginning worth resuming
      throw new FetchException("what it sends is larger than the file can be");
    }
  }

  /** Sends a request, and again to wherever the answers redirect it, until one answers. */
  private HttpURLConnection open(URI uri, String method, long held) throws IOException {
    URI place = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpURLConnection connection = (HttpURLConnection) place.toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout((int) patience.connect().toMillis());
      connection.setReadTimeout((int) patience.stall().toMillis());
      // Followed here: Java's own way neither looks where it is led to nor says why it stops.
      connection.setInstanceFollowRedirects(false);
      if (held > 0) {
        connection.setRequestProperty("Range", "bytes=" + held + "-");
      }
      Callable<Void> connect =
          () -> {
            connection.connect();
            return null;
          };
      await(connection, connect, "no connection within " + seconds(patience.connect()), null);
      String late = "no answer within " + seconds(patience.stall());
      int status = await(connection, connection::getResponseCode, late, null);
      if (!List.of(301, 302, 303, 307, 308).contains(status)) {
        return connection;
      }
      connection.disconnect();
      String location = connection.getHeaderField("Location");
      place = redirected(place, location == null ? "" : location);
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

  /**
   * Waits for what can't be interrupted, on a thread that can be.
   *
   * @param late the reason if it takes longer than the connection's timeout
   * @param broken the reason if it fails in another way; null to say what the failure says
   */
  private static <T> T await(
      HttpURLConnection connection, Callable<T> blocking, String late, String broken)
      throws IOException {
    FutureTask<T> task = new FutureTask<>(blocking);
    begin(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String reason = cause instanceof SocketTimeoutException ? late : broken;
      throw new FetchException(reason == null ? reason(cause) : reason, cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave(connection);
      throw new InterruptedIOException("interrupted while fetching");
    }
  }

  /** Closes a connection. Who was interrupted does not wait until a read that goes on gives up. */
  private static void leave(HttpURLConnection connection) {
    if (Thread.currentThread().isInterrupted()) {
      begin(connection::disconnect);
    } else {
      connection.disconnect();
    }
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "mirror");
    thread.setDaemon(true);
    thread.start();
  }

  private static String reason(Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return "unknown host";
    }
    if (failure instanceof ConnectException) {
      return "no connection";
    }
    return failure.getMessage() == null
        ? failure.getClass().getSimpleName()
        : failure.getMessage().lines().findFirst().orElse("");
  }
}
