package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference is itself held to the slope of its loss. */
class PlainNetworkTest {
  private static final double STEP = 1e-6;

  static Stream<Arguments> problems() {
    return Arrays.stream(Activation.values())
        .flatMap(
            activation ->
                Stream.of(
                        new Layout(1, 1, 2),
                        new Layout(7, 3, 3),
                        new Layout(5, 9, 10),
                        new Layout(11, 4, 1))
                    .map(layout -> Arguments.of(activation, layout)));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void itsGradientIsTheSlopeOfItsLoss(Activation activation, Layout layout) {
    for (long seed = 1; seed <= 5; seed++) {
      Problem problem = Problem.random(layout, activation, 6, seed);
      PlainNetwork reference = new PlainNetwork(layout, activation);
      double[] theta = PlainNetwork.doubles(problem.parameters());
      double[] slope = new double[theta.length];
      for (int i = 0; i < theta.length; i++) {
        double value = theta[i];
        theta[i] = value + STEP;
        double above = reference.run(theta, problem.batch()).loss();
        theta[i] = value - STEP;
        double below = reference.run(theta, problem.batch()).loss();
        theta[i] = value;
        slope[i] = (above - below) / (2 * STEP);
      }
      double[] gradient = reference.run(theta, problem.batch()).gradient();
      double error = Problem.relativeError(slope, gradient, 0, theta.length);
      assertTrue(error < 1e-6, () -> "off by " + error);
    }
  }

  /** With all parameters 0 every class is as likely as the others. */
  @ParameterizedTest
  @EnumSource
  void knowsNothingWithoutWeights(Activation activation) {
    Layout layout = new Layout(3, 2, 4);
    Problem problem = Problem.random(layout, activation, 5, 1);
    PlainNetwork.Pass result =
        new PlainNetwork(layout, activation)
            .run(new double[layout.parameterCount()], problem.batch());
    assertEquals(Math.log(4), result.loss(), 1e-15);
    for (double[] p : result.p()) {
      for (double value : p) {
        assertEquals(0.25, value, 1e-15);
      }
    }
  }
}
