package zigzag.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The local page and its interface: the routes, and who answers them. */
public final class LocalPage implements AutoCloseable {
  private final RunsFolder runs;
  private final LocalServer server;

  /**
   * Starts to listen on the loopback address.
   *
   * @param port 0 for any that is free
   * @param folder where runs lie, made if need be
   * @throws zigzag.InputException if the port is taken, or there can be no such folder
   */
  public LocalPage(int port, Path folder) throws IOException {
    server = new LocalServer(port);
    try {
      runs = RunsFolder.at(folder);
      Drawings drawings = new Drawings(runs);
      server.start(
          List.of(
              Route.of("GET", "/", call -> resource("index.html", "text/html;charset=utf-8")),
              Route.of("GET", "/api/runs", call -> Answer.json(runs.list())),
              Route.of("GET", "/api/runs/*/**", this::file),
              Route.of("POST", "/api/predict", drawings::predict)));
    } catch (IOException | RuntimeException e) {
      try (server) {
        throw e;
      }
    }
  }

  /** Where the page is. */
  public String url() {
    return server.url();
  }

  private Answer file(Call call) throws IOException {
    return Answer.file(runs.file(call.names()));
  }

  private static Answer resource(String name, String type) throws IOException {
    try (InputStream in = LocalPage.class.getResourceAsStream(name)) {
      return Answer.content(HttpStatus.OK_200, type, in.readAllBytes());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
