package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.Needs;

/** The other commands as processes: what they print, write and end with. */
final class CommandsIT {
  @TempDir private Path folder;

  @Test
  void goesFromBuiltInDigitsToAJudgedModel() throws Exception {
    Program.Ended trained =
        Program.run(
            folder,
            "train",
            "--data",
            "digits",
            "--digits",
            "3000",
            "--epochs",
            "3",
            "--out",
            "run");
    assertEquals(0, trained.exitCode(), trained.err());

    Program.Ended judged =
        Program.run(
            folder,
            "evaluate",
            "run",
            "--data",
            "digits",
            "--digits",
            "3000",
            "--out",
            "judged",
            "--json");
    assertEquals(0, judged.exitCode(), judged.err());
    assertEquals(
        new ObjectMapper()
            .readTree(folder.resolve("run/summary.json").toFile())
            .path("test_accuracy"),
        new ObjectMapper().readTree(judged.out()).path("accuracy"));
    assertTrue(Files.size(folder.resolve("judged/confusion.svg")) > 1000);

    String[] show = {"data", "show", "--data", "digits", "--digits", "300", "--out"};
    Program.Ended shown = Program.run(folder, with(show, "a.png"));
    assertEquals(0, shown.exitCode(), shown.err());
    assertEquals("built-in digits: see a.png\n", shown.out());
    assertEquals(2, Program.run(folder, with(show, "a.png")).exitCode());
    assertEquals(
        "built-in digits: see shown/examples.png\n",
        Program.run(folder, with(show, "shown")).out());

    Program.Ended read = Program.run(folder, "predict", "run", "a.png", "nothing.png");
    assertEquals(2, read.exitCode());
    assertTrue(read.out().contains("a.png"), read.out());
    assertTrue(read.err().contains("nothing.png"), read.err());
  }

  @Test
  void namesWhatItCannotFetchAndWhatToDo() throws Exception {
    Program.Ended ended = Program.run(folder, "data", "fetch", "--into", "mnist");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.err().contains("127.0.0.1"), ended.err());
    assertTrue(ended.err().contains("--data digits"), ended.err());
    assertFalse(ended.err().contains("\tat "), ended.err());
  }

  @Test
  @Tag("mnist")
  void fetchesMnistFromAMirrorAndFindsItWhole() throws Exception {
    HttpServer server = serve(Needs.mnist());
    try {
      String mirror = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      Program.Ended fetched =
          Program.run(folder, "data", "fetch", "--mirror", mirror, "--into", "mnist");
      assertEquals(0, fetched.exitCode(), fetched.err());
      assertTrue(fetched.out().contains("fetched train-images-idx3-ubyte"), fetched.out());
    } finally {
      server.stop(0);
    }

    Program.Ended whole = Program.run(folder, "data", "verify", "mnist");
    assertEquals(0, whole.exitCode(), whole.out());
    Files.write(folder.resolve("mnist/t10k-labels-idx1-ubyte.gz"), new byte[100]);
    Program.Ended damaged = Program.run(folder, "data", "verify", "mnist");
    assertEquals(2, damaged.exitCode());
    assertTrue(damaged.out().contains("damaged  mnist/t10k-labels-idx1-ubyte.gz"), damaged.out());
  }

  @Test
  void buildsNothingAndSaysNothingMoreThanItsVersions() throws Exception {
    Program.Ended ended = Program.run(folder, "--version");

    assertEquals(0, ended.exitCode());
    assertEquals("", ended.err());
    assertTrue(ended.out().matches("(?s)zigzag \\d.*nd4j .*blas OpenBLAS .*"), ended.out());
  }

  private static String[] with(String[] flags, String last) {
    return Stream.concat(Stream.of(flags), Stream.of(last)).toArray(String[]::new);
  }

  private static HttpServer serve(Path files) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = files.resolve(exchange.getRequestURI().getPath().substring(1));
          boolean found = Files.isRegularFile(file);
          exchange.sendResponseHeaders(found ? 200 : 404, found ? Files.size(file) : -1);
          if (found) {
            Files.copy(file, exchange.getResponseBody());
          }
          exchange.close();
        });
    server.start();
    return server;
  }
}
