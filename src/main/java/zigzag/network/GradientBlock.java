package zigzag.network;

/** The gradient of one stretch of the parameters, which no other block touches. */
interface GradientBlock {
  /** The first parameter of the stretch in the step in progress. */
  int from();

  /** The one after its last. */
  int to();

  /**
   * Writes the stretch of the gradient of the step in progress.
   *
   * @return the sum of its squares
   */
  double compute();
}
