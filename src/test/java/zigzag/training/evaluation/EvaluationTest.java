package zigzag.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.network.Batch;
import zigzag.network.InitialParameters;
import zigzag.network.Layout;
import zigzag.network.Model;
import zigzag.network.Step;
import zigzag.network.TwoLayerNetwork;

@Tag("slow")
class EvaluationTest {
  private static final int[] LABELS = {0, 0, 1, 2, 2, 2};

  private static Evaluation evaluation(int... predictions) {
    return new Evaluation(0.5, LABELS, predictions, new float[6], 4);
  }

  @Test
  void countsWhatWasTakenForWhat() {
    Evaluation evaluation = evaluation(0, 1, 1, 2, 0, 3);
    long[][] expected = {{1, 1, 0, 0}, {0, 1, 0, 0}, {1, 0, 1, 1}, {0, 0, 0, 0}};
    assertArrayEquals(expected, evaluation.confusion().counts());
    assertEquals(0.5, evaluation.accuracy());
    assertEquals(4, evaluation.predictedClasses());
    assertEquals(1, evaluation(3, 3, 3, 3, 3, 3).predictedClasses());
  }

  /** 1100 examples are two full passes and a shorter one. */
  @ParameterizedTest
  @EnumSource
  void isWhatOnePassOverEachExampleGives(Activation activation) {
    Dataset data = new BuiltInDigits(3).test(1100);
    Layout layout = new Layout(784, 9, 10);
    float[] parameters =
        InitialParameters.sample(
            layout,
            new Initializers.VarianceScaling(Initializers.Variance.HE, false),
            0.1,
            new SplittableRandom(1));
    Evaluation evaluation;
    try (Evaluator evaluator = new Evaluator(layout, activation, 2)) {
      evaluation = evaluator.evaluate(parameters, data);
    }
    double loss = 0;
    int correct = 0;
    Batch single = new Batch(1, 784);
    Step step = Step.of(layout, parameters, single);
    float[] p = step.outputs;
    try (TwoLayerNetwork network = new TwoLayerNetwork(layout, activation, 1, 1)) {
      for (int k = 0; k < data.size(); k++) {
        data.copyPixels(k, single.inputs(), 0);
        single.setSize(1);
        single.labels()[0] = data.label(k);
        network.forward(step);
        loss += step.loss;
        correct += step.correct;
        assertEquals(data.label(k), evaluation.labels()[k]);
        float largest = 0;
        for (float value : p) {
          largest = Math.max(largest, value);
        }
        assertEquals(largest, evaluation.confidences()[k], 1e-5f);
        assertEquals(largest, p[evaluation.predictions()[k]], 1e-5f);
      }
    }
    assertEquals(loss / data.size(), evaluation.loss(), 1e-6);
    assertEquals(correct, evaluation.correct());
  }

  @Test
  void looksAtTheListedExamplesAlone() {
    Dataset data = new BuiltInDigits(3).test(20);
    Layout layout = new Layout(784, 3, 10);
    try (Evaluator evaluator = new Evaluator(layout, Activation.RELU, 1)) {
      Evaluation evaluation =
          evaluator.evaluate(new float[layout.parameterCount()], data, new int[] {7, 3, 3});
      int[] expected = {data.label(7), data.label(3), data.label(3)};
      assertArrayEquals(expected, evaluation.labels());
      assertEquals(Math.log(10), evaluation.loss(), 1e-6);
    }
  }

  /**
   * Logits that differ by less than their probabilities can show: class 1 has 1e-9 more than class
   * 0.
   */
  @Test
  void takesAnExampleForTheSameClassWhoeverAsks() {
    Dataset data = new BuiltInDigits(3).test(200);
    Layout layout = new Layout(784, 1, 10);
    float[] parameters = new float[layout.parameterCount()];
    parameters[layout.b2() + 1] = 1e-9f;
    Model model = new Model(layout, Activation.RELU, 28, 28, parameters, Map.of());
    Evaluation alone;
    try (Evaluator evaluator = new Evaluator(layout, Activation.RELU, 1)) {
      alone = evaluator.evaluate(parameters, data);
    }
    Evaluation committee = Ensemble.of(List.of(model), data, 1).committee();
    int ones = 0;
    byte[] image = new byte[784];
    try (Classifier classifier = new Classifier(model)) {
      for (int k = 0; k < data.size(); k++) {
        data.copyPixels(k, image, 0);
        Classifier.Answer answer = classifier.classify(image);
        assertEquals(answer.probabilities()[0], answer.probabilities()[1]);
        assertEquals(1, answer.prediction());
        assertEquals(1, alone.predictions()[k]);
        assertEquals(1, committee.predictions()[k]);
        ones += data.label(k) == 1 ? 1 : 0;
      }
    }
    assertEquals(ones, alone.correct());
    assertEquals(ones, alone.confusion().counts()[1][1]);
  }
}
