package zigzag.cli.option;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import zigzag.InputException;

/** Numbers on the command line, with messages for people rather than for programmers. */
public final class Numbers {
  private Numbers() {}

  /** Makes a command line read its numbers this way. */
  public static void register(CommandLine commandLine) {
    ITypeConverter<Integer> integer = whole(Integer::valueOf);
    ITypeConverter<Long> longInteger = whole(Long::valueOf);
    ITypeConverter<Double> decimal = text -> convert(text, Double::valueOf, "a number");
    commandLine.registerConverter(int.class, integer);
    commandLine.registerConverter(Integer.class, integer);
    commandLine.registerConverter(long.class, longInteger);
    commandLine.registerConverter(Long.class, longInteger);
    commandLine.registerConverter(double.class, decimal);
    commandLine.registerConverter(Double.class, decimal);
  }

  /** Refuses a number that is below 1 or above the most. */
  public static void requireCount(String flag, int count, int most) {
    if (count < 1 || count > most) {
      throw new InputException(flag + " " + count + ": give a number from 1 to " + most);
    }
  }

  private static <T> ITypeConverter<T> whole(ITypeConverter<T> parser) {
    return text -> convert(text, parser, "a whole number, or is too large");
  }

  private static <T> T convert(String text, ITypeConverter<T> parser, String wanted)
      throws Exception {
    try {
      return parser.convert(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not " + wanted);
    }
  }
}
