package zigzag.cli.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import zigzag.archive.AtomicFile;
import zigzag.archive.symmetry.SymmetryFrames;
import zigzag.archive.symmetry.SymmetryFrames.Kind;
import zigzag.data.Dataset;
import zigzag.experiment.symmetry.Symmetry;
import zigzag.experiment.symmetry.SymmetryFrame;
import zigzag.report.image.CosineSheet;
import zigzag.report.image.UnitSheet;

/**
 * The pictures of hidden units and of their cosines, drawn from arrays that are too large to keep.
 *
 * @param images whose size the weights are drawn in
 * @param hidden the number of hidden units
 * @param runs what to draw
 */
public record SymmetryPictures(Dataset images, int hidden, List<Symmetry.Run> runs) {
  /** Of the frames that the page plays; more would make it too heavy. */
  private static final int UNITS_IN_FRAME = 64;

  /** Of a very wide layer only the first are drawn. */
  private static final int MOST_UNITS = 400;

  /** Draws all units on one scale. */
  public void write(Path folder) throws IOException {
    double scale = largestWeight();
    for (Symmetry.Run run : runs) {
      String init = run.init().label();
      int[] order = run.finalOrder();
      for (SymmetryFrame frame : run.frames()) {
        long step = frame.row().step();
        AtomicFile.write(
            folder.resolve(SymmetryFrames.name(init, step, Kind.UNITS)),
            units(frame, UNITS_IN_FRAME, scale, 1));
        int count = order.length;
        float[] cosines = new float[count * count];
        for (int i = 0; i < cosines.length; i++) {
          cosines[i] = frame.cosines()[order[i / count] * count + order[i % count]];
        }
        AtomicFile.write(
            folder.resolve(SymmetryFrames.name(init, step, Kind.COSINES)),
            CosineSheet.png(cosines, count));
      }
      SymmetryFrame last = run.frames().get(run.frames().size() - 1);
      AtomicFile.write(
          folder.resolve(SymmetryFrames.name(init)), units(last, MOST_UNITS, scale, 2));
    }
  }

  private byte[] units(SymmetryFrame frame, int most, double scale, int zoom) {
    return UnitSheet.png(frame.w1(), images.rows(), images.columns(), hidden, most, scale, zoom);
  }

  private double largestWeight() {
    double largest = 0;
    for (Symmetry.Run run : runs) {
      for (SymmetryFrame frame : run.frames()) {
        for (float weight : frame.w1()) {
          largest = Float.isFinite(weight) ? Math.max(largest, Math.abs(weight)) : largest;
        }
      }
    }
    return largest == 0 ? 1 : largest;
  }
}
