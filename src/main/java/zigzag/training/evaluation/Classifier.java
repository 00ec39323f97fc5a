package zigzag.training.evaluation;

import zigzag.data.Dataset;
import zigzag.network.Batch;
import zigzag.network.Model;
import zigzag.network.TwoLayerNetwork;

/** Asks a trained network about one image after the other. */
public final class Classifier implements AutoCloseable {
  private final Model model;
  private final TwoLayerNetwork network;
  private final Batch batch;

  public Classifier(Model model) {
    this.model = model;
    network = new TwoLayerNetwork(model.layout(), model.activation(), 1, 1);
    batch = new Batch(1, model.layout().inputs());
  }

  /** The class that the model takes an image for, and the probability of each class. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Answer(int prediction, float[] probabilities) {}

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
    Dataset.scale(pixels, 0, pixels.length, batch.inputs(), 0);
    batch.setSize(1); // its label, 0, is not the image's: the loss means nothing here
    float[] probabilities = new float[model.layout().classes()];
    network.lossAndProbabilities(model.parameters(), batch, probabilities);
    int[] prediction = {0};
    network.copyPredictions(prediction, 0);
    return new Answer(prediction[0], probabilities);
  }

  @Override
  public void close() {
    network.close();
  }
}
