package zigzag.data.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.org/m/x.gz, https://b.org/y.gz, https://b.org/y.gz",
    "http://a.org/m/x.gz, https://a.org/m/x.gz, https://a.org/m/x.gz",
    "http://a.org/m/x.gz, http://b.org/, http://b.org/",
    "https://a.org/m/x.gz, y.gz, https://a.org/m/y.gz",
    "https://a.org/m/x.gz, /y.gz, https://a.org/y.gz",
    "HTTPS://a.org/m/x.gz, //b.org/y.gz, HTTPS://b.org/y.gz"
  })
  void followsRedirectsOnTheWeb(URI from, String location, URI to) throws FetchException {
    assertEquals(to, Download.redirected(from, location));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.org/x.gz, http://a.org/x.gz",
    "HTTPS://a.org/x.gz, HTTP://a.org/x.gz",
    "https://a.org/x.gz, ''",
    "http://a.org/x.gz, file:///x.gz",
    "http://a.org/x.gz, jar:http://a.org/x.jar!/x.gz"
  })
  void followsNoOthers(URI from, String location) {
    FetchException e =
        assertThrows(FetchException.class, () -> Download.redirected(from, location));
    assertTrue(e.getMessage().contains("\"" + location + "\", which is not followed"));
  }
}
