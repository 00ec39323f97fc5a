package zigzag.training;

import java.util.List;
import zigzag.InputException;
import zigzag.data.Dataset;
import zigzag.network.Batch;
import zigzag.network.GradientCheck;
import zigzag.network.Layout;
import zigzag.network.Step;
import zigzag.network.TwoLayerNetwork;
import zigzag.training.batch.RandomStreams;
import zigzag.training.settings.Architecture;
import zigzag.training.settings.TrainingSettings;

/** Checks the gradient of a network that is about to be trained. */
public final class GradientCheckRun {
  private GradientCheckRun() {}

  /**
   * Compares the gradient of the first batch, at freshly drawn parameters, with the slope of the
   * loss.
   *
   * @param most how many parameters of each group to compare
   * @throws InputException if the loss is not finite
   */
  public static List<GradientCheck.Group> compare(
      TrainingSettings settings, Dataset data, int most) {
    MemoryNeed.of(settings, data).require(1);
    Architecture architecture = settings.architecture();
    Layout layout = new Layout(data.inputs(), architecture.hidden(), data.classes());
    int size = Math.min(settings.loop().batch(), data.size());
    Batch batch = new Batch(size, data.inputs());
    for (int k = 0; k < size; k++) {
      data.copyPixels(k, batch.inputs(), k * data.inputs());
      batch.labels()[k] = data.label(k);
    }
    batch.setSize(size);
    RandomStreams random = new RandomStreams(settings.seed());
    float[] parameters = architecture.sample(layout, random.weights());
    Step step = Step.of(layout, parameters, batch);
    try (TwoLayerNetwork network =
        new TwoLayerNetwork(
            layout, architecture.activation(), size, settings.execution().threads())) {
      network.run(step);
      if (!Double.isFinite(step.loss)) {
        throw new InputException(
            "--init "
                + architecture.init().label()
                + ": the loss of the first batch is not a finite number there; give smaller"
                + " weights");
      }
    }
    return new GradientCheck(layout, architecture.activation(), batch)
        .compare(parameters, step.gradient, most, random.split());
  }
}
