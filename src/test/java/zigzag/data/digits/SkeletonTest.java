package zigzag.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkeletonTest {
  private static Skeleton skeleton(String... poses) {
    Skeleton skeleton = new Skeleton(1);
    for (String pose : poses) {
      skeleton.add(pose);
    }
    return skeleton;
  }

  @Test
  void readsPointsCornersAndStrokes() {
    Skeleton skeleton = skeleton("0,5 10,-20* 30,40 7,8|1,2 3,4");
    assertEquals(6, skeleton.points());
    boolean[] starts = {true, false, false, false, true, false};
    boolean[] sharp = {true, true, false, true, true, true};
    for (int point = 0; point < 6; point++) {
      assertEquals(starts[point], skeleton.isStart(point), "start " + point);
      assertEquals(sharp[point], skeleton.isSharp(point), "sharp " + point);
    }
    float[] x = new float[6];
    float[] y = new float[6];
    skeleton.blend(x, y, new SplittableRandom(1));
    assertEquals(0.1f, x[1]);
    assertEquals(-0.2f, y[1]);
    assertEquals(0.03f, x[5]);
    assertEquals(0.04f, y[5]);
  }

  @Test
  void blendsLieBetweenThePosesOrALittleBeyond() {
    Skeleton skeleton = skeleton("0,0 100,50", "0,100 300,50");
    SplittableRandom random = new SplittableRandom(5);
    float[] x = new float[2];
    float[] y = new float[2];
    boolean inside = false;
    for (int i = 0; i < 1000; i++) {
      skeleton.blend(x, y, random);
      assertTrue(y[0] >= -0.15 && y[0] <= 1.15, "y " + y[0]);
      assertEquals(1 + 2 * y[0], x[1], 1e-5, "all points are blended alike");
      inside |= y[0] > 0.4 && y[0] < 0.6;
    }
    assertTrue(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0,0 x,1", "0,0 1", "0,0 1,1 *", "0,0 1,", "0;0", "0,0 1,2,3", "0,0 (1,1)"})
  void whatIsNotAListOfPointsIsRefused(String pose) {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> skeleton(pose));
    assertTrue(refusal.getMessage().contains(pose), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,0 1,1", "0,0 1,1 2,2 3,3", "0,0 1,1* 2,2", "0,0 | 1,1 2,2"})
  void posesMustBeBuiltAlike(String other) {
    assertThrows(IllegalArgumentException.class, () -> skeleton("0,0 1,1 2,2", other));
  }

  @Test
  void everyBuiltInStyleHasPointsOnThePage() {
    DigitSkeletons skeletons = DigitSkeletons.builtIn();
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[100];
    float[] y = new float[100];
    for (int i = 0; i < 10_000; i++) {
      Skeleton skeleton = skeletons.draw(i % 10, random);
      skeleton.blend(x, y, random);
      float top = 1;
      float bottom = 0;
      for (int point = 0; point < skeleton.points(); point++) {
        assertTrue(x[point] >= -0.2 && x[point] <= 1.5, "x " + x[point] + " of a " + i % 10);
        assertTrue(y[point] >= -0.2 && y[point] <= 1.2, "y " + y[point] + " of a " + i % 10);
        top = Math.min(top, y[point]);
        bottom = Math.max(bottom, y[point]);
      }
      assertFalse(bottom - top < 0.6, "a " + i % 10 + " of height " + (bottom - top));
    }
  }
}
