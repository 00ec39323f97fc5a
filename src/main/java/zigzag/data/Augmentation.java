package zigzag.data;

/** The distortions of training images to choose from, at their default strengths. */
public enum Augmentation {
  /** Images as they are. */
  NONE {
    @Override
    public Distortion distortion(int rows, int columns) {
      return (source, sourceOffset, target, targetOffset, random) ->
          System.arraycopy(source, sourceOffset, target, targetOffset, rows * columns);
    }
  },

  /** Turned or slanted, stretched, shifted: {@link AffineDistortion}. */
  AFFINE {
    @Override
    public Distortion distortion(int rows, int columns) {
      return new AffineDistortion(rows, columns);
    }
  },

  /** Bent as well: {@link ElasticDistortion}. */
  ELASTIC {
    @Override
    public Distortion distortion(int rows, int columns) {
      return new ElasticDistortion(rows, columns);
    }
  };

  /**
   * Makes a distortion of images of this size, for one thread.
   *
   * @throws IllegalArgumentException if a side is less than 1
   */
  public abstract Distortion distortion(int rows, int columns);
}
