package zigzag.data.mnist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server on this machine that serves files well or badly, and remembers what it was asked.
 */
final class FakeMirror implements AutoCloseable {
  /** What the server makes of a request for a file that it has. */
  interface Behaviour {
    void answer(HttpExchange exchange, byte[] file) throws IOException;
  }

  /** One request: the path's last part and the Range header or null. */
  record Request(String method, String file, String range) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);

  FakeMirror(Behaviour behaviour) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/mnist/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String name = path.substring(path.lastIndexOf('/') + 1);
          requests.add(
              new Request(
                  exchange.getRequestMethod(),
                  name,
                  exchange.getRequestHeaders().getFirst("Range")));
          asked.countDown();
          try (exchange) {
            byte[] file = files.get(name);
            if (file == null) {
              exchange.sendResponseHeaders(404, -1);
            } else {
              behaviour.answer(exchange, file);
            }
          }
        });
    server.start();
  }

  FakeMirror with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mnist/");
  }

  List<Request> requests() {
    return requests;
  }

  /** Waits for the first request. */
  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** All of the file, whatever range is asked for. */
  static void whole(HttpExchange exchange, byte[] file) throws IOException {
    send(exchange, 200, file);
  }

  /** The range that is asked for. */
  static void range(HttpExchange exchange, byte[] file) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      whole(exchange, file);
      return;
    }
    int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    if (from >= file.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    sendRange(exchange, file, from);
  }

  static void sendRange(HttpExchange exchange, byte[] file, int from) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    send(exchange, 206, Arrays.copyOfRange(file, from, file.length));
  }

  static Behaviour status(int status) {
    return (exchange, file) -> exchange.sendResponseHeaders(status, -1);
  }

  static Behaviour redirect(String location) {
    return (exchange, file) -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Half of the file, then the connection ends. */
  static void cutShort(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file, 0, file.length / 2);
    exchange.getResponseBody().flush();
  }

  /** Half of the file, then silence. */
  static void stallHalfway(HttpExchange exchange, byte[] file) throws IOException {
    cutShort(exchange, file);
    silence(exchange, file);
  }

  /** No answer, until the server is closed and its threads are interrupted. */
  static void silence(HttpExchange exchange, byte[] file) throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
