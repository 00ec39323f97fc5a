package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every flag of every command, as the parser's own model lists them, with values that make no
 * sense: each is taken, or refused in one line with exit code 2 and nothing written.
 */
@Tag("slow")
final class BadSettingsTest {
  private static final String IN_THE_WAY = "is a file; name a folder";
  private static final String LARGE = "2147483647";

  private static final List<String> VALUES =
      List.of(
          "text",
          "-1",
          "0",
          "1.5",
          LARGE,
          "99999999999999999999",
          "1e308",
          "-1e308",
          "1e-320",
          "NaN",
          "Infinity",
          "-Infinity",
          "0x10",
          " ",
          "");

  /** For flags that several commands share, once one of them has been given all. */
  private static final List<String> FEW = List.of("text", "-1", "");

  /** What no number may be, whatever it is for. */
  private static final Set<String> NO_NUMBERS =
      Set.of("text", "NaN", "Infinity", "-Infinity", " ", "");

  /** Numbers that may be below 0. */
  private static final Set<String> SIGNED =
      Set.of("--seed", "--split-seed", "--digits-seed", "--bias-init");

  /** What a command may take and still not survive, so that it is seen through to the end. */
  private static final Set<String> EXTREMES = Set.of("0", LARGE, "1e308", "1e-320");

  /** Commands of several trainings; their trainings are those of the command train. */
  private static final Set<String> SEVERAL = Set.of("compare", "symmetry");

  /** Commands that write a folder. */
  private static final Set<String> WRITERS =
      Set.of("train", "compare", "symmetry", "descend", "evaluate", "data show");

  /** As many as there is patience for; a large number is taken, and not waited for. */
  private static final Set<String> ENDLESS = Set.of("--epochs", "--steps");

  /** Commands that end with 1, or with figures and 2, if what they look at is not there. */
  private static final Set<String> OUTSIDE = Set.of("data fetch", "data verify");

  private static ServerSocket taken;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void trains() throws IOException {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    InProcess data = InProcess.run(arguments("data export", "--digits", shared.resolve("data")));
    assertEquals(0, data.exitCode(), data.err());
    InProcess run = InProcess.run(arguments("train", "", shared.resolve("run")));
    assertEquals(0, run.exitCode(), run.err());
    InProcess descent = InProcess.run(arguments("descend", "", shared.resolve("descent")));
    assertEquals(0, descent.exitCode(), descent.err());
    ImageIO.write(
        new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        shared.resolve("digit.png").toFile());
    Files.writeString(shared.resolve("file"), "in the way");
  }

  @AfterAll
  static void frees() throws IOException {
    taken.close();
  }

  /** Arguments with which a command ends well, and soon; on digits if a flag is about them. */
  private static String[] arguments(String command, String flag, Path out) {
    String data =
        flag.contains("digits")
            ? " --data digits --digits 60 --test-digits 20"
            : " --data " + shared.resolve("data");
    String training = data + " --epochs 1 --hidden 4 --batch 10 --validation 5 --threads 1";
    String flags =
        switch (command) {
          case "train" -> training + " --out " + out;
          case "compare" -> training + " --optimizers sgd --seeds 1 --tune --out " + out;
          case "symmetry" -> training + " --inits he --out " + out;
          case "gradcheck" -> training + " --parameters 2";
          case "descend" -> " --steps 3 --out " + out;
          case "evaluate" -> " " + shared.resolve("run") + data + " --out " + out;
          case "predict" -> " " + shared.resolve("run") + " " + shared.resolve("digit.png");
          case "export" -> " " + shared.resolve("run") + " --format npz --out " + out;
          case "report" -> " " + shared.resolve("descent");
          // Otherwise it would not end: the folder is a file, the port another's.
          case "serve" ->
              data + " --runs " + shared.resolve("file") + " --port " + taken.getLocalPort();
          // It ends at the folder, before the network: into a file nothing can be fetched.
          case "data fetch" ->
              " --into " + shared.resolve("file") + " --mirror http://localhost:9/";
          case "data verify" -> " " + shared;
          case "data info" -> data;
          case "data show" -> data + " --out " + out;
          case "data export" -> data + " --into " + out;
          default -> "";
        };
    return (command + flags + " --quiet").split(" ", -1);
  }

  static Stream<Arguments> flags() {
    List<Arguments> flags = new ArrayList<>();
    collect(Zigzag.parser(new Zigzag()), "", new HashSet<>(), flags);
    return flags.stream();
  }

