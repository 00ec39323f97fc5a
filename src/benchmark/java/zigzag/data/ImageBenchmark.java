package zigzag.data;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import zigzag.data.digits.BuiltInDigits;
import zigzag.data.distortion.Augmentation;
import zigzag.data.distortion.Distortion;

/** What happens to images on their way into a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ImageBenchmark {
  private static final int BATCH = 100;
  private static final int IMAGES = 60_000;
  private static final int SIDE = 28;

  private final Dataset data = new BuiltInDigits(1).train(IMAGES);
  private final SplittableRandom random = new SplittableRandom(1);
  private final Distortion affine = distortion(Augmentation.Kind.AFFINE);
  private final Distortion elastic = distortion(Augmentation.Kind.ELASTIC);
  private final byte[] pixels = new byte[BATCH * SIDE * SIDE];
  private final byte[] image = new byte[SIDE * SIDE];
  private int next;

  private static Distortion distortion(Augmentation.Kind kind) {
    return new Distortion(new Augmentation(kind), SIDE, SIDE);
  }

  /** 100 images from all over the data. */
  @Benchmark
  public byte[] fillBatch() {
    for (int k = 0; k < BATCH; k++) {
      data.copyPixels(nextImage(), pixels, k * SIDE * SIDE);
    }
    return pixels;
  }

  /** One image. */
  @Benchmark
  public byte[] distortAffine() {
    return distort(affine);
  }

  /** One image. */
  @Benchmark
  public byte[] distortElastic() {
    return distort(elastic);
  }

  private byte[] distort(Distortion distortion) {
    data.copyPixels(nextImage(), image, 0);
    distortion.distort(image, 0, random);
    return image;
  }

  /** Strides by a number that shares no factor with 60,000, so that no image is in the cache. */
  private int nextImage() {
    next = (next + 25_013) % IMAGES;
    return next;
  }
}
