package zigzag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import zigzag.data.distortion.Augmentation;
import zigzag.experiment.symmetry.SymmetryBreak;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.network.Activation;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.optimizer.Schedule;
import zigzag.training.settings.Validation.Keep;

/** Names with numbers, as the command line takes them, of any spelling. */
@Tag("slow")
final class LabelFuzzTest {
  private static final Optimizers OPTIMIZERS = new Optimizers();

  /** The choices' lists of what there is, and the messages. */
  private static final long CONSTANT = 1 << 20;

  /** A table of distances to the known names, for "did you mean". */
  private static final long FACTOR = 1000;

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "adam", "momentum", ":lr=", ":beta1=", ":rho=", "normal", ":std=", "constant", ":value=",
    "weights-noise", "bias", "dropout", "1e-6", "NaN", "-Infinity", "0x1p3", "relu", "cosine"
  })
  void readsLabels(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long most = CONSTANT + FACTOR * bytes.length;
    ReaderBounds.hold(
        most,
        () -> {
          Label label = Label.parse(text);
          assertEquals(label, Label.parse(label.toString()));
        });
    ReaderBounds.hold(
        most,
        () -> {
          Label label = Label.parse(text);
          Optimizer rule = OPTIMIZERS.create(label.name(), label.values());
          assertEquals(rule, OPTIMIZERS.create(rule.name(), Optimizers.hyperparameters(rule)));
        });
    ReaderBounds.hold(
        most,
        () -> {
          Initializer init = new Initializers().named(text);
          assertEquals(init, new Initializers().named(init.label()));
        });
    ReaderBounds.hold(
        most,
        () -> {
          SymmetryBreak broken = SymmetryBreak.parse(text);
          assertEquals(broken, SymmetryBreak.parse(broken.toString()));
        });
    ReaderBounds.hold(most, () -> Activation.CHOICE.pick(text));
    ReaderBounds.hold(most, () -> Schedule.CHOICE.pick(text));
    ReaderBounds.hold(most, () -> Augmentation.Kind.CHOICE.pick(text));
    ReaderBounds.hold(most, () -> Keep.CHOICE.pick(text));
  }
}
