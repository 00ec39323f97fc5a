package zigzag.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

class OptimizersTest {
  private final Optimizers optimizers = new Optimizers();

  @Test
  void areNamedAsOnTheCommandLine() {
    assertEquals(
        List.of(
            "sgd",
            "momentum",
            "nesterov",
            "adagrad",
            "rmsprop",
            "adadelta",
            "adam",
            "adamw",
            "nadam",
            "amsgrad",
            "lion"),
        optimizers.all().stream().map(Optimizer::name).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "Adam", "ADAM"})
  void areFoundWhateverTheCase(String name) {
    assertEquals(new Adam(), optimizers.create(name, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"adm, adam", "RMSprob, rmsprop", "nestorov, nesterov", "liom, lion", "sdg, sgd"})
  void namesTheNearestOfThoseThatExist(String wrong, String nearest) {
    InputException e = assertThrows(InputException.class, () -> optimizers.create(wrong, Map.of()));
    assertEquals(
        "there is no optimizer \""
            + wrong
            + "\": did you mean "
            + nearest
            + "? There are sgd, momentum, nesterov, adagrad, rmsprop, adadelta, adam, adamw, nadam,"
            + " amsgrad, lion",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lr", "LR", "learning-rate", "learningRate", "Learning-Rate"})
  void takesTheLearningRateUnderEachOfItsNames(String name) {
    assertEquals(new Momentum(0.5, 0.9), optimizers.create("momentum", Map.of(name, 0.5)));
  }

  @Test
  void overridesWhatIsGivenAndKeepsTheOtherDefaults() {
    assertEquals(
        new Adam(0.5, 0.9, 0.75, 1e-8),
        optimizers.create("adam", Map.of("beta2", 0.75, "lr", 0.5)));
  }

  @Test
  void namesTheHyperparametersOfARuleThatLacksTheGivenOne() {
    InputException e =
        assertThrows(
            InputException.class, () -> optimizers.create("rmsprop", Map.of("beta1", 0.9)));
    assertEquals(
        "rmsprop has no hyperparameter \"beta1\"; it has learning-rate (lr), rho, epsilon",
        e.getMessage());
  }

  @Test
  void refusesAHyperparameterGivenTwice() {
    Map<String, Double> twice = new LinkedHashMap<>();
    twice.put("lr", 0.1);
    twice.put("learning-rate", 0.2);
    InputException e = assertThrows(InputException.class, () -> optimizers.create("sgd", twice));
    assertEquals("sgd: learning-rate (lr) is given twice", e.getMessage());
  }

  @Test
  void listsHyperparametersInTheirOrder() {
    Map<String, Double> values = Optimizers.hyperparameters(new Lion(0.1, 0.2, 0.3));
    assertEquals("{learningRate=0.1, beta1=0.2, beta2=0.3}", values.toString());
    assertThrows(UnsupportedOperationException.class, () -> values.put("beta1", 0.0));
  }

  @Test
  void hyperparametersAreThoseOfARecord() {
    Optimizer noRecord =
        new Optimizer() {
          @Override
          public double learningRate() {
            return 1;
          }

          @Override
          public int slots() {
            return 0;
          }

          @Override
          public void step(
              float[] parameters, float[] gradient, float[][] slots, long t, double rate) {}

          @Override
          public String formula() {
            return "θ ← θ";
          }

          @Override
          public String source() {
            return "";
          }
        };
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Optimizers.hyperparameters(noRecord));
    assertTrue(e.getMessage().endsWith("is no record"), e.getMessage());
  }
}
