package zigzag.data.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.data.idx.IdxSamples;
import zigzag.data.mnist.Mnist.PublishedFile;
import zigzag.data.mnist.MnistFetch.Patience;

@Timeout(60)
@Tag("slow")
class MnistFetchTest {
  private static final String IMAGES = "images-idx3-ubyte";
  private static final String LABELS = "labels-idx1-ubyte";

  private static final byte[] IMAGES_IDX =
      IdxSamples.idx(IdxSamples.random(300_000, 1), 300, 50, 20);
  private static final byte[] LABELS_IDX = IdxSamples.idx(new byte[300], 300);
  private static final byte[] IMAGES_GZ = IdxSamples.gzip(IMAGES_IDX);
  private static final byte[] LABELS_GZ = IdxSamples.gzip(LABELS_IDX);

  private static final List<PublishedFile> FILES =
      List.of(
          new PublishedFile(IMAGES, IMAGES_IDX.length, IdxSamples.sha256(IMAGES_IDX)),
          new PublishedFile(LABELS, LABELS_IDX.length, IdxSamples.sha256(LABELS_IDX)));

  @TempDir private Path parent;

  private Path folder;
  private Path imagesPart;
  private final List<String> failures = new ArrayList<>();
  private final List<Long> received = new ArrayList<>();

  private final MnistFetch.Listener listener =
      new MnistFetch.Listener() {
        @Override
        public void progress(String file, long bytes, long total) {
          if (file.equals(IMAGES + ".gz")) {
            received.add(bytes);
            assertTrue(total == -1 || total >= bytes, bytes + " of " + total);
          }
        }

        @Override
        public void failed(String file, URI mirror, String reason) {
          failures.add(file + " " + reason);
        }
      };

  @BeforeEach
  void nameFiles() {
    folder = parent.resolve("data/mnist");
    imagesPart = folder.resolve(IMAGES + ".gz.part");
  }

