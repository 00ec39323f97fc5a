package zigzag.initializer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.InputException;
import zigzag.initializer.Initializers.Constant;
import zigzag.initializer.Initializers.Normal;
import zigzag.initializer.Initializers.Orthogonal;
import zigzag.initializer.Initializers.Uniform;
import zigzag.initializer.Initializers.Variance;
import zigzag.initializer.Initializers.VarianceScaling;
import zigzag.initializer.Initializers.Zeros;
import zigzag.network.Activation;

class InitializerLabelTest {
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of("zeros", new Zeros()),
        Arguments.of("constant", new Constant(0.01)),
        Arguments.of("normal", new Normal(0.01)),
        Arguments.of("uniform", new Uniform(0.05)),
        Arguments.of("xavier", new VarianceScaling(Variance.XAVIER, false)),
        Arguments.of("xavier-uniform", new VarianceScaling(Variance.XAVIER, true)),
        Arguments.of("he", new VarianceScaling(Variance.HE, false)),
        Arguments.of("he-uniform", new VarianceScaling(Variance.HE, true)),
        Arguments.of("lecun", new VarianceScaling(Variance.LECUN, false)),
        Arguments.of("lecun-uniform", new VarianceScaling(Variance.LECUN, true)),
        Arguments.of("orthogonal", new Orthogonal(1)),
        Arguments.of("constant:value=-0.5", new Constant(-0.5)),
        Arguments.of("normal:std=0.1", new Normal(0.1)),
        Arguments.of("uniform:limit=1.0E-4", new Uniform(1e-4)),
        Arguments.of("orthogonal:gain=1.5", new Orthogonal(1.5)));
  }

  @ParameterizedTest
  @MethodSource("table")
  void isFoundByItsLabelWhateverTheCase(String label, Initializer rule) {
    for (String spelling :
        List.of(label, label.toUpperCase(Locale.ROOT), " " + label.replace("=", " = ") + " ")) {
      Initializer named = new Initializers().named(spelling);
      assertEquals(rule, named, spelling);
      assertEquals(label, named.label());
    }
  }

  @Test
  void tableHasEveryRuleOnceInOrder() {
    List<String> expected =
        table().map(row -> (String) row.get()[0]).filter(label -> !label.contains(":")).toList();
    assertEquals(expected, new Initializers().all().stream().map(Initializer::label).toList());
    for (Initializer named : new Initializers().all()) {
      assertTrue(named.formula().matches("[wW] [=~] .+"), named.formula());
      assertFalse(named.source().isBlank());
    }
  }

  /** A number that is the default needs no mention. */
  @ParameterizedTest
  @CsvSource({
    "normal:std=0.01, normal",
    "normal:std=1e-2, normal",
    "ORTHOGONAL:GAIN=1, orthogonal"
  })
  void isCalledByItsShortestLabel(String label, String shortest) {
    assertEquals(shortest, new Initializers().named(label).label());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hee | there is no initializer \"hee\": did you mean he? There are zeros, constant,",
        "'' | there is no initializer \"\"",
        "kaiming:std=1 | there is no initializer \"kaiming\"",
        "normal:value=1 | normal has no hyperparameter \"value\"; it has std",
        "he:std=1 | he has no hyperparameter \"std\"; it has nothing to set",
        "normal:std=-1 | normal: std is -1.0; it must not be negative",
        "normal:std=NaN | normal: std is NaN; it must be a finite number",
        "orthogonal:gain=Infinity | orthogonal: gain is Infinity; it must be a finite number",
        "normal:std=a | \"a\" in \"normal:std=a\" is no number",
        "normal:std | \"std\" in \"normal:std\" is no name=number",
        "normal:0.1 | \"0.1\" in \"normal:0.1\" is no name=number",
        "normal: | \"\" in \"normal:\" is no name=number",
        "normal:std=1:std=2 | std is given twice in \"normal:std=1:std=2\"",
        "normal:std=1:STD=2 | normal: std is given twice",
      })
  void saysWhatIsWrongWithALabel(String label, String message) {
    InputException e = assertThrows(InputException.class, () -> new Initializers().named(label));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
  }

  @ParameterizedTest
  @EnumSource
  void defaultIsHeForReluAndXavierForTheOthers(Activation activation) {
    assertEquals(
        activation == Activation.RELU ? "he" : "xavier", activation.defaultInitializer().label());
  }
}
