package zigzag.network;

/** The gradient of one slice of the parameters, which no other slice touches. */
interface GradientSlice {
  /** The first parameter of the slice in the step in progress. */
  int from();

  /** The one after its last. */
  int to();

  /**
   * Writes the slice of the gradient of the step in progress.
   *
   * @return the sum of its squares
   */
  double compute();
}
