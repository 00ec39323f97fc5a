package zigzag.experiment.descent;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import zigzag.InputException;

/**
 * Makes a function of x and y of a text.
 *
 * <p>EvalEx takes the text apart; the tree is then computed in double precision here. EvalEx itself
 * would compute with decimals of any size, which is slow, knows no infinities, and lets a formula
 * such as a large factorial run for hours; its sine takes degrees, and it has functions on text and
 * dates. This has the five operators and the functions listed, in radians, and nothing else.
 */
final class Formula {
  /** Nobody types more, and the depth of the tree is bounded with it. */
  private static final int LONGEST = 500;

  /** With the usual precedence, x^-1 is more than the parser can take. */
  private static final Pattern SIGNED_POWER = Pattern.compile("\\^\\s*[-+]");

  private static final Map<String, DoubleBinaryOperator> VARIABLES =
      Map.of("x", (x, y) -> x, "y", (x, y) -> y, "pi", (x, y) -> Math.PI, "e", (x, y) -> Math.E);

  private static final Map<String, DoubleUnaryOperator> SIGNS = Map.of("+", a -> a, "-", a -> -a);

  private static final Map<String, DoubleBinaryOperator> OPERATORS =
      Map.of(
          "+", (a, b) -> a + b,
          "-", (a, b) -> a - b,
          "*", (a, b) -> a * b,
          "/", (a, b) -> a / b,
          "^", Math::pow);

  private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("abs", Math::abs),
              Map.entry("acos", Math::acos),
              Map.entry("asin", Math::asin),
              Map.entry("atan", Math::atan),
              Map.entry("cos", Math::cos),
              Map.entry("cosh", Math::cosh),
              Map.entry("exp", Math::exp),
              Map.entry("ln", Math::log),
              Map.entry("log", Math::log),
              Map.entry("log10", Math::log10),
              Map.entry("sin", Math::sin),
              Map.entry("sinh", Math::sinh),
              Map.entry("sqrt", Math::sqrt),
              Map.entry("tan", Math::tan),
              Map.entry("tanh", Math::tanh)));

  private static final ExpressionConfiguration CONFIGURATION = configuration();

  private final String text;

  private Formula(String text) {
    this.text = text;
  }

  @SuppressWarnings({"unchecked", "varargs"}) // EvalEx takes its entries as a generic array
  private static ExpressionConfiguration configuration() {
    // The parser need only know that each is a function of one number.
    Map.Entry<String, FunctionIfc>[] functions =
        FUNCTIONS.keySet().stream()
            .map(name -> Map.<String, FunctionIfc>entry(name, new AbsFunction()))
            .toArray(Map.Entry[]::new);
    return ExpressionConfiguration.builder()
        .functionDictionary(MapBasedFunctionDictionary.ofFunctions(functions))
        // In mathematics -x^2 is -(x^2); EvalEx's default is (-x)^2.
        .powerOfPrecedence(OperatorIfc.OPERATOR_PRECEDENCE_POWER_HIGHER)
        .arraysAllowed(false)
        .structuresAllowed(false)
        .locale(Locale.ROOT)
        .build();
  }

  /**
   * Reads a formula such as {@code x^2/20 + y^2}.
   *
   * @return its value; NaN or infinite where it has none
   * @throws InputException if it is none, or names anything but x, y, pi, e and known functions
   */
  static DoubleBinaryOperator parse(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new InputException(
          "--expression needs a formula of 1 to " + LONGEST + " characters, such as \"x^2 + y^2\"");
    }
    Formula formula = new Formula(text.strip());
    try {
      return formula.compile(new Expression(formula.text, CONFIGURATION).getAbstractSyntaxTree());
    } catch (ParseException e) {
      throw formula.wrong(formula.describe(e), e);
    } catch (InputException e) {
      throw e;
    } catch (RuntimeException e) {
      // Some malformed texts end in the parser's own stack or its numbers.
      throw formula.wrong("it can't be read as a formula", e);
    }
  }

  private String describe(ParseException e) {
    if (e.getMessage().startsWith("Too many operands")) {
      return "an operator is missing between two of its parts; write 2 * x";
    }
    String hint =
        SIGNED_POWER.matcher(text).find() ? "; put a signed power in brackets: x^(-1)" : "";
    return e.getMessage() + ", at character " + e.getStartPosition() + hint;
  }

  private InputException wrong(String problem, Exception cause) {
    return new InputException("--expression \"" + text + "\": " + problem, cause);
  }

  private DoubleBinaryOperator compile(ASTNode node) {
    Token token = node.getToken();
    String name = token.getValue().strip();
    List<DoubleBinaryOperator> inner = node.getParameters().stream().map(this::compile).toList();
    return switch (token.getType()) {
      case NUMBER_LITERAL -> {
        double value = new BigDecimal(name).doubleValue();
        yield (x, y) -> value;
      }
      case VARIABLE_OR_CONSTANT -> known(VARIABLES, name);
      case PREFIX_OPERATOR -> of(known(SIGNS, name), inner.get(0));
      case FUNCTION -> of(known(FUNCTIONS, name), inner.get(0));
      default -> {
        DoubleBinaryOperator operator = known(OPERATORS, name);
        DoubleBinaryOperator a = inner.get(0);
        DoubleBinaryOperator b = inner.get(1);
        yield (x, y) -> operator.applyAsDouble(a.applyAsDouble(x, y), b.applyAsDouble(x, y));
      }
    };
  }

  private static DoubleBinaryOperator of(DoubleUnaryOperator function, DoubleBinaryOperator inner) {
    return (x, y) -> function.applyAsDouble(inner.applyAsDouble(x, y));
  }

  private <T> T known(Map<String, T> all, String name) {
    T found = all.get(name.toLowerCase(Locale.ROOT));
    if (found == null) {
      String functions = String.join(", ", FUNCTIONS.keySet());
      String known = " is unknown; there are x, y, pi, e, + - * / ^ and " + functions;
      throw wrong("\"" + name + "\"" + known, null);
    }
    return found;
  }
}
