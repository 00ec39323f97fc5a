package zigzag.network;

/**
 * Starts ND4J ahead of its first use, while the caller is busy with something else.
 *
 * <p>Loading its native libraries and their classes takes 0.3 to 0.5 s of one core, about as long
 * as reading MNIST takes on the other.
 */
public final class Nd4jStart {
  private Nd4jStart() {}

  /**
   * Begins to start ND4J and returns at once. Whoever needs it before it is up waits for it; a
   * failure comes up there, too.
   */
  public static void begin() {
    Thread thread = new Thread(Nd4jStart::start, "zigzag-nd4j-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void start() {
    try {
      new Matrix(1, 1).close();
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // The first network meets it again, where there is someone to tell.
    }
  }
}
