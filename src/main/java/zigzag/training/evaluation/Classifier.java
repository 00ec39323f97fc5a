package zigzag.training.evaluation;

import java.util.Arrays;
import zigzag.network.Batch;
import zigzag.network.Model;
import zigzag.network.Step;
import zigzag.network.TwoLayerNetwork;

/** Asks a trained network about one image after the other. */
public final class Classifier implements AutoCloseable {
  private final Model model;
  private final TwoLayerNetwork network;
  private final Batch batch;
  private final Step step;

  public Classifier(Model model) {
    this.model = model;
    network = new TwoLayerNetwork(model.layout(), model.activation(), 1, 1);
    batch = new Batch(1, model.layout().inputs());
    step = new Step(model.layout(), 1);
    step.parameters = model.parameters();
    step.batch = batch;
  }

  /**
   * The class that the model takes an image for, the probability of each class, and what each
   * hidden unit puts out.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Answer(int prediction, float[] probabilities, float[] hidden) {}

  /**
   * Asks about an image.
   *
   * @param pixels {@code rows × columns} bytes of the model, 0 the background and 255 the ink
   * @throws IllegalArgumentException if it has another size
   */
  public Answer classify(byte[] pixels) {
    if (pixels.length != model.layout().inputs()) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for a network of " + model.layout().inputs());
    }
    System.arraycopy(pixels, 0, batch.inputs(), 0, pixels.length);
    batch.setSize(1); // its label, 0, is not the image's: the loss means nothing here
    network.forward(step);
    return new Answer(
        step.predictions[0],
        Arrays.copyOf(step.outputs, model.layout().classes()),
        Arrays.copyOf(step.hidden, model.layout().hidden()));
  }

  @Override
  public void close() {
    network.close();
  }
}
