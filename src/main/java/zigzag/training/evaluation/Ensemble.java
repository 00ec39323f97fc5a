package zigzag.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import zigzag.data.Dataset;
import zigzag.network.Model;

/**
 * Several networks that answer as one, by the mean of their probabilities.
 *
 * <p>{@code p̄ = 1/M Σ p_m}, and the class of the largest p̄; of equals that of the most members,
 * so that a committee of one is that one.
 *
 * <p>Source: L. Hansen and P. Salamon, Neural network ensembles, IEEE Transactions on Pattern
 * Analysis and Machine Intelligence 12(10), 1990.
 *
 * @param members what each network makes of the data by itself
 * @param committee what they make of it together
 */
public record Ensemble(List<Evaluation> members, Evaluation committee) {
  public Ensemble {
    members = List.copyOf(members);
  }

  /**
   * Asks all networks.
   *
   * @param models at least one, which may differ in size, all for the data's images and classes
   * @param threads that share the work; they don't change the result
   * @throws IllegalArgumentException if there is no model
   */
  public static Ensemble of(List<Model> models, Dataset data, int threads) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("an ensemble of no models");
    }
    int classes = models.get(0).layout().classes();
    double[] sums = new double[data.size() * classes];
    List<Evaluation> members = new ArrayList<>();
    for (Model model : models) {
      try (Evaluator evaluator = new Evaluator(model.layout(), model.activation(), threads)) {
        members.add(evaluator.evaluate(model.parameters(), data, sums));
      }
    }
    double[] means = Arrays.stream(sums).map(sum -> sum / models.size()).toArray();
    return new Ensemble(members, committee(means, members, classes));
  }

  private static Evaluation committee(double[] means, List<Evaluation> members, int classes) {
    int[] labels = members.get(0).labels();
    int[] predictions = new int[labels.length];
    float[] confidences = new float[labels.length];
    double loss = 0;
    for (int k = 0; k < labels.length; k++) {
      int[] votes = new int[classes];
      for (Evaluation member : members) {
        votes[member.predictions()[k]]++;
      }
      int row = k * classes;
      int best = 0;
      for (int c = 1; c < classes; c++) {
        int order = Double.compare(means[row + c], means[row + best]);
        best = order > 0 || (order == 0 && votes[c] > votes[best]) ? c : best;
      }
      predictions[k] = best;
      confidences[k] = (float) means[row + best];
      loss -= Math.log(Math.max(means[row + labels[k]], Double.MIN_NORMAL));
    }
    return new Evaluation(loss / labels.length, labels, predictions, confidences, classes);
  }

  /** How many examples the members don't all give the same answer for. */
  public int disputed() {
    int[] first = members.get(0).predictions();
    return (int)
        IntStream.range(0, first.length)
            .filter(k -> members.stream().anyMatch(other -> other.predictions()[k] != first[k]))
            .count();
  }

  /** The share of examples that two members answer differently, the mean over all pairs. */
  public double disagreement() {
    long differing = 0;
    for (Evaluation one : members) {
      for (Evaluation other : members) {
        for (int k = 0; k < committee.labels().length; k++) {
          differing += one.predictions()[k] != other.predictions()[k] ? 1 : 0;
        }
      }
    }
    // Each pair was met twice, and each member with itself.
    double pairs = members.size() * (members.size() - 1.0);
    return pairs == 0 ? 0 : differing / pairs / committee.labels().length;
  }
}
