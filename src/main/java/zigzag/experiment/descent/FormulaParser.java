package zigzag.experiment.descent;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPowerOfOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixPlusOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import zigzag.InputException;

/** Makes a function of a text. */
final class FormulaParser {
  /** Nobody types more, and the depth of the tree is bounded with it. */
  private static final int LONGEST = 500;

  /** With the usual precedence, x^-1 is more than the parser can take. */
  private static final Pattern SIGNED_POWER = Pattern.compile("\\^\\s*[-+]");

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

  private FormulaParser(String text) {
    this.text = text;
  }

  @SuppressWarnings({"unchecked", "varargs"}) // EvalEx takes its entries as a generic array
  private static ExpressionConfiguration configuration() {
    Map.Entry<String, FunctionIfc>[] functions =
        FUNCTIONS.entrySet().stream()
            .map(f -> Map.<String, FunctionIfc>entry(f.getKey(), new OfOneNumber(f.getValue())))
            .toArray(Map.Entry[]::new);
    return ExpressionConfiguration.builder()
        .operatorDictionary(
            MapBasedOperatorDictionary.ofOperators(
                Map.entry("+", new PrefixPlusOperator()),
                Map.entry("-", new PrefixMinusOperator()),
                Map.entry("+", new InfixPlusOperator()),
                Map.entry("-", new InfixMinusOperator()),
                Map.entry("*", new InfixMultiplicationOperator()),
                Map.entry("/", new InfixDivisionOperator()),
                Map.entry("^", new InfixPowerOfOperator())))
        .functionDictionary(MapBasedFunctionDictionary.ofFunctions(functions))
        // In mathematics -x^2 is -(x^2); EvalEx's default is (-x)^2.
        .powerOfPrecedence(OperatorIfc.OPERATOR_PRECEDENCE_POWER_HIGHER)
        .arraysAllowed(false)
        .structuresAllowed(false)
        .locale(Locale.ROOT)
        .build();
  }

  static Formula parse(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new InputException(
          "--expression needs a formula of 1 to " + LONGEST + " characters, such as \"x^2 + y^2\"");
    }
    FormulaParser parser = new FormulaParser(text.strip());
    try {
      return parser.compile(new Expression(parser.text, CONFIGURATION).getAbstractSyntaxTree());
    } catch (ParseException e) {
      throw parser.wrong(describe(e, parser.text), e);
    } catch (InputException e) {
      throw e;
    } catch (RuntimeException e) {
      // Some malformed texts end in the parser's own stack or its numbers.
      throw parser.wrong("it can't be read as a formula", e);
    }
  }

  private static String describe(ParseException e, String text) {
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

  private Formula compile(ASTNode node) {
    Token token = node.getToken();
    List<Formula> inner = node.getParameters().stream().map(this::compile).toList();
    return switch (token.getType()) {
      case NUMBER_LITERAL -> constant(new BigDecimal(token.getValue()).doubleValue());
      case VARIABLE_OR_CONSTANT -> variable(token.getValue());
      case PREFIX_OPERATOR -> token.getValue().equals("-") ? minus(inner.get(0)) : inner.get(0);
      case INFIX_OPERATOR -> infix(token.getValue(), inner.get(0), inner.get(1));
      case FUNCTION -> {
        DoubleUnaryOperator function =
            FUNCTIONS.get(token.getValue().strip().toLowerCase(Locale.ROOT));
        Formula of = inner.get(0);
        yield (x, y) -> function.applyAsDouble(of.value(x, y));
      }
      default -> throw wrong("\"" + token.getValue() + "\" has no place in a formula", null);
    };
  }

  private Formula variable(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "x" -> (x, y) -> x;
      case "y" -> (x, y) -> y;
      case "pi" -> constant(Math.PI);
      case "e" -> constant(Math.E);
      default ->
          throw wrong(
              String.format(
                  Locale.ROOT,
                  "\"%s\" is unknown; there are x, y, pi, e, + - * / ^ and %s",
                  name,
                  String.join(", ", FUNCTIONS.keySet())),
              null);
    };
  }

  private Formula infix(String operator, Formula a, Formula b) {
    return switch (operator) {
      case "+" -> (x, y) -> a.value(x, y) + b.value(x, y);
      case "-" -> (x, y) -> a.value(x, y) - b.value(x, y);
      case "*" -> (x, y) -> a.value(x, y) * b.value(x, y);
      case "/" -> (x, y) -> a.value(x, y) / b.value(x, y);
      case "^" -> (x, y) -> Math.pow(a.value(x, y), b.value(x, y));
      default -> throw wrong("\"" + operator + "\" is no operator of a formula", null);
    };
  }

  private static Formula constant(double value) {
    return (x, y) -> value;
  }

  private static Formula minus(Formula of) {
    return (x, y) -> -of.value(x, y);
  }

  /** Tells the parser that there is such a function, of one number. */
  @FunctionParameter(name = "value")
  private static final class OfOneNumber extends AbstractFunction {
    private final DoubleUnaryOperator function;

    OfOneNumber(DoubleUnaryOperator function) {
      this.function = function;
    }

    @Override
    public EvaluationValue evaluate(
        Expression expression, Token token, EvaluationValue... parameters) {
      double value = function.applyAsDouble(parameters[0].getNumberValue().doubleValue());
      return EvaluationValue.numberValue(BigDecimal.valueOf(value));
    }
  }
}
