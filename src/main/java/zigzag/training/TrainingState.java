package zigzag.training;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import zigzag.archive.run.EpochMetrics;

/**
 * All that a training changes as it goes, and so all that a checkpoint holds: whoever continues
 * from it ends where an uninterrupted run ends, to the last bit.
 */
public final class TrainingState {
  final float[] parameters;
  final float[][] slots;
  final float[] bestParameters;

  /** What is judged and kept: the running mean of the parameters, or, without one, these. */
  final float[] averagedParameters;

  final List<EpochMetrics> history = new ArrayList<>();
  long step;
  int batchesDone;
  int bestEpoch;
  EpochSums sums = new EpochSums();

  /** The state before the first step. */
  TrainingState(float[] parameters, int slotCount, boolean averaged) {
    this(
        parameters,
        new float[slotCount][parameters.length],
        parameters.clone(),
        averaged ? parameters.clone() : parameters);
  }

  /** Takes the arrays as they are. */
  TrainingState(float[] parameters, float[][] slots, float[] best, float[] averaged) {
    this.parameters = parameters;
    this.slots = slots;
    this.bestParameters = best;
    this.averagedParameters = averaged;
  }

  /** What the epoch in progress has come to so far, without a new object for every step. */
  @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
  static final class EpochSums {
    double loss;
    long correct;
    long examples;
    double gradientNorm;
    double learningRate; // of the last step
    double seconds; // in the steps alone

    void add(double batchLoss, int hits, int size, double norm, double rate, double stepSeconds) {
      loss += batchLoss * size;
      correct += hits;
      examples += size;
      gradientNorm += norm;
      learningRate = rate;
      seconds += stepSeconds;
    }
  }

  /** The steps taken since the start. */
  public long step() {
    return step;
  }

  /** The epochs that are over; 0 before and during the first. */
  public int epochsDone() {
    return Math.max(0, history.size() - 1);
  }

  /** The batches of the current epoch that were trained on. */
  public int batchesDone() {
    return batchesDone;
  }

  /** The epochs that are over, epoch 0 (before training) first. */
  public List<EpochMetrics> history() {
    return Collections.unmodifiableList(history);
  }

  /** The epoch with the best validation figures; without validation, the last one. */
  public int bestEpoch() {
    return bestEpoch;
  }

  public float[] parameters() {
    return parameters;
  }

  /** The parameters after {@link #bestEpoch()}, averaged if they are. */
  public float[] bestParameters() {
    return bestParameters;
  }

  /** What the rule remembers between steps. */
  public float[][] slots() {
    return slots;
  }

  /** Whether there is a running mean of the parameters. */
  boolean isAveraged() {
    return averagedParameters != parameters;
  }

  /** Takes an epoch into the history, and its parameters if they are the best yet. */
  void add(EpochMetrics metrics) {
    history.add(metrics);
    if (history.size() == 1 || isBetter(metrics, history.get(bestEpoch))) {
      bestEpoch = metrics.epoch();
      System.arraycopy(averagedParameters, 0, bestParameters, 0, parameters.length);
    }
  }

  private static boolean isBetter(EpochMetrics metrics, EpochMetrics best) {
    if (metrics.validationAccuracy() == null) {
      return true;
    }
    int byAccuracy = metrics.validationAccuracy().compareTo(best.validationAccuracy());
    return byAccuracy > 0 || (byAccuracy == 0 && metrics.validationLoss() < best.validationLoss());
  }
}
