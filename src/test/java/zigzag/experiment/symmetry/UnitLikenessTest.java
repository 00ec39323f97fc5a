package zigzag.experiment.symmetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UnitLikenessTest {
  private static UnitLikeness of(float[]... units) {
    return new UnitLikeness(units);
  }

  @Test
  void takesTheColumnsOfAMatrix() {
    float[] parameters = {9, 1, 2, 3, 4, 5, 6};
    UnitLikeness units = UnitLikeness.ofColumns(parameters, 1, 3, 2);
    assertArrayEquals(new float[] {1, 3, 5}, units.vectors()[0]);
    assertArrayEquals(new float[] {2, 4, 6}, units.vectors()[1]);
  }

  @Test
  void unitsWithinAThousandthAreTheSame() {
    float[] unit = {1, -2, 3};
    float[] near = {1.0005f, -2.0005f, 3.0005f};
    float[] far = {1.01f, -2.01f, 3.01f};
    assertEquals(1, of(unit, near, unit.clone()).distinct());
    assertEquals(2, of(unit, near, far).distinct());
    assertEquals(2, of(unit, near, unit.clone()).bitDistinct());
  }

  @Test
  void noiseOfAMillionthIsNoWeight() {
    assertEquals(1, of(new float[] {0, 0}, new float[] {1e-6f, -1e-6f}).distinct());
    assertEquals(2, of(new float[] {0, 0}, new float[] {1e-3f, -1e-3f}).distinct());
  }

  @Test
  void cosinesAreThoseOfTheAngles() {
    UnitLikeness units =
        of(new float[] {1, 0}, new float[] {0, 2}, new float[] {-3, 0}, new float[] {1, 1});
    float half = (float) Math.sqrt(0.5);
    assertArrayEquals(
        new float[] {1, 0, -1, half, 0, 1, 0, half, -1, 0, 1, -half, half, half, -half, 1},
        units.cosines(10),
        1e-6f);
    assertEquals((0 + 1 + half + 0 + half + half) / 6, mean(units), 1e-6);
    assertEquals(4, units.cosines(2).length, "of the first two");
  }

  @Test
  void aUnitOfZerosHasNoCosine() {
    float none = Float.NaN;
    float[] one = {1, 1};
    float[] same = {2, 2};
    assertArrayEquals(
        new float[] {none, none, none, none, 1, 1, none, 1, 1},
        of(new float[2], one, same).cosines(3),
        1e-6f);
    assertEquals(1, mean(of(one, new float[2], same)), 1e-6, "the mean of those that there are");
    assertEquals(Double.NaN, mean(of(new float[2], new float[2])));
  }

  @Test
  void unitsWithoutACosineComeLastInAChain() {
    UnitLikeness units =
        of(
            new float[2],
            new float[] {-1, 0},
            new float[2],
            new float[] {1, 0},
            new float[] {-1, 1});
    assertArrayEquals(new int[] {1, 4, 3, 0, 2}, UnitLikeness.chain(units.cosines(5)));
  }

  private static double mean(UnitLikeness units) {
    return UnitLikeness.meanAbsolute(units.cosines(10));
  }

  @Test
  void aChainKeepsGroupsTogether() {
    UnitLikeness units =
        of(
            new float[] {1, 0},
            new float[] {0, 1},
            new float[] {1, 0.1f},
            new float[] {0.1f, 1},
            new float[] {1, 0.2f});
    assertArrayEquals(new int[] {0, 2, 4, 3, 1}, UnitLikeness.chain(units.cosines(5)));
  }
}
