package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong flags get one line and exit code 2, right ones their help. */
@Tag("slow")
final class UsageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--hidden 0                       | hidden is 0; it must be at least 1",
        "--hidden ten                     | 'ten' is not a whole number",
        "--hidden 99999999999             | is too large",
        "--hidden 10000000                | 10000000 hidden units need an array of",
        "--hidden 2000000                 | 2000000 hidden units need about",
        "--hidden 5 --hidden=6            | option --hidden is given more than once",
        "--hiden 5                        | did you mean --hidden?",
        "--batch -1                       | batch is -1; it must be at least 1",
        "--batch ''                       | is not a whole number",
        "--epochs -1                      | epochs is -1; it must be at least 0",
        "--validation 600                 | --validation 600 leaves nothing to train on",
        "--validation -1                  | validation is -1",
        "--patience 2 --validation 0      | patience 2 needs validation examples",
        "--lr abc                         | 'abc' is not a number",
        "--lr NaN                         | adam: learningRate must be a number above 0",
        "--lr Infinity                    | adam: learningRate must be a number above 0",
        "--lr 0                           | adam: learningRate must be a number above 0",
        "--beta1 1                        | adam: beta1",
        "--momentum 0.9                   | adam has no hyperparameter \"momentum\"",
        "--optimizer adm                  | did you mean adam?",
        "--optimizer adam:lr=0.1 --lr 0.2 | lr is given twice",
        "--optimizer adam:lr              | \"lr\" in \"adam:lr\" is no name=number",
        "--init hee                       | did you mean he?",
        "--init normal:std=-1             | normal: std is -1.0; it must not be negative",
        "--init he:std=1                  | he has no hyperparameter \"std\"",
        "--bias-init NaN                  | bias-init",
        "--activation gelu                | did you mean relu?",
        "--schedule cosin                 | did you mean cosine?",
        "--warmup 5                       | warm-up must be 0 to 1 epochs",
        "--weight-decay -1                | weight decay",
        "--augment rotate                 | there are none, affine, elastic",
        "--keep first                     | There are best, last",
        "--checkpoint-every 0             | checkpoint-every is 0",
        "--threads 0                      | threads is 0",
        "--seed 1.5                       | '1.5' is not a whole number",
        "--plugins nowhere                | there is no plug-in folder nowhere",
        "--resume                         | there is no checkpoint.safetensors in",
        "extra                            | \"extra\" is one argument too many; leave it out",
        "--schedule linear                | no schedule \"linear\"; there are constant, step,",
      })
  void refusesWrongFlags(String flags, String message) {
    Path run = folder.resolve("run");
    List<String> arguments =
        new ArrayList<>(List.of("train", "--data", "digits", "--digits", "600", "--out"));
    arguments.add(run.toString());
    if (!flags.contains("--epochs")) {
      arguments.addAll(List.of("--epochs", "1"));
    }
    for (String flag : flags.split(" ", -1)) {
      arguments.add(flag.equals("''") ? "" : flag);
    }

    InProcess ended = InProcess.run(arguments.toArray(String[]::new));

    assertEquals(2, ended.exitCode(), ended.err());
    List<String> errors =
        ended.err().lines().filter(line -> !line.startsWith("data: built-in")).toList();
    assertEquals(1, errors.size(), ended.err());
    assertTrue(errors.get(0).contains(message), ended.err());
    assertEquals("", ended.out());
    assertEquals(0, Files.exists(run) ? run.toFile().list().length : 0, "left something behind");
  }

  @Test
  void aNameThatBeginsWithAnAtSignIsAName() throws IOException {
    Path file = Files.writeString(folder.resolve("flags"), "--version");

    InProcess ended = InProcess.run("evaluate", "@" + file);

    assertEquals(2, ended.exitCode(), ended.out());
    assertTrue(ended.err().contains("@" + file), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "help           | zigzag: there is no command \"help\" (see scripts/zigzag --help)",
        "compar         | there is no command \"compar\": did you mean compare? (see",
        "data fitch     | there is no command \"fitch\": did you mean fetch? (see scripts/zigzag"
            + " data",
        "train --lrr=1  | there is no option \"--lrr\": did you mean --lr? (see scripts/zigzag"
            + " train",
        "optimizers all | zigzag: \"all\" is one argument too many; leave it out (see"
      })
  void saysWhichArgumentItDoesNotKnow(String arguments, String message) {
    InProcess ended = InProcess.run(arguments.split(" ", -1));
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains(message), ended.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare --optimizers sgd,,adam",
        "compare --optimizers sgd,",
        "compare --inits ,he",
        "symmetry --inits he,,",
        "descend --optimizers=sgd,,adam"
      })
  void refusesAnEmptyNameInAList(String arguments) {
    Path out = folder.resolve("out");
    List<String> words = new ArrayList<>(List.of(arguments.split(" ", -1)));
    words.addAll(List.of("--out", out.toString()));

    InProcess ended = InProcess.run(words.toArray(String[]::new));

    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("a name is missing before or after a comma"), ended.err());
    assertTrue(Files.notExists(out));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "descend",
        "evaluate",
        "predict",
        "export",
        "serve",
        "data",
        "data fetch",
        "data verify",
        "data info",
        "data show",
        "data export",
        "optimizers",
        "initializers",
        "gradcheck",
        "completion"
      })
  void helpsWithEveryCommand(String command) {
    List<String> arguments = new ArrayList<>();
    if (!command.isEmpty()) {
      arguments.addAll(List.of(command.split(" ", -1)));
    }
    arguments.add("--help");

    InProcess ended = InProcess.run(arguments.toArray(String[]::new));

    assertEquals(0, ended.exitCode());
    assertTrue(ended.out().startsWith("Usage: scripts/zigzag " + command), ended.out());
    assertTrue(ended.out().contains("Example: scripts/zigzag "), ended.out());
    assertTrue(ended.out().lines().allMatch(line -> line.length() <= 80), ended.out());
  }
}
