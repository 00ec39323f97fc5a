package zigzag.data.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

class MirrorsTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void thePublicMirrorsAreTheDefault(String value) {
    assertEquals(Mirrors.PUBLIC, Mirrors.of(name -> value));
    assertEquals(2, Mirrors.PUBLIC.size());
    for (URI mirror : Mirrors.PUBLIC) {
      assertEquals("https", mirror.getScheme());
      assertTrue(mirror.getPath().endsWith("/"));
    }
  }

  @Test
  void theEnvironmentNamesOthers() {
    Map<String, String> environment =
        Map.of("ZIGZAG_MNIST_MIRROR", "http://localhost:8000 , https://example.org/mnist/");
    assertEquals(
        List.of(URI.create("http://localhost:8000/"), URI.create("https://example.org/mnist/")),
        Mirrors.of(environment::get));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/mnist/",
        "file:///tmp/",
        "example.org/mnist",
        "mailto:someone@example.org",
        "https:///mnist/",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "not a url",
        "https://example.org/,",
        ","
      })
  void refusesWhatIsNotTheUrlOfAFolder(String list) {
    InputException e = assertThrows(InputException.class, () -> Mirrors.parse(list, "--mirror"));
    assertTrue(e.getMessage().startsWith("--mirror: \""), e.getMessage());
    assertTrue(e.getMessage().contains("http or https"), e.getMessage());
  }
}
