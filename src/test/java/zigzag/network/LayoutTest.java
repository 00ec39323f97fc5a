package zigzag.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zigzag.InputException;

class LayoutTest {
  @ParameterizedTest
  @CsvSource({"784, 50, 10", "1, 1, 1", "7, 129, 256"})
  void placesWeightsFirstAndBiasesLastWithoutGaps(int inputs, int hidden, int classes) {
    Layout layout = new Layout(inputs, hidden, classes);
    assertEquals(0, layout.w1());
    assertEquals(inputs * hidden, layout.w2());
    assertEquals(layout.w2() + hidden * classes, layout.b1());
    assertEquals(layout.b1(), layout.weightCount());
    assertEquals(layout.b1() + hidden, layout.b2());
    assertEquals(layout.b2() + classes, layout.parameterCount());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "1, 0, 1",
    "1, 1, 0",
    "-1, -1, 1",
    "784, 3000000, 10",
    "2147483647, 2147483647, 2147483647"
  })
  void refusesSizesThatCannotBe(int inputs, int hidden, int classes) {
    assertThrows(IllegalArgumentException.class, () -> new Layout(inputs, hidden, classes));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "-1, -1", "100000, 100000"})
  void aBatchHasARoomThatCanBe(int capacity, int inputs) {
    assertThrows(IllegalArgumentException.class, () -> new Batch(capacity, inputs));
  }

  @Test
  void aBatchHoldsNoMoreThanItsCapacity() {
    Batch batch = new Batch(4, 3);
    assertEquals(0, batch.size());
    batch.setSize(4);
    for (int size : new int[] {-1, 0, 5}) {
      assertThrows(IllegalArgumentException.class, () -> batch.setSize(size));
    }
    assertEquals(4, batch.size());
    assertEquals(12, batch.inputs().length);
    assertEquals(4, batch.labels().length);
  }

  @Test
  void activationsAreNamedAsOnTheCommandLine() {
    assertEquals(
        List.of("relu", "sigmoid", "tanh"),
        Arrays.stream(Activation.values()).map(Activation::label).toList());
    assertEquals(Activation.TANH, Activation.CHOICE.pick("TanH"));
    InputException e = assertThrows(InputException.class, () -> Activation.CHOICE.pick("rely"));
    assertEquals(
        "there is no activation \"rely\": did you mean relu? There are relu, sigmoid, tanh",
        e.getMessage());
  }
}
