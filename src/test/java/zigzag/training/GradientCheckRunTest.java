package zigzag.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zigzag.InputException;
import zigzag.data.Dataset;
import zigzag.data.digits.BuiltInDigits;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.network.GradientCheck;
import zigzag.network.GradientCheck.Group;

@Tag("slow")
class GradientCheckRunTest {
  @ParameterizedTest
  @CsvSource({"RELU, 1", "RELU, 2", "SIGMOID, 1", "SIGMOID, 2", "TANH, 1", "TANH, 2"})
  void passesForEveryActivation(Activation activation, int threads) {
    Draft draft = new Draft();
    draft.activation = activation;
    draft.threads = threads;
    draft.biasInit = 0.05;
    Dataset data = new BuiltInDigits(2).train(50);
    List<Group> groups = GradientCheckRun.compare(draft.settings(), data, 60);
    assertEquals(List.of(60, 60, 8, 10), groups.stream().map(Group::checked).toList());
    for (Group group : groups) {
      assertTrue(group.relativeError() < 1e-4, group::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  void passesFromEveryStart(Activation activation) {
    Dataset data = new BuiltInDigits(2).train(50);
    for (Initializer init : new Initializers().all()) {
      for (long seed = 1; seed <= 3; seed++) {
        Draft draft = new Draft();
        draft.activation = activation;
        draft.init = init.label();
        draft.batch = 50;
        draft.seed = seed;
        for (Group group : GradientCheckRun.compare(draft.settings(), data, 30)) {
          assertTrue(
              group.relativeError() <= GradientCheck.TOLERANCE,
              init.label() + " " + seed + " " + group);
        }
      }
    }
  }

  @Test
  void refusesWeightsThatOverflow() {
    Draft draft = new Draft();
    draft.init = "constant:value=1e30";
    Dataset data = new BuiltInDigits(2).train(50);
    InputException refused =
        assertThrows(
            InputException.class, () -> GradientCheckRun.compare(draft.settings(), data, 30));
    assertTrue(refused.getMessage().contains("not a finite number"), refused.getMessage());
  }
}
