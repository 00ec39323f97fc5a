package zigzag.report.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import zigzag.archive.AtomicFile;
import zigzag.archive.symmetry.SymmetryFrames;
import zigzag.archive.symmetry.SymmetryFrames.Kind;
import zigzag.report.image.UnitSheet;

/**
 * The pictures of hidden units and of their cosines, drawn from arrays that are too large to keep.
 *
 * @param rows the height of the images whose size the weights are drawn in
 * @param columns their width
 */
public record SymmetryPictures(int rows, int columns, int hidden, List<Init> inits) {
  /**
   * The units of one initializer, at the first step and at later ones.
   *
   * @param order of the units in their cosines' pictures
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Init(String label, int[] order, List<Frame> frames) {}

  /**
   * The units at one step.
   *
   * @param w1 all incoming weights, {@code inputs × hidden}, row by row
   * @param cosines between the units' weights, a square matrix
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
  public record Frame(long step, float[] w1, float[] cosines) {}

  /** Of the frames that the page plays; more would make it too heavy. */
  private static final int UNITS_IN_FRAME = 64;

  /** Draws all units on one scale. */
  public void write(Path folder) throws IOException {
    double scale = largestWeight();
    for (Init init : inits) {
      int[] order = init.order();
      for (Frame frame : init.frames()) {
        AtomicFile.write(
            folder.resolve(SymmetryFrames.name(init.label(), frame.step(), Kind.UNITS)),
            units(frame, UNITS_IN_FRAME, scale, 1));
        int count = order.length;
        float[] cosines = new float[count * count];
        for (int i = 0; i < cosines.length; i++) {
          cosines[i] = frame.cosines()[order[i / count] * count + order[i % count]];
        }
        AtomicFile.write(
            folder.resolve(SymmetryFrames.name(init.label(), frame.step(), Kind.COSINES)),
            UnitSheet.cosines(cosines, count));
      }
      Frame last = init.frames().get(init.frames().size() - 1);
      AtomicFile.write(
          folder.resolve(SymmetryFrames.name(init.label())),
          units(last, UnitSheet.MAX_UNITS, scale, 2));
    }
  }

  private byte[] units(Frame frame, int most, double scale, int zoom) {
    return UnitSheet.png(frame.w1(), rows, columns, hidden, most, scale, zoom);
  }

  private double largestWeight() {
    double largest = 0;
    for (Init init : inits) {
      for (Frame frame : init.frames()) {
        for (float weight : frame.w1()) {
          largest = Float.isFinite(weight) ? Math.max(largest, Math.abs(weight)) : largest;
        }
      }
    }
    return largest == 0 ? 1 : largest;
  }
}
