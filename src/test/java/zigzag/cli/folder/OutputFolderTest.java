package zigzag.cli.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.Sha256;
import zigzag.archive.FolderLock;
import zigzag.cli.InProcess;

/** What the commands' folders hold of others outlives the commands. */
@Tag("slow")
class OutputFolderTest {
  private static final String DATA =
      " --data digits --digits 60 --test-digits 20 --validation 20 --hidden 3 --epochs 1 --quiet";
  private static final String TRAIN = "train" + DATA;
  private static final String COMPARE = "compare --optimizers sgd,adam --seeds 1" + DATA;
  private static final String TUNE =
      "compare --optimizers sgd --seeds 1 --tune --tune-budget 3 --tune-seeds 3" + DATA;
  private static final String SYMMETRY = "symmetry --inits he,zeros" + DATA;
  private static final String DESCEND = "descend --steps 2 --quiet";

  @TempDir private Path folder;

  /** A command, and foreign files that can lie beside what it writes. */
  private enum Kind {
    TRAIN(OutputFolderTest.TRAIN, "mine.png", "runs/mine/config.json", "tuning/mine.json"),
    COMPARE(
        OutputFolderTest.COMPARE,
        "config.json",
        "model.safetensors",
        "runs/notes.txt",
        "runs/sgd-seed1/notes.txt",
        "tuning/mine.json",
        "frames/mine.png"),
    SYMMETRY(
        OutputFolderTest.SYMMETRY,
        "units-mine.png",
        "frames/mine.png",
        "frames/he-mine.png",
        "runs/mine/config.json"),
    DESCEND(OutputFolderTest.DESCEND, "mine.svg", "runs/mine/config.json", "config.json");

    private final String command;
    private final String foreign;

