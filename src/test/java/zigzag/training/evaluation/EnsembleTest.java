package zigzag.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.network.Activation;
import zigzag.network.Layout;
import zigzag.network.Model;

@Tag("slow")
class EnsembleTest {
  private static final Dataset DATA = new BuiltInDigits(3).test(700);

  private static Model model(int hidden, long seed) {
    Layout layout = new Layout(784, hidden, 10);
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[layout.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.1 * random.nextGaussian());
    }
    return new Model(layout, Activation.RELU, 28, 28, parameters, Map.of());
  }

  private static Evaluation alone(Model model) {
    try (Evaluator evaluator = new Evaluator(model.layout(), model.activation(), 1)) {
      return evaluator.evaluate(model.parameters(), DATA);
    }
  }

  @Test
  void ofOneAnswersAsThatOne() {
    Model model = model(9, 1);
    Evaluation alone = alone(model);
    Ensemble ensemble = Ensemble.of(List.of(model), DATA, 2);
    assertArrayEquals(alone.predictions(), ensemble.committee().predictions());
    assertEquals(alone.loss(), ensemble.committee().loss(), 1e-6);
    assertEquals(alone.correct(), ensemble.committee().correct());
    assertEquals(0, ensemble.disputed());
    assertEquals(0, ensemble.disagreement());
  }

  /** Held to probabilities that are asked for image by image. */
  @Test
  void answersByTheMeanOfTheProbabilities() {
    List<Model> models = List.of(model(9, 1), model(9, 2), model(17, 3));
    Ensemble ensemble = Ensemble.of(models, DATA, 2);
    byte[] image = new byte[784];
    int[][] answers = new int[models.size()][DATA.size()];
    double loss = 0;
    for (int k = 0; k < DATA.size(); k++) {
      DATA.copyPixels(k, image, 0);
      double[] mean = new double[10];
      for (int m = 0; m < models.size(); m++) {
        try (Classifier classifier = new Classifier(models.get(m))) {
          float[] p = classifier.classify(image).probabilities();
          for (int c = 0; c < 10; c++) {
            mean[c] += p[c] / models.size();
            answers[m][k] = p[c] > p[answers[m][k]] ? c : answers[m][k];
          }
        }
      }
      int best = 0;
      for (int c = 1; c < 10; c++) {
        best = mean[c] > mean[best] ? c : best;
      }
      assertEquals(best, ensemble.committee().predictions()[k]);
      loss -= Math.log(mean[DATA.label(k)]) / DATA.size();
    }
    assertEquals(loss, ensemble.committee().loss(), 1e-5);
    int disputed = 0;
    double differing = 0;
    for (int k = 0; k < DATA.size(); k++) {
      int a = answers[0][k];
      int b = answers[1][k];
      int c = answers[2][k];
      disputed += a == b && b == c ? 0 : 1;
      differing += ((a == b ? 0 : 1) + (b == c ? 0 : 1) + (a == c ? 0 : 1)) / 3.0;
    }
    assertEquals(disputed, ensemble.disputed());
    assertEquals(differing / DATA.size(), ensemble.disagreement(), 1e-12);
    for (int m = 0; m < models.size(); m++) {
      assertArrayEquals(answers[m], ensemble.members().get(m).predictions());
    }
  }

  @Test
  void needsAModel() {
    assertThrows(IllegalArgumentException.class, () -> Ensemble.of(List.of(), DATA, 1));
  }
}
