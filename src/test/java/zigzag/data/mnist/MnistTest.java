package zigzag.data.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import zigzag.Needs;
import zigzag.data.DatasetStatistics;
import zigzag.data.mnist.Mnist.PublishedFile;

/** On the real files. */
@Tag("mnist")
class MnistTest {
  private Path folder;

  @BeforeEach
  void findMnist() {
    folder = Needs.mnist();
  }

  @Test
  void allFourFilesAreWhole() throws IOException {
    for (Mnist.Check check : Mnist.verify(folder)) {
      assertEquals(Mnist.Status.WHOLE, check.status(), check.detail());
      assertEquals(check.path() + ": whole", check.detail());
    }
  }

  @Test
  void loadsAsMnist() throws IOException {
    IdxFolder data = IdxFolder.load(folder);
    assertEquals(List.of(), data.differingFromMnist());
    assertEquals("MNIST", data.provenance().name());
    assertEquals("MNIST", data.train().name());
    assertEquals(60_000, data.train().size());
    assertEquals(10_000, data.test().size());
    assertEquals(28, data.train().rows());
    assertEquals(28, data.train().columns());
    assertEquals(10, data.train().classes());
    assertEquals(
        List.of(5, 0, 4, 1, 9), List.of(0, 1, 2, 3, 4).stream().map(data.train()::label).toList());
    Map<String, String> published =
        Mnist.FILES.stream().collect(Collectors.toMap(PublishedFile::name, PublishedFile::sha256));
    assertEquals(published, data.provenance().sha256());
  }

  @Test
  void hasTheStatisticsThatEveryoneNormalizesWith() throws IOException {
    DatasetStatistics statistics = DatasetStatistics.of(IdxFolder.load(folder).train());
    assertEquals(0.1307, statistics.mean(), 5e-5);
    assertEquals(0.3081, statistics.standardDeviation(), 5e-5);
    assertEquals(
        List.of(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949),
        statistics.classCounts());
  }
}
