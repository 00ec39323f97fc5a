package zigzag.experiment.symmetry;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import zigzag.archive.symmetry.SymmetryFile;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.Layout;
import zigzag.network.Step;
import zigzag.network.TwoLayerNetwork;
import zigzag.training.batch.BatchImages;
import zigzag.training.batch.DataSplit;
import zigzag.training.evaluation.Evaluator;

/** Looks at a network from outside, on examples that are the same every time. */
final class SymmetryProbe implements AutoCloseable {
  /** Enough for histograms and for the rank of a hundred units. */
  private static final int EXAMPLES = 500;

  /** Of a wider layer the first units' cosines are taken: nobody could see more. */
  private static final int MAX_COSINES = 400;

  private final DataSplit data;
  private final Layout layout;
  private final Activation activation;
  private final Batch batch;
  private final TwoLayerNetwork network;
  private final Evaluator evaluator;

  /** A probe of the first training examples. */
  SymmetryProbe(DataSplit data, Layout layout, Activation activation) {
    this.data = data;
    this.layout = layout;
    this.activation = activation;
    int size = Math.min(EXAMPLES, data.training().length);
    batch = new Batch(size, layout.inputs());
    network = new TwoLayerNetwork(layout, activation, size, 1);
    new BatchImages(data.train()).fill(batch, data.training(), 0, size, network::share);
    evaluator = new Evaluator(layout, activation, 1);
  }

  Symmetry.Frame look(float[] parameters, long step) {
    int size = batch.size();
    Step pass = Step.of(layout, parameters, batch);
    network.forward(pass);
    float[] hidden = Arrays.copyOf(pass.hidden, size * layout.hidden());
    float[] probabilities = Arrays.copyOf(pass.outputs, size * layout.classes());
    network.run(pass);
    double loss = pass.loss;
    UnitLikeness weights = columns(parameters);
    float[] cosines = weights.cosines(MAX_COSINES);
    float[] w1 = Arrays.copyOfRange(parameters, layout.w1(), layout.w2());
    float[] gradientCosines = columns(pass.gradient).cosines(MAX_COSINES);
    double accuracy =
        data.validation().length == 0
            ? Double.NaN
            : evaluator.evaluate(parameters, data.train(), data.validation()).accuracy();
    Map<Column, Double> values = new EnumMap<>(Column.class);
    values.put(Column.DISTINCT_UNITS, (double) weights.distinct());
    values.put(Column.EFFECTIVE_RANK, EffectiveRank.of(w1, layout.inputs(), layout.hidden()));
    values.put(Column.MEAN_ABS_COSINE, UnitLikeness.meanAbsolute(cosines));
    values.put(Column.DEAD_UNITS, (double) activation.silentUnits(hidden, layout.hidden()));
    values.put(Column.TRAIN_LOSS, loss);
    values.put(Column.VALIDATION_ACCURACY, accuracy);
    values.put(Column.BIT_DISTINCT_UNITS, (double) weights.bitDistinct());
    values.put(Column.HIDDEN_EFFECTIVE_RANK, EffectiveRank.of(hidden, size, layout.hidden()));
    values.put(Column.GRADIENT_MEAN_ABS_COSINE, UnitLikeness.meanAbsolute(gradientCosines));
    values.put(Column.W1_NORM, norm(parameters, layout.w1(), layout.w2()));
    values.put(Column.W2_NORM, norm(parameters, layout.w2(), layout.b1()));
    values.put(Column.W1_GRADIENT_NORM, norm(pass.gradient, layout.w1(), layout.w2()));
    values.put(Column.W2_GRADIENT_NORM, norm(pass.gradient, layout.w2(), layout.b1()));
    return new Symmetry.Frame(
        new SymmetryFile.Row(step, values), w1, cosines, hidden, probabilities);
  }

  private UnitLikeness columns(float[] values) {
    return UnitLikeness.ofColumns(values, layout.w1(), layout.inputs(), layout.hidden());
  }

  private static double norm(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  @Override
  public void close() {
    network.close();
    evaluator.close();
  }
}
