package zigzag.experiment.descent;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import zigzag.ReaderBounds;

/** Formulas of surfaces, of any spelling. */
@Tag("slow")
final class FormulaFuzzTest {
  /** A formula has at most 500 characters. */
  private static final long MAX_BYTES = 4 << 20;

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "x",
    "y",
    "pi",
    "sin(",
    "sqrt(",
    "log10(",
    "^(-",
    "1e999999999",
    "1e-999999999",
    "0x1f",
    "\"a\"",
    "x^2/20",
    "((((",
    ",",
    "true",
    "null",
    "x(",
    "a[0]",
    "a.b"
  })
  void readsFormula(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    ReaderBounds.hold(
        MAX_BYTES,
        () -> {
          Surface surface = Surface.ofFormula(text, Surface.START);
          surface.value(0.5, -2);
        });
  }
}