    Kind(String command, String... foreign) {
      this.command = command;
      this.foreign = String.join(" ", foreign);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsNotItsOwnStays(Kind kind) throws IOException {
    Path out = folder.resolve("out");
    succeeds(kind.command, out);
    for (String file : kind.foreign.split(" ", -1)) {
      write(out.resolve(file));
    }
    assertRefused("is not empty", kind.command, out);
    succeeds(kind.command + " --overwrite", out);
    for (String file : kind.foreign.split(" ", -1)) {
      assertEquals("mine", Files.readString(out.resolve(file)));
    }
  }

  /** Names that the command would write, in a folder without its record. */
  @ParameterizedTest
  @CsvSource({
    "TRAIN, config.json",
    "TRAIN, report.html",
    "TRAIN, checkpoint.safetensors",
    "TRAIN, metrics.csv/inside",
    "COMPARE, comparison.json",
    "COMPARE, accuracy.png",
    "COMPARE, runs/mine/config.json",
    "COMPARE, runs/sgd-seed1/model.safetensors",
    "COMPARE, runs",
    "SYMMETRY, summary.json",
    "SYMMETRY, units-he.png",
    "SYMMETRY, frames/he-step0-units.png",
    "DESCEND, summary.json",
    "DESCEND, paths.png",
  })
  void withoutARecordNothingIsReplaced(Kind kind, String foreign) throws IOException {
    write(folder.resolve("out").resolve(foreign));
    assertRefused(" there tells that ", kind.command + " --overwrite", folder.resolve("out"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFolderOfAnotherCommandIsNotTaken(Kind kind) throws IOException {
    Path out = folder.resolve("out");
    succeeds(kind.command, out);
    for (Kind other : Kind.values()) {
      if (other != kind) {
        assertRefused(
            "holds what " + kind.name().toLowerCase(Locale.ROOT) + " wrote",
            other.command + " --overwrite",
            out);
      }
    }
  }

  /** Trainings lie among a project's runs by default, and the project's folder is an easy slip. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trainingsOfOthersOutliveAComparison(boolean afterAnother) throws IOException {
    Path out = folder.resolve("out");
    if (afterAnother) {
      succeeds(COMPARE, out);
    }
    succeeds(TRAIN, out.resolve("runs/adam-seed1-2"));
    Path plain = out.resolve("runs/adam-seed7");
    succeeds(TRAIN + " --seed 7", plain);
    assertRefused("no comparison.json there tells", COMPARE + " --overwrite", out);

    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    succeeds(COMPARE, one);
    succeeds(COMPARE + " --seed 2", two);
    assertRefused(
        "no comparison.json there tells",
        "report " + one + " " + two + " --quiet --overwrite",
        out);
  }

  @Test
  void aMergeReplacesItsOwnRuns() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    succeeds(COMPARE, one);
    succeeds(COMPARE + " --seed 2", two);
    Files.move(two.resolve("runs/sgd-seed2"), two.resolve("runs/sgd-seed1"));
    Path out = folder.resolve("out");
    succeeds("report " + one + " " + two + " --quiet", out);
    write(out.resolve("runs/notes.txt"));
    write(out.resolve("runs/sgd-seed1-2/notes.txt"));
    Map<String, String> before = tree(out);
    succeeds("report " + one + " " + two + " --quiet --overwrite", out);
    assertEquals(before, tree(out));
  }

  @Test
  void nothingOfItsOwnStaysBeside() throws IOException {
    Path out = folder.resolve("out");
    succeeds(TUNE, out);
    assertTrue(Files.exists(out.resolve("tuning.svg")));
    write(out.resolve("runs/sgd-seed1/notes.txt"));
    String other = "compare --optimizers adam --seeds 1 --overwrite" + DATA;
    succeeds(other, out);
    assertEquals(List.of("notes.txt"), List.of(out.resolve("runs/sgd-seed1").toFile().list()));
    succeeds(TUNE + " --overwrite", out);
    assertFalse(Files.exists(out.resolve("runs/adam-seed1")));
    succeeds(other, out);
    assertFalse(Files.exists(out.resolve("tuning")));
    assertFalse(Files.exists(out.resolve("tuning.csv")));
    assertFalse(Files.exists(out.resolve("tuning.svg")));
  }

  /** A plan from elsewhere names no folder outside. */
  @Test
  void aRecordLeadsNowhereElse() throws IOException {
    Path out = folder.resolve("out");
    succeeds(COMPARE, out);
    Path plan = out.resolve("comparison.json");
    Files.writeString(plan, Files.readString(plan).replace("\"sgd\"", "\"../../mine\""));
    succeeds(TRAIN, folder.resolve("mine-seed1"));
    assertRefused("no comparison.json there tells", COMPARE + " --overwrite", out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps.csv", "model.safetensors", "units.png"})
  void whatCannotBeReplacedIsRefusedBeforeAnythingIsDeleted(String name) throws IOException {
    Path run = folder.resolve("run");
    succeeds(TRAIN, run);
    Files.delete(run.resolve(name));
    write(run.resolve(name).resolve("inside"));
    assertRefused("there tells that train wrote", TRAIN + " --overwrite", run);

    Path out = folder.resolve("out");
    succeeds(COMPARE, out);
    Files.delete(out.resolve("runs/adam-seed1/steps.csv"));
    write(out.resolve("runs/adam-seed1/steps.csv/inside"));
    assertRefused("there tells that train wrote", COMPARE + " --overwrite", out);
  }

  @Test
  void aTrainingThatIsAtWorkIsLeftAlone() throws IOException {
    Path out = folder.resolve("out");
    succeeds(COMPARE, out);
    Map<String, String> before = tree(out);
    try (FolderLock lock = FolderLock.take(out.resolve("runs/sgd-seed1"))) {
      InProcess ended = run(COMPARE + " --overwrite", out);
      assertEquals(1, ended.exitCode(), ended.err());
      assertTrue(ended.err().contains(lock.folder() + ": another program"), ended.err());
    }
    assertEquals(before, tree(out));
  }

  @Test
  void evaluationsReplaceTheirOwnFilesAlone() throws IOException {
    succeeds(TRAIN, folder.resolve("run"));
    Path out = folder.resolve("out");
    String evaluate =
        "evaluate " + folder.resolve("run") + " --data digits --digits 60 --test-digits 20 --quiet";
    write(out.resolve("confusion.svg"));
    assertRefused("no evaluation.json there tells", evaluate + " --overwrite", out);
    Files.delete(out.resolve("confusion.svg"));
    succeeds(evaluate, out);
    write(out.resolve("mine.svg"));
    succeeds(evaluate + " --overwrite", out);
    assertEquals("mine", Files.readString(out.resolve("mine.svg")));
    assertRefused("holds what evaluate wrote, not train", TRAIN + " --overwrite", out);
  }

  @Test
  void aSheetTakesNoOthersPlace() throws IOException {
    Path out = folder.resolve("out");
    String show = "data show --data digits --digits 60 --quiet --overwrite";
    write(out.resolve("examples.png"));
    assertRefused("holds a examples.png already", show, out);
    Files.delete(out.resolve("examples.png"));
    write(out.resolve("mine.png"));
    succeeds(show, out);
    assertEquals("mine", Files.readString(out.resolve("mine.png")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz", "t10k-labels.idx1-ubyte"})
  void anExportReplacesNothing(String name) throws IOException {
    Path out = folder.resolve("out");
    String export = "data export --data digits --digits 60 --quiet --into " + out;
    write(out.resolve(name));
    Map<String, String> before = tree(out);
    InProcess ended = InProcess.run(export.split(" "));
    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("holds such files already"), ended.err());
    assertEquals(before, tree(out));

    Files.move(out.resolve(name), out.resolve("mine"));
    assertEquals(0, InProcess.run(export.split(" ")).exitCode());
    assertEquals("mine", Files.readString(out.resolve("mine")));
    assertFalse(Files.exists(out.resolve(FolderLock.NAME)));
  }

  @Test
  void theSystemsWayToAFolderIsTaken() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("other/deep"));
    Files.createSymbolicLink(folder.resolve("link"), deep);
    succeeds(DESCEND, folder.resolve("link/../a"));
    assertTrue(Files.exists(folder.resolve("other/a/report.html")));
    succeeds(DESCEND, folder.resolve("new/../b"));
    assertTrue(Files.exists(folder.resolve("b/report.html")));
    succeeds(DESCEND, folder.resolve("link"));
    assertTrue(Files.exists(deep.resolve("report.html")));
  }

  @ParameterizedTest
  @CsvSource({
    "gone, is a link that leads nowhere",
    "gone/a, gone is a link that leads nowhere",
    "gone/../gone/a, gone is a link that leads nowhere",
    "file, is a file",
    "file/a, file is a file",
    "file/../a, file is a file",
  })
  void saysWhyAFolderCannotBe(String out, String reason) throws IOException {
    Files.createSymbolicLink(folder.resolve("gone"), folder.resolve("nowhere"));
    write(folder.resolve("file"));
    Path path = Path.of(folder + "/" + out);
    assertRefused(reason + "; name a folder", DESCEND, path);
    for (String command :
        List.of(
            "data export --data digits --digits 60 --quiet --into ",
            "predict model image --save-input ")) {
      InProcess ended = InProcess.run((command + path).split(" "));
      assertEquals(2, ended.exitCode(), ended.err());
      assertTrue(ended.err().contains(reason + "; name a folder"), ended.err());
    }
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");
  }

  private static InProcess run(String command, Path out) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--out", out.toString()));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private static void succeeds(String command, Path out) {
    InProcess ended = run(command, out);
    assertEquals(0, ended.exitCode(), ended.err());
  }

  /** In one line, and everything is as it was. */
  private void assertRefused(String message, String command, Path out) throws IOException {
    Map<String, String> before = tree(folder);
    InProcess ended = run(command, out);
    assertEquals(2, ended.exitCode(), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertEquals(before, tree(folder));
  }

  /** Every file by its content. */
  private static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        tree.put(
            folder.relativize(file).toString(),
            Files.isRegularFile(file) ? Sha256.of(Files.readAllBytes(file)) : "");
      }
    }
    return tree;
  }
}
