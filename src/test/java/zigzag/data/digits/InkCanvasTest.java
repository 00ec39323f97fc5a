package zigzag.data.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InkCanvasTest {
  private static final int SIDE = InkCanvas.SIZE;

  @Test
  void uprightStrokeIsACentredBarWithRoundEnds() {
    InkCanvas canvas = new InkCanvas();
    canvas.mark(0, 0, 2, false);
    canvas.mark(0, 16, 2, true);
    byte[] image = render(canvas);
    // 4 pixels wide and 20 high. An even width leaves two places as near to the centre.
    int left = image[14 * SIDE + 12] == 0 ? 13 : 12;
    int top = image[4 * SIDE + 14] == 0 ? 5 : 4;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        int grey = image[row * SIDE + column] & 0xff;
        boolean across = column >= left && column < left + 4;
        if (across && row >= top + 2 && row < top + 18) {
          assertEquals(255, grey, "row " + row + ", column " + column);
        } else if (!across || row < top || row >= top + 20) {
          assertEquals(0, grey, "row " + row + ", column " + column);
        }
      }
    }
    int corner = image[top * SIDE + left] & 0xff;
    assertTrue(corner < 128, "the corner of a round end is " + corner);
    assertEquals(255, image[(top + 1) * SIDE + left + 1] & 0xff, "the middle of a round end");
  }

  @ParameterizedTest
  @ValueSource(floats = {0.25f, 2, 1024})
  void theUnitOfLengthDoesNotMatter(float unit) {
    assertArrayEquals(render(zigzag(1)), render(zigzag(unit)));
  }

  @Test
  void crossingAStrokeAgainAddsNoInk() {
    InkCanvas once = zigzag(1);
    InkCanvas twice = zigzag(1);
    draw(twice, 1);
    assertArrayEquals(render(once), render(twice));
  }

  @Test
  void aSingleMarkIsADisc() {
    InkCanvas canvas = new InkCanvas();
    canvas.mark(3, 4, 0.5f, false);
    byte[] image = render(canvas);
    double mass = 0;
    for (byte pixel : image) {
      mass += (pixel & 0xff) / 255.0;
    }
    assertEquals(Math.PI * 100, mass, 2);
  }

  @Test
  void aPathMayHaveAnyNumberOfMarks() {
    InkCanvas few = new InkCanvas();
    few.mark(0, 0, 1, false);
    few.mark(1024, 512, 1, true);
    InkCanvas many = new InkCanvas();
    for (int i = 0; i <= 1024; i++) {
      many.mark(i, i / 2f, 1, i > 0);
    }
    byte[] expected = render(few);
    byte[] actual = render(many);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] & 0xff, actual[i] & 0xff, 1, "pixel " + i);
    }
  }

  @Test
  void onlyTheImageAtTheOffsetIsWritten() {
    byte[] target = new byte[3 * SIDE * SIDE];
    Arrays.fill(target, (byte) 77);
    zigzag(1).render(1, target, SIDE * SIDE);
    byte[] expected = render(zigzag(1));
    for (int i = 0; i < SIDE * SIDE; i++) {
      assertEquals(77, target[i]);
      assertEquals(expected[i], target[SIDE * SIDE + i]);
      assertEquals(77, target[2 * SIDE * SIDE + i]);
    }
  }

  private static InkCanvas zigzag(float unit) {
    InkCanvas canvas = new InkCanvas();
    draw(canvas, unit);
    return canvas;
  }

  private static void draw(InkCanvas canvas, float unit) {
    canvas.mark(0, 0, unit, false);
    canvas.mark(8 * unit, 3 * unit, 2 * unit, true);
    canvas.mark(unit, 9 * unit, unit, true);
    canvas.mark(7 * unit, 12 * unit, unit, false);
    canvas.mark(9 * unit, 12 * unit, unit, true);
  }

  private static byte[] render(InkCanvas canvas) {
    byte[] image = new byte[SIDE * SIDE];
    canvas.render(1, image, 0);
    return image;
  }
}
