package zigzag.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import zigzag.data.Dataset;
import zigzag.report.page.Page;
import zigzag.report.run.Prediction;

/** The local page and its interface: the routes, and who answers them. */
public final class LocalPage implements AutoCloseable {
  private static final int MAX_DIGITS = 200;

  private final RunsFolder runs;
  private final LocalServer server;
  private final Commands commands;
  private final Trainings trainings;

  /**
   * Starts to listen on the loopback address.
   *
   * @param port 0 for any that is free
   * @param folder where runs lie, made if need be
   * @param commands what the page can have done
   * @throws zigzag.InputException if the port is taken, or there can be no such folder
   */
  public LocalPage(int port, Path folder, Commands commands) throws IOException {
    this.commands = commands;
    server = new LocalServer(port);
    try {
      runs = RunsFolder.at(folder);
      trainings = new Trainings(runs, commands);
      server.start(routes());
    } catch (IOException | RuntimeException e) {
      try (server) {
        throw e;
      }
    }
  }

  private List<Route> routes() {
    Drawings drawings = new Drawings(runs);
    RunList list = new RunList(runs);
    return List.of(
        Route.of("GET", "/", call -> page()),
        Route.of("GET", "/api/options", call -> Answer.json(Menu.of(commands))),
        Route.of("GET", "/api/presets", call -> presets()),
        Route.of("GET", "/api/digits", this::digits),
        Route.of("GET", "/api/runs", list::list),
        Route.of("GET", "/api/runs/*/**", this::file),
        Route.of("GET", "/api/networks", call -> Answer.json(list.networks())),
        Route.of("GET", "/api/network", drawings::network),
        Route.of("POST", "/api/predict", drawings::predict),
        Route.of("GET", "/api/trainings", trainings::list),
        Route.of("POST", "/api/trainings", trainings::start),
        Route.of("GET", "/api/trainings/*", trainings::status),
        Route.of("GET", "/api/trainings/*/events", trainings::events),
        Route.of("GET", "/api/trainings/*/curves", trainings::curves),
        Route.of("GET", "/api/trainings/*/confusion", trainings::confusion),
        Route.of("GET", "/api/trainings/*/units", trainings::units),
        Route.of("GET", "/api/trainings/*/example", this::example),
        Route.of("POST", "/api/trainings/*/pause", trainings.doing(LiveTraining::pause)),
        Route.of("POST", "/api/trainings/*/resume", trainings.doing(LiveTraining::resume)),
        Route.of("POST", "/api/trainings/*/step", trainings.doing(LiveTraining::stepOnce)),
        Route.of("POST", "/api/trainings/*/stop", trainings.doing(LiveTraining::stop)),
        Route.of("POST", "/api/trainings/*/learning-rate", trainings::changeLearningRate));
  }

  Trainings trainings() {
    return trainings;
  }

  /** Where the page is. */
  public String url() {
    return server.url();
  }

  private Answer example(Call call) {
    return Magnifier.answer(trainings.find(call.name(0)), call);
  }

  /** Test digits of a training, or of the data that trainings have where they don't say. */
  private Answer digits(Call call) throws IOException {
    String id = call.parameter("training", "");
    Dataset test =
        id.isEmpty()
            ? commands.prepare(Map.of()).data().test()
            : trainings.find(id).start().first().data().test();
    int from = call.index("from", "0", test.size());
    return Answer.json(Menu.digits(test, from, call.index("count", "20", MAX_DIGITS + 1)));
  }

  private Answer file(Call call) throws IOException {
    return Answer.file(runs.file(call.names()));
  }

  private static Answer page() throws IOException {
    String page = Page.served("/zigzag/web/live", Prediction.looks());
    return Answer.content(
        HttpStatus.OK_200, "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer presets() throws IOException {
    try (InputStream in = LocalPage.class.getResourceAsStream("presets.json")) {
      return Answer.content(HttpStatus.OK_200, Answer.JSON_TYPE, in.readAllBytes());
    }
  }

  @Override
  public void close() throws IOException {
    try (server) {
      trainings.close();
    }
  }
}
