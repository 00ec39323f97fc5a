package peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import zigzag.data.Dataset;
import zigzag.data.mnist.IdxFolder;

/**
 * A peer to measure against: the same two-layer net in DL4J, as its users write it, on the
 * program's own ND4J.
 *
 * <p>Prints one line per epoch, of training alone. The batches are made once, beforehand, and come
 * in a new order every epoch, which spares DL4J the gathering of examples that the others do.
 */
final class Dl4jMlp {
  private static final int BATCH = 100;

  private Dl4jMlp() {}

  /** Arguments: the folder of MNIST, hidden units, sgd or adam, epochs. */
  public static void main(String[] arguments) throws IOException {
    Dataset train = IdxFolder.load(Path.of(arguments[0])).train();
    int hidden = Integer.parseInt(arguments[1]);
    String optimizer = arguments[2];
    int epochs = Integer.parseInt(arguments[3]);
    MultiLayerNetwork net =
        network(train, hidden, optimizer.equals("sgd") ? new Sgd(0.1) : new Adam());
    List<DataSet> batches = batches(train);
    Random random = new Random(1);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Collections.shuffle(batches, random);
      long start = System.nanoTime();
      net.fit(new ExistingDataSetIterator(batches));
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "dl4j %s hidden=%d batch=%d epoch %d %.4f s loss %.4f%n",
          optimizer,
          hidden,
          BATCH,
          epoch,
          seconds,
          net.score());
    }
  }

  private static MultiLayerNetwork network(Dataset train, int hidden, IUpdater updater) {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(train.inputs())
                        .nOut(hidden)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .nIn(hidden)
                        .nOut(train.classes())
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    net.init();
    return net;
  }

  private static List<DataSet> batches(Dataset train) {
    List<DataSet> batches = new ArrayList<>();
    byte[] image = new byte[train.inputs()];
    for (int first = 0; first + BATCH <= train.size(); first += BATCH) {
      float[] inputs = new float[BATCH * train.inputs()];
      float[] onehot = new float[BATCH * train.classes()];
      for (int k = 0; k < BATCH; k++) {
        train.copyPixels(first + k, image, 0);
        for (int i = 0; i < image.length; i++) {
          inputs[k * image.length + i] = (image[i] & 0xff) / 255f;
        }
        onehot[k * train.classes() + train.label(first + k)] = 1f;
      }
      INDArray features = Nd4j.createFromArray(inputs).reshape(BATCH, train.inputs());
      INDArray labels = Nd4j.createFromArray(onehot).reshape(BATCH, train.classes());
      batches.add(new DataSet(features, labels));
    }
    return batches;
  }
}
