package zigzag.experiment.descent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import zigzag.Choice;

/** The built-in surfaces by name. */
public final class Surfaces {
  /** How badly the ravine is conditioned unless the user says otherwise. */
  public static final double CONDITION = 100;

  /**
   * The learning rates of the chapter on optimizers of K. Saito, Deep Learning from Scratch,
   * O'Reilly Japan, 2016.
   */
  static final Map<String, Double> BOOK =
      Map.of("sgd", 0.95, "momentum", 0.1, "adagrad", 1.5, "adam", 0.3);

  private Surfaces() {}

  /**
   * All of them, the default first.
   *
   * @param condition of the ravine
   * @throws zigzag.InputException if the ravine can't have that condition
   */
  public static Choice<Surface> all(double condition) {
    List<Surface> surfaces = new ArrayList<>();
    surfaces.add(QuadraticSurface.bowl());
    surfaces.addAll(Arrays.asList(ClassicSurface.values()));
    surfaces.add(QuadraticSurface.ravine(condition));
    return Choice.of("surface", surfaces, Surface::key);
  }
}
