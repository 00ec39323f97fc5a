package zigzag.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/backward.md and its picture are what {@link BackwardPage} computes. */
class BackwardPageTest {
  private static final String WRITE =
      "rewrite it with java -cp target/zigzag.jar:target/test-classes zigzag.docs.BackwardPage";

  @Test
  void thePageIsWhatTheNetworkComputes() throws IOException {
    assertEquals(new BackwardPage().page(), Files.readString(Path.of(BackwardPage.PAGE)), WRITE);
  }

  @Test
  void soIsItsPicture() throws IOException {
    assertEquals(
        new BackwardPage().picture(), Files.readString(Path.of(BackwardPage.PICTURE)), WRITE);
  }
}