  private static void collect(
      CommandLine command, String name, Set<Object> fields, List<Arguments> flags) {
    for (var entry : command.getSubcommands().entrySet()) {
      collect(entry.getValue(), (name + " " + entry.getKey()).strip(), fields, flags);
    }
    if (command.getSubcommands().isEmpty()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.usageHelp() && !option.versionHelp()) {
          List<String> values = fields.add(option.userObject()) ? VALUES : FEW;
          flags.add(Arguments.arguments(name, option.longestName(), option, values));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("flags")
  void takesOrRefusesEveryValue(
      String command, String flag, OptionSpec option, List<String> values) {
    assertAll(
        values.stream()
            .map(value -> given(option, flag + "=", value))
            .map(given -> () -> tries(command, option, given)));
    if (values.size() == VALUES.size() && !option.isMultiValue()) {
      refusesTwice(command, option);
    }
  }

  private static void refusesTwice(String command, OptionSpec option) {
    List<String> once = given(option, option.longestName(), "1");
    List<String> twice = new ArrayList<>(once);
    twice.addAll(once);
    InProcess ended = run(command, option, twice, shared.resolve("file"));
    assertEquals(2, ended.exitCode(), ended.err());
    // In our words within a group of flags, in the parser's elsewhere.
    assertTrue(
        ended.err().matches("(?s).*(is given more than|specified only) once.*"), ended.err());
  }

  /** The flag with a value; one that takes none can be given one only behind an equals sign. */
  private static List<String> given(OptionSpec option, String spelling, String value) {
    if (option.arity().max() == 0) {
      return List.of(spelling.endsWith("=") ? spelling + value : spelling);
    }
    // A name for a file or folder to write is tried out of the way.
    String text =
        option.type() == Path.class && !value.isBlank()
            ? shared.resolve("named " + value).toString()
            : value;
    return spelling.endsWith("=") ? List.of(spelling + text) : List.of(spelling, text);
  }

  private void tries(String command, OptionSpec option, List<String> given) throws IOException {
    String value = given.get(given.size() - 1).replaceFirst("^--[a-z0-9-]+=", "");
    boolean isSeenThrough =
        EXTREMES.contains(value) && !isEndless(option, value) && !SEVERAL.contains(command);
    if (!isSeenThrough && WRITERS.contains(command) && !option.longestName().equals("--out")) {
      // With a file where the folder should be, all is checked and nothing takes its time.
      InProcess ended = run(command, option, given, shared.resolve("file"));
      if (ended.err().contains(IN_THE_WAY)) {
        assertTrue(isAcceptable(option, value), command + " " + given);
        return;
      }
      if (ended.exitCode() == 2 && ended.err().matches("zigzag: .*--help\\)\\R")) {
        return; // by the parser, before the command began
      }
    }
    delete(folder.resolve("out"));
    InProcess ended = run(command, option, given, folder.resolve("out"));
    String what = command + " " + given + ": exit code " + ended.exitCode() + "\n" + ended.err();
    assertTrue(ended.exitCode() == 2 || isAcceptable(option, value), what);
    assertFalse(ended.err().contains("\tat ") || ended.err().contains("mistake of"), what);
    if (ended.exitCode() == 0) {
      return;
    }
    List<String> errors = ended.err().lines().filter(BadSettingsTest::isError).toList();
    assertEquals(1, errors.size(), what);
    assertTrue(errors.get(0).startsWith("zigzag: "), what);
    if (ended.exitCode() == 2) {
      assertTrue(ended.out().isEmpty() || OUTSIDE.contains(command), what);
      assertFalse(Files.exists(folder.resolve("out")), what);
    } else {
      // Numbers without bounds may still be too large for the training; and what is on the disk or
      // the network is no setting.
      assertTrue(
          ended.exitCode() == 3 || (ended.exitCode() == 1 && OUTSIDE.contains(command)), what);
    }
  }

  /** What is said without --quiet, which is itself a flag to try, is no error. */
  private static boolean isError(String line) {
    return !line.startsWith("fetching MNIST into ");
  }

  private static boolean isEndless(OptionSpec option, String value) {
    return ENDLESS.contains(option.longestName()) && value.equals(LARGE);
  }

  private static boolean isAcceptable(OptionSpec option, String value) {
    if (option.arity().max() == 0) {
      return true;
    }
    boolean isNumber =
        Set.of("int", "long", "double", "Integer", "Long", "Double")
            .contains(option.type().getSimpleName());
    return !value.isBlank()
        && !(isNumber && NO_NUMBERS.contains(value))
        && !(isNumber && value.startsWith("-") && !SIGNED.contains(option.longestName()));
  }

  /** Runs a command with its usual arguments, of which those given take the place. */
  private static InProcess run(String command, OptionSpec option, List<String> given, Path out) {
    List<String> all = new ArrayList<>(List.of(arguments(command, option.longestName(), out)));
    List<String> names = Arrays.asList(option.names());
    for (int i = all.size() - 1; i > 0; i--) {
      boolean isReplaced =
          names.contains(all.get(i))
              || (option.longestName().equals("--steps") && all.get(i).equals("--epochs"));
      if (isReplaced) {
        all.remove(i);
        if (option.arity().max() > 0) {
          all.remove(i);
        }
      }
    }
    all.addAll(given);
    return InProcess.run(all.toArray(String[]::new));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
