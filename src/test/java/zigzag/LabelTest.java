package zigzag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
  @Test
  void isANameAndNumbersInTheirOrder() {
    Label label = Label.parse(" momentum : lr = 0.1 :momentum=95e-2");
    assertEquals("momentum", label.name());
    assertEquals(List.of("lr", "momentum"), List.copyOf(label.values().keySet()));
    assertEquals(Map.of("lr", 0.1, "momentum", 0.95), label.values());
    assertThrows(UnsupportedOperationException.class, () -> label.values().put("lr", 1.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "", "sgd:lr=0.1", "adam:beta1=0.0:beta2=-1.0E-5", "a:b=Infinity"})
  void isReadBackFromItsText(String text) {
    assertEquals(text, Label.parse(text).toString());
    assertEquals(Label.parse(text), Label.parse(Label.parse(text).toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sgd: | \"\" in \"sgd:\" is no name=number, such as lr=0.1",
        "sgd:lr | \"lr\" in \"sgd:lr\" is no name=number, such as lr=0.1",
        "sgd:=1 | \"=1\" in \"sgd:=1\" is no name=number, such as lr=0.1",
        "sgd:lr=1=2 | \"lr=1=2\" in \"sgd:lr=1=2\" is no name=number, such as lr=0.1",
        "sgd:lr= | \"\" in \"sgd:lr=\" is no number",
        "sgd:lr=one | \"one\" in \"sgd:lr=one\" is no number",
        "sgd:lr=0,1 | \"0,1\" in \"sgd:lr=0,1\" is no number",
        "sgd:lr=1:lr=2 | lr is given twice in \"sgd:lr=1:lr=2\"; leave one out"
      })
  void saysWhichPartIsWrong(String text, String message) {
    InputException e = assertThrows(InputException.class, () -> Label.parse(text));
    assertEquals(message, e.getMessage());
    assertTrue(e.getMessage().length() < 100);
  }
}
