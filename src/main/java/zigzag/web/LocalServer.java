package zigzag.web;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import zigzag.FileFault;
import zigzag.InputException;

/**
 * HTTP on the loopback address alone, for the pages of this very address.
 *
 * <p>A page of another site can make a browser send requests here: by its own name, which it lets
 * point to this machine (DNS rebinding), or by forms and scripts. The first names another host, the
 * second another origin.
 */
final class LocalServer implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.1";

  /** Beside the threads that train; each holds one picture at most. */
  private static final int MAX_THREADS = 16;

  /** Without a byte read or written; a stream that its reader does not empty ends so. */
  private static final int IDLE_MILLISECONDS = 30_000;

  /** What the system keeps of what a slow reader has not taken; by itself it keeps megabytes. */
  private static final int SEND_BYTES = 1 << 16;

  private final Server server;
  private final ServerConnector connector;
  private List<Route> routes = List.of();

  /**
   * Takes a port; who comes before {@link #start} waits.
   *
   * @param port 0 for any that is free
   * @throws InputException if it is taken
   */
  LocalServer(int port) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
    threads.setName("zigzag-web");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector =
        new ServerConnector(server, null, null, null, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(ADDRESS);
    connector.setPort(port);
    connector.setAcceptedSendBufferSize(SEND_BYTES);
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    server.addConnector(connector);
    server.setHandler(new Answering());
    server.setErrorHandler(new Failing());
    try {
      connector.open();
    } catch (IOException e) {
      if (!(e.getCause() instanceof BindException)) {
        throw e;
      }
      String why = "another program listens there, or it is reserved";
      throw new InputException(
          "--port " + port + " can't be had: " + why + "; give another, or 0 for any", e);
    }
  }

  /** Answers requests from now on. */
  void start(List<Route> answered) throws IOException {
    routes = answered;
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("the local page can't be started: " + e.getMessage(), e);
    }
  }

  /** Where the page is. */
  String url() {
    return "http://" + ADDRESS + ":" + connector.getLocalPort() + "/";
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
      connector.close();
    } catch (Exception e) {
      throw new IOException("the local page did not end: " + e.getMessage(), e);
    }
  }

  private static void secure(HttpFields.Mutable headers) {
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("X-Frame-Options", "SAMEORIGIN");
    headers.put(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'self'");
  }

  /** Finds the route of a request, and has it answered. */
  private final class Answering extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      secure(response.getHeaders());
      Answer answer;
      try {
        requireLocal(request);
        answer = answer(request);
      } catch (Refusal e) {
        answer = Answer.refusal(e.status, e.getMessage());
      } catch (InputException e) {
        answer =
            Answer.refusal(
                HttpStatus.BAD_REQUEST_400, Refusal.badValue(e.getMessage()).getMessage());
      } catch (IOException e) {
        answer = Answer.refusal(HttpStatus.INTERNAL_SERVER_ERROR_500, FileFault.describe(e));
      }
      answer.send(request, response, callback);
      return true;
    }

    /** Refuses requests that did not come from a page of this address, or from another program. */
    private void requireLocal(Request request) {
      List<String> hosts =
          List.of(
              ADDRESS + ":" + connector.getLocalPort(), "localhost:" + connector.getLocalPort());
      List<String> named = request.getHeaders().getValuesList(HttpHeader.HOST);
      List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
      if (named.size() != 1 || !hosts.contains(named.get(0))) {
        throw new Refusal(HttpStatus.FORBIDDEN_403, "this is " + url() + ", and no other host");
      }
      if (!origins.isEmpty() && !origins.equals(List.of("http://" + named.get(0)))) {
        throw new Refusal(HttpStatus.FORBIDDEN_403, "pages of other origins get no answer");
      }
    }

    private Answer answer(Request request) throws IOException {
      List<String> parts = new ArrayList<>();
      for (String part : request.getHttpURI().getCanonicalPath().substring(1).split("/", -1)) {
        parts.add(URIUtil.decodePath(part));
      }
      TreeSet<String> methods = new TreeSet<>();
      for (Route route : routes) {
        Optional<List<String>> names = route.names(parts);
        if (names.isPresent() && route.method().equals(request.getMethod())) {
          return route.work().answer(new Call(request, names.get()));
        }
        names.ifPresent(found -> methods.add(route.method()));
      }
      if (methods.isEmpty()) {
        throw Refusal.unknown("such page");
      }
      throw new Refusal(
          HttpStatus.METHOD_NOT_ALLOWED_405, "this takes " + String.join(" or ", methods));
    }
  }

  /** What went wrong before a request was one, or while it was answered. */
  private static final class Failing extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      secure(response.getHeaders());
      Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
      int status = response.getStatus();
      String reason =
          cause == null || status < HttpStatus.INTERNAL_SERVER_ERROR_500
              ? HttpStatus.getMessage(status)
              : "this is a mistake of the program, please report it: " + cause;
      Answer.refusal(status, new Refusal(status, reason).getMessage())
          .send(request, response, callback);
      return true;
    }
  }
}
