package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.archive.FolderLock;
import zigzag.cli.terminal.Subcommand;

/** Flags that make sense alone and none together, and sizes that the data or memory can't meet. */
final class ContradictionsTest {
  private static final String DIGITS = " --data digits --digits 120 --test-digits 20 --quiet";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --steps 5 --epochs 1        | --steps and --epochs contradict each other",
        "train --patience 2 --validation 0 | patience 2 needs validation examples",
        "train --validation 120            | --validation 120 leaves nothing to train on",
        "train --resume --overwrite        | --resume and --overwrite contradict each other",
        "train --hidden 10000000           | 10000000 hidden units need an array of",
        "train --hidden 1000000            | 1000000 hidden units need about",
        "train --lr 0.1 --optimizer sgd:lr=0.2   | lr is given twice",
        "compare --optimizers sgd --optimizer adam | contradict each other; leave one out",
        "compare --inits he --init xavier  | contradict each other; leave one out",
        "compare --tune-budget 3           | go with --tune; add it",
        "compare --part 0/3               | --part: \"0/3\" is no part; give K/N, with K from 1 to"
            + " N",
        "compare --part 4/3               | --part: \"4/3\" is no part",
        "compare --part a/b               | --part: \"a/b\" is no part",
        "compare --part 3                 | --part: \"3\" is no part",
        "compare --part 1/99999999999     | is no part",
        "compare --part 1/21              | part 1/21: there are 20 trainings, so make at most 20",
        "compare --part 1/2 --tune        | find them once with --tune --tune-only --out DIR, and",
        "compare --part 1/2 --tune --tune-only | --tune-only and --part contradict each other",
        "compare --tune --tune-only --rates x | --tune-only and --rates contradict each other",
        "compare --tune --tune-only --dry-run | --tune-only and --dry-run contradict each other",
        "compare --tune-only              | --tune-only goes with --tune; add it",
        "compare --rates nowhere --part 1/2 | nowhere",
        "compare --dry-run --resume        | contradict each other; leave one out",
        "compare --hidden 10000000         | 10000000 hidden units need an array of",
        "compare --hidden 1000000 --dry-run | 1000000 hidden units need about",
        "compare --optimizers sgd,sgd      | sgd",
        "compare --seeds 10001             | --seeds 10001: give a number from 1 to 10000",
        "compare --cluster mesos           | --cluster mesos: give one of Spark's masters, as"
            + " local",
        "compare --cluster local --threads 2 | --cluster and --threads contradict each other",
        "compare --cluster local --dry-run | --cluster and --dry-run contradict each other",
        "symmetry --inits he --init xavier | contradict each other; leave one out",
        "symmetry --break dropout --dropout 0.5 | are the same; leave one out",
        "symmetry --hidden 10000000        | 10000000 hidden units need an array of",
      })
  void refusesWhatContradicts(String command, String message) {
    InProcess ended = run(command + DIGITS);
    assertRefused(ended, message);
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --data mnist --digits 100      | --digits is for the built-in digits, not for mnist",
        "train --data mnist --digits-seed 2   | --digits-seed is for the built-in digits",
        "compare --data . --test-digits 9     | --test-digits is for the built-in digits, not for"
            + " .",
        "train --data digits --digits 2000001 | --digits 2000001: give a number from 1 to"
            + " 2,000,000",
        "descend --expression x --surface bowl | --expression and --surface contradict",
        "descend --expression x --condition 2 | --expression and --condition contradict",
        "descend --lr 0.1 --optimizers sgd:lr=1 | contradict each other; leave one out",
      })
  void refusesWhatNeedsNoData(String command, String message) {
    assertRefused(run(command + " --quiet"), message);
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train" + DIGITS,
        "compare --seeds 1" + DIGITS,
        "symmetry" + DIGITS,
        "descend --quiet",
      })
  void keepsOutOfAFolderThatAnotherProgramWorksIn(String command) throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    try (FolderLock lock = FolderLock.take(out)) {
      InProcess ended = run(command + " --overwrite");
      assertEquals(Subcommand.FAILED, ended.exitCode(), ended.err());
      assertTrue(ended.err().contains("another program is at work in this folder"), ended.err());
      assertEquals(out, lock.folder());
    }
    assertEquals(0, out.toFile().list().length, "nothing was written");
  }

  @Test
  void makesNoMoreDigitsThanMemoryHolds() {
    // Ten thousand fewer than the heap holds would be made; so many would not fit.
    long fitting = Runtime.getRuntime().maxMemory() / (28 * 28);
    if (fitting > 1_900_000) {
      return;
    }
    InProcess ended = run("train --data digits --quiet --digits " + (fitting + 10_000));
    assertRefused(ended, "of memory, and the program may take");
  }

  @ParameterizedTest
  @CsvSource({"100", "1000000000", "2147483647"})
  void trainsOnABatchLargerThanTheDataAsOnOne(int batch) throws Exception {
    InProcess ended = run("train --epochs 2 --hidden 3 --validation 20 --batch " + batch + DIGITS);
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(2, Files.readAllLines(folder.resolve("out").resolve("steps.csv")).size() - 1);
  }

  private InProcess run(String command) {
    return InProcess.run(
        (command.strip().replaceAll(" +", " ") + " --out " + folder.resolve("out")).split(" ", -1));
  }

  private static void assertRefused(InProcess ended, String message) {
    assertEquals(2, ended.exitCode(), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().startsWith("zigzag: "), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertEquals("", ended.out());
  }
}
