package zigzag.data.distortion;

import java.util.random.RandomGenerator;

/**
 * A random change to an image that leaves its label true, so that a network never sees the same
 * image twice.
 *
 * <p>An instance is made for one size of image, owns its scratch memory, allocates nothing per
 * image, and serves one thread. All that is random comes from the generator passed in.
 */
@FunctionalInterface
public interface Distortion {
  /**
   * Distorts one image of {@code rows × columns} bytes, 0 the background.
   *
   * @param source the image from {@code sourceOffset} on; left as it is unless it is the target
   * @param target receives the distorted image from {@code targetOffset} on; may be the source
   */
  void distort(
      byte[] source, int sourceOffset, byte[] target, int targetOffset, RandomGenerator random);
}
