package zigzag.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.archive.run.Confusion;

class ExamplePicturesTest {
  @TempDir Path folder;

  /** Images of one pixel whose gray is their number, all of class 0. */
  private List<String> table(int[] predictions, float[] confidences) throws IOException {
    int count = predictions.length;
    long[][] confusion = new long[2][2];
    for (int prediction : predictions) {
      confusion[0][prediction]++;
    }
    Answers answers =
        new Answers(
            "test",
            1,
            1,
            example -> new byte[] {(byte) example},
            new int[count],
            predictions,
            confidences,
            0,
            new Confusion(confusion));
    ExamplePictures.write(folder, answers);
    return Files.readAllLines(folder.resolve("examples.csv"));
  }

  @Test
  void theSurestMistakesAndTheLeastSureAnswersOfEachCell() throws IOException {
    List<String> table =
        table(new int[] {0, 1, 0, 1, 0}, new float[] {0.9f, 0.6f, 0.5f, 0.8f, 0.7f});
    assertEquals(
        List.of(
            "index,true,predicted,probability",
            "3,0,1,0.8",
            "2,0,0,0.5",
            "1,0,1,0.6",
            "4,0,0,0.7",
            "0,0,0,0.9"),
        table);
    BufferedImage sheet = ImageIO.read(folder.resolve("examples.png").toFile());
    assertEquals(2 + 5 * 3, sheet.getWidth());
    assertEquals(0x030303, sheet.getRGB(2, 2) & 0xffffff, "the pixel of the first in the table");
  }

  @Test
  void aCellHasNoMoreThanTwelve() throws IOException {
    List<String> table = table(new int[40], new float[40]);
    assertEquals(1 + 12, table.size());
    assertTrue(table.get(12).startsWith("11,"), table.toString());
  }
}
