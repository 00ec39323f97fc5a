package zigzag.cli.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zigzag.archive.AtomicFile;
import zigzag.data.Dataset;
import zigzag.experiment.symmetry.Symmetry;
import zigzag.experiment.symmetry.SymmetryFrame;
import zigzag.report.image.CosineSheet;
import zigzag.report.image.UnitSheet;
import zigzag.report.symmetry.SymmetryReport;

/**
 * The pictures of hidden units and of their cosines, drawn from arrays that are too large to keep.
 *
 * @param images whose size the weights are drawn in
 * @param hidden the number of hidden units
 * @param runs what to draw
 */
public record SymmetryPictures(Dataset images, int hidden, List<Symmetry.Run> runs) {
  /** What the command leaves in its folder, but for the pictures of each initializer. */
  public static final List<String> FILES = files();

  /** Of the frames that the page plays; more would make it too heavy. */
  private static final int UNITS_IN_FRAME = 64;

  /** Of a very wide layer only the first are drawn. */
  private static final int MOST_UNITS = 400;

  private static List<String> files() {
    List<String> files = new ArrayList<>(SymmetryReport.FILES);
    files.addAll(List.of("symmetry.csv", "activations.csv", "summary.json"));
    return files;
  }

  /** An initializer's label as part of a name. */
  public static String fileName(String label) {
    return label.replaceAll("[^a-z0-9.-]", "_");
  }

  /** Draws all units on one scale. */
  public void write(Path folder) throws IOException {
    double scale = largestWeight();
    for (Symmetry.Run run : runs) {
      String name = fileName(run.init().label());
      int[] order = run.finalOrder();
      for (SymmetryFrame frame : run.frames()) {
        String start = "frames/" + name + "-step" + frame.row().step();
        byte[] units = units(frame, UNITS_IN_FRAME, scale, 1);
        write(folder.resolve(start + "-units.png"), units);
        int count = order.length;
        float[] cosines = new float[count * count];
        for (int i = 0; i < cosines.length; i++) {
          cosines[i] = frame.cosines()[order[i / count] * count + order[i % count]];
        }
        write(folder.resolve(start + "-cosines.png"), CosineSheet.png(cosines, count));
      }
      SymmetryFrame last = run.frames().get(run.frames().size() - 1);
      write(folder.resolve("units-" + name + ".png"), units(last, MOST_UNITS, scale, 2));
    }
  }

  private byte[] units(SymmetryFrame frame, int most, double scale, int zoom) {
    return UnitSheet.png(frame.w1(), images.rows(), images.columns(), hidden, most, scale, zoom);
  }

  private static void write(Path file, byte[] png) throws IOException {
    AtomicFile.write(file, out -> out.write(png));
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
