package zigzag.network;

/** The gradient of one stretch of the parameters, which no other block touches. */
interface GradientBlock {
  /** The first parameter of the stretch. */
  int from();

  /** The one after its last. */
  int to();

  /** Writes the stretch of the gradient of the step in progress. */
  void compute();
}