  @Test
  void fetchesEveryFile() throws IOException {
    try (FakeMirror mirror = mirror(FakeMirror::whole)) {
      assertEquals(List.of(IMAGES, LABELS), fetch(mirror));
      assertFetched();
      assertEquals(
          List.of(
              new FakeMirror.Request("GET", IMAGES + ".gz", null),
              new FakeMirror.Request("GET", LABELS + ".gz", null)),
          mirror.requests());
      assertEquals(List.of(), failures);
      assertEquals(received.stream().sorted().toList(), received);
      assertEquals(IMAGES_GZ.length, received.get(received.size() - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IMAGES, IMAGES + ".gz", "images.idx3-ubyte", "images.idx3-ubyte.gz"})
  void leavesWholeFilesAlone(String name) throws IOException {
    Files.createDirectories(folder);
    Path images = folder.resolve(name);
    Files.write(images, name.endsWith(".gz") ? repackedImages() : IMAGES_IDX);
    Files.write(folder.resolve(LABELS + ".gz"), LABELS_GZ);
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(images, time);

    try (FakeMirror mirror = mirror(FakeMirror::whole)) {
      assertEquals(List.of(), fetch(mirror));
      assertEquals(List.of(), mirror.requests());
    }
    assertEquals(time, Files.getLastModifiedTime(images));
    assertEquals(2, folder.toFile().list().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {IMAGES, IMAGES + ".gz", "images.idx3-ubyte"})
  void movesDamagedFilesAside(String name) throws IOException {
    Files.createDirectories(folder);
    byte[] damaged = Arrays.copyOf(name.endsWith(".gz") ? IMAGES_GZ : IMAGES_IDX, 1000);
    Files.write(folder.resolve(name), damaged);
    try (FakeMirror mirror = mirror(FakeMirror::whole)) {
      assertEquals(List.of(IMAGES, LABELS), fetch(mirror));
    }
    assertArrayEquals(damaged, Files.readAllBytes(folder.resolve(name + ".damaged")));
    assertEquals(Mnist.Status.WHOLE, FILES.get(0).check(folder).status());
  }

  @Test
  void neverReplacesTheFilesOfAnotherDataSet() throws IOException {
    Files.createDirectories(folder);
    byte[] other = IdxSamples.idx(new byte[300], 300);
    other[20] = 1;
    Path labels = Files.write(folder.resolve(LABELS), other);
    try (FakeMirror mirror = mirror(FakeMirror::whole)) {
      InputException e = assertThrows(InputException.class, () -> fetch(mirror));
      assertTrue(e.getMessage().startsWith(labels + ": this is another data set's"));
      assertEquals(List.of(), mirror.requests());
    }
    assertArrayEquals(other, Files.readAllBytes(labels));
  }

  @Test
  void refusesAFileForAFolder() throws IOException {
    Path file = Files.write(parent.resolve("file"), new byte[1]);
    MnistFetch fetch = fetchFrom(Mirrors.PUBLIC);
    InputException e = assertThrows(InputException.class, () -> fetch.fetch(file, listener));
    assertTrue(e.getMessage().startsWith(file + ": this is a file"), e.getMessage());
  }

  static Stream<Arguments> badMirrors() {
    byte[] otherIdx = IMAGES_IDX.clone();
    otherIdx[100] ^= 1;
    byte[] html = "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8);
    byte[] longer = IdxSamples.gzip(Arrays.copyOf(IMAGES_IDX, IMAGES_IDX.length + 1));
    byte[] bomb = IdxSamples.gzip(new byte[10_000_000]);
    byte[] trailing = Arrays.copyOf(IMAGES_GZ, IMAGES_GZ.length + 1);
    byte[] large = IdxSamples.random(2 * IMAGES_GZ.length, 1);
    return Stream.of(
        arguments(FakeMirror.status(403), "HTTP 403"),
        arguments(FakeMirror.status(404), "HTTP 404"),
        arguments(FakeMirror.status(503), "HTTP 503"),
        arguments(FakeMirror.status(204), "HTTP 204"),
        arguments(FakeMirror.status(416), "HTTP 416"),
        arguments(sending(otherIdx), "wrong content: this is not gzip data"),
        arguments(sending(IdxSamples.gzip(otherIdx)), "wrong content: its SHA-256 is not"),
        arguments(sending(html), "wrong content: this is not gzip data"),
        arguments(sending(new byte[0]), "wrong content: the gzip data breaks off"),
        arguments(sending(Arrays.copyOf(IMAGES_GZ, 5000)), "wrong content: the gzip data breaks"),
        arguments(sending(longer), "wrong content: it is longer than"),
        arguments(sending(bomb), "wrong content: it is longer than"),
        arguments(sending(trailing), "wrong content: bytes follow the end"),
        arguments(sending(large), "what it sends is larger than the file can be"),
        arguments(chunked(large), "what it sends is larger than the file can be"),
        arguments((FakeMirror.Behaviour) FakeMirror::silence, "no answer within 1 s"),
        arguments(unaskedRange(), "HTTP 206"),
        arguments(FakeMirror.redirect(IMAGES + ".gz"), "it redirects more than 5 times"),
        arguments(FakeMirror.redirect(""), "it redirects to \"\", which is not followed"),
        arguments(
            FakeMirror.redirect("ftp://a.b/"), "it redirects to \"ftp://a.b/\", which is not"),
        arguments(
            FakeMirror.redirect("file:///etc/passwd"),
            "it redirects to \"file:///etc/passwd\", which is not"),
        arguments(FakeMirror.redirect("http://a b"), "it redirects to what is not a URL"));
  }

  @ParameterizedTest
  @MethodSource("badMirrors")
  void fallsToTheNextMirror(FakeMirror.Behaviour behaviour, String reason) throws IOException {
    try (FakeMirror bad = mirror(behaviour);
        FakeMirror good = mirror(FakeMirror::range)) {
      assertEquals(List.of(IMAGES, LABELS), fetch(bad, good));
      assertFetched();
      assertEquals(1, failures.size(), failures::toString);
      assertTrue(failures.get(0).startsWith(IMAGES + ".gz " + reason), failures::toString);
      assertTrue(
          bad.requests().stream().allMatch(request -> request.file().equals(IMAGES + ".gz")),
          "the second file starts with the mirror that works");
      assertEquals(
          List.of(
              new FakeMirror.Request("GET", IMAGES + ".gz", null),
              new FakeMirror.Request("GET", LABELS + ".gz", null)),
          good.requests(),
          "nothing of the bad answer is left to resume from");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNextMirrorGoesOnWhereOneBreaksOff(boolean stalls) throws IOException {
    try (FakeMirror bad = mirror(stalls ? FakeMirror::stallHalfway : FakeMirror::cutShort);
        FakeMirror good = mirror(FakeMirror::range)) {
      fetch(bad, good);
      assertFetched();
      assertEquals(
          IMAGES + ".gz " + (stalls ? "nothing arrived for 1 s" : "the connection broke off"),
          failures.get(0));
      assertTrue(received.contains((long) IMAGES_GZ.length / 2), "half came from the first");
      assertEquals("bytes=" + IMAGES_GZ.length / 2 + "-", good.requests().get(0).range());
    }
  }

  @Test
  void theNextFetchGoesOnWhereOneBroke() throws IOException {
    try (FakeMirror bad = mirror(FakeMirror::cutShort)) {
      assertThrows(FetchException.class, () -> fetch(bad));
    }
    assertArrayEquals(
        Arrays.copyOf(IMAGES_GZ, IMAGES_GZ.length / 2), Files.readAllBytes(imagesPart));
    received.clear();
    try (FakeMirror good = mirror(FakeMirror::range)) {
      fetch(good);
      assertFetched();
      assertEquals("bytes=" + IMAGES_GZ.length / 2 + "-", good.requests().get(0).range());
      assertTrue(received.get(0) > IMAGES_GZ.length / 2, "only the rest was sent");
    }
  }

  /** What is held beforehand, how the server answers, and the ranges that it is asked for. */
  static Stream<Arguments> parts() {
    byte[] half = Arrays.copyOf(IMAGES_GZ, IMAGES_GZ.length / 2);
    byte[] wrongHalf = IdxSamples.random(half.length, 7);
    byte[] longer = IdxSamples.random(IMAGES_GZ.length + 10, 7);
    byte[] tooLong = IdxSamples.random(2 * IMAGES_GZ.length, 7);
    FakeMirror.Behaviour ranges = FakeMirror::range;
    FakeMirror.Behaviour wholes = FakeMirror::whole;
    FakeMirror.Behaviour otherRange =
        (exchange, file) -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            FakeMirror.sendRange(exchange, file, 5);
          } else {
            FakeMirror.whole(exchange, file);
          }
        };
    return Stream.of(
        arguments("resumes", half, ranges, Arrays.asList("bytes=" + half.length + "-")),
        arguments(
            "server without ranges", half, wholes, Arrays.asList("bytes=" + half.length + "-")),
        arguments(
            "range not as asked",
            half,
            otherRange,
            Arrays.asList("bytes=" + half.length + "-", null)),
        arguments(
            "wrong beginning",
            wrongHalf,
            ranges,
            Arrays.asList("bytes=" + half.length + "-", null)),
        arguments(
            "whole already", IMAGES_GZ, ranges, Arrays.asList("bytes=" + IMAGES_GZ.length + "-")),
        arguments(
            "longer than the server's",
            longer,
            ranges,
            Arrays.asList("bytes=" + longer.length + "-", null)),
        arguments(
            "longer than the file of a server without ranges",
            longer,
            wholes,
            Arrays.asList("bytes=" + longer.length + "-")),
        arguments("longer than it can be", tooLong, ranges, Arrays.asList((String) null)),
        arguments("empty", new byte[0], ranges, Arrays.asList((String) null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void makesTheBestOfAPart(
      String label, byte[] held, FakeMirror.Behaviour behaviour, List<String> ranges)
      throws IOException {
    Files.createDirectories(folder);
    Files.write(imagesPart, held);
    try (FakeMirror mirror = mirror(behaviour)) {
      fetch(mirror);
      assertFetched();
      assertEquals(List.of(), failures);
      assertEquals(
          ranges,
          mirror.requests().stream()
              .filter(request -> request.file().equals(IMAGES + ".gz"))
              .map(FakeMirror.Request::range)
              .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsARedirect(int status) throws IOException {
    try (FakeMirror good = mirror(FakeMirror::whole);
        FakeMirror first =
            mirror(
                (exchange, file) -> {
                  String name =
                      Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
                  exchange
                      .getResponseHeaders()
                      .set("Location", good.uri().resolve(name).toString());
                  exchange.sendResponseHeaders(status, -1);
                })) {
      fetch(first);
      assertFetched();
      assertEquals(List.of(), failures);
      assertEquals(2, good.requests().size());
    }
  }

  @Test
  void namesEveryMirrorAndItsReasonIfAllFail() throws IOException {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
    try (FakeMirror forbidden = mirror(FakeMirror.status(403));
        FakeMirror wrong = mirror(sending(LABELS_GZ))) {
      MnistFetch fetch = fetchFrom(List.of(closed, forbidden.uri(), wrong.uri()));
      FetchException e = assertThrows(FetchException.class, () -> fetch.fetch(folder, listener));
      assertEquals(
          IMAGES
              + ".gz could not be fetched ("
              + closed
              + ": no connection; "
              + forbidden.uri()
              + ": HTTP 403; "
              + wrong.uri()
              + ": wrong content: its SHA-256 is not that of the published file);"
              + " set MNIST_DIR to a folder that holds the MNIST files, or use --data digits",
          e.getMessage());
      assertEquals(3, failures.size());
    }
    assertArrayEquals(new String[0], folder.toFile().list(), "nothing is left of wrong content");
  }

  @Test
  void leavesAFolderAloneThatSomeoneElseFetchesInto() throws IOException {
    AtomicReference<IOException> refused = new AtomicReference<>();
    try (FakeMirror other = mirror(FakeMirror::whole);
        FakeMirror mirror =
            mirror(
                (exchange, file) -> {
                  // The part of the first fetch is still empty.
                  refused.compareAndSet(null, assertThrows(IOException.class, () -> fetch(other)));
                  FakeMirror.whole(exchange, file);
                })) {
      assertEquals(List.of(IMAGES, LABELS), fetch(mirror));
      assertFetched();
      assertEquals(List.of(), other.requests());
    }
    assertTrue(refused.get().getMessage().contains("another program is at work"));
  }

  @Test
  void fallsToTheNextMirrorWhenOneTrickles() throws IOException {
    AtomicLong now = new AtomicLong();
    FakeMirror.Behaviour trickling =
        (exchange, file) -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          for (byte b : file) { // ends when the client hangs up
            body.write(b);
            body.flush();
            now.addAndGet(Duration.ofMinutes(1).toNanos());
          }
        };
    Patience patience =
        new Patience(
            Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofMinutes(1), IMAGES_GZ.length);
    try (FakeMirror bad = mirror(trickling);
        FakeMirror good = mirror(FakeMirror::range)) {
      new MnistFetch(FILES, List.of(bad.uri(), good.uri()), patience, now::get)
          .fetch(folder, listener);
      assertFetched();
      assertEquals(1, failures.size(), failures::toString);
      assertTrue(
          failures.get(0).matches(IMAGES + ".gz too slow: \\d+ bytes in 60 s"), failures::toString);
      assertTrue(good.requests().get(0).range().startsWith("bytes="), "it goes on behind them");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stopsWhenInterruptedAndKeepsThePart(boolean inBody) throws Exception {
    try (FakeMirror mirror = mirror(inBody ? FakeMirror::stallHalfway : FakeMirror::silence)) {
      Thread fetching = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                try {
                  mirror.awaitRequest();
                  while (inBody
                      && !(Files.exists(imagesPart)
                          && Files.size(imagesPart) == IMAGES_GZ.length / 2)) {
                    Thread.onSpinWait();
                  }
                  fetching.interrupt();
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      interrupter.start();
      MnistFetch fetch =
          new MnistFetch(
              FILES, List.of(mirror.uri()), patience(Duration.ofSeconds(30)), System::nanoTime);
      IOException e = assertThrows(IOException.class, () -> fetch.fetch(folder, listener));
      assertTrue(Thread.interrupted(), "the flag stays set");
      interrupter.join();
      assertFalse(e instanceof FetchException);
      assertEquals(inBody, Files.exists(imagesPart));
    }
  }

  @Test
  void knowsWhetherAMirrorIsReachable() throws Exception {
    Duration limit = Duration.ofSeconds(20);
    try (FakeMirror good = mirror(FakeMirror::whole);
        FakeMirror silent = mirror(FakeMirror::silence);
        FakeMirror forbidden = mirror(FakeMirror.status(403))) {
      assertTrue(fetchFrom(List.of(silent.uri(), forbidden.uri(), good.uri())).isReachable(limit));
      assertEquals(List.of(new FakeMirror.Request("HEAD", IMAGES + ".gz", null)), good.requests());
      assertFalse(fetchFrom(List.of(forbidden.uri())).isReachable(limit));
      assertFalse(fetchFrom(List.of(silent.uri())).isReachable(limit));
      MnistFetch patient =
          new MnistFetch(FILES, List.of(silent.uri()), patience(limit), System::nanoTime);
      assertFalse(patient.isReachable(Duration.ofMillis(100)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org/", "https://example.org/mnist", "mnist/"})
  void refusesMirrorsThatAreNotFoldersOnTheWeb(String mirror) {
    List<URI> mirrors = List.of(URI.create(mirror));
    assertThrows(IllegalArgumentException.class, () -> new MnistFetch(mirrors, Patience.ASKED));
    assertThrows(IllegalArgumentException.class, () -> new MnistFetch(List.of(), Patience.ASKED));
  }

  private static FakeMirror mirror(FakeMirror.Behaviour behaviour) throws IOException {
    return new FakeMirror(behaviour)
        .with(IMAGES + ".gz", IMAGES_GZ)
        .with(LABELS + ".gz", LABELS_GZ);
  }

  private static FakeMirror.Behaviour sending(byte[] bytes) {
    return (exchange, file) -> FakeMirror.whole(exchange, bytes);
  }

  private static FakeMirror.Behaviour chunked(byte[] bytes) {
    return (exchange, file) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(bytes);
    };
  }

  private static FakeMirror.Behaviour unaskedRange() {
    return (exchange, file) -> FakeMirror.sendRange(exchange, file, 0);
  }

  /** The images in gzip, but not in the bytes that the mirrors have. */
  private static byte[] repackedImages() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.NO_COMPRESSION);
          }
        }) {
      gzip.write(IMAGES_IDX);
    }
    return out.toByteArray();
  }

  private List<String> fetch(FakeMirror... mirrors) throws IOException {
    return fetchFrom(Stream.of(mirrors).map(FakeMirror::uri).toList()).fetch(folder, listener);
  }

  private static MnistFetch fetchFrom(List<URI> mirrors) {
    return new MnistFetch(FILES, mirrors, patience(Duration.ofSeconds(1)), System::nanoTime);
  }

  private static Patience patience(Duration timeout) {
    return new Patience(timeout, timeout, Duration.ofMinutes(1), 1);
  }

  private void assertFetched() throws IOException {
    assertArrayEquals(IMAGES_GZ, Files.readAllBytes(folder.resolve(IMAGES + ".gz")));
    assertArrayEquals(LABELS_GZ, Files.readAllBytes(folder.resolve(LABELS + ".gz")));
    assertEquals(2, folder.toFile().list().length, "no parts are left");
  }
}
