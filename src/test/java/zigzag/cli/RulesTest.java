package zigzag.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zigzag.rule.PluginJar;

/** What the program lists of its rules, and trains with rules of the user's own. */
@Tag("slow")
class RulesTest {
  @TempDir private Path folder;

  @BeforeEach
  void makePlugins() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginJar jar = new PluginJar(folder);
    jar.write(plugins.resolve("signum.jar"), "com.example.Signum", PluginJar.signum());
    jar.writeInitializer(plugins.resolve("sparse.jar"), "com.example.Sparse", PluginJar.sparse());
  }

  @Test
  void listsInitializersWithTheirDefaults() {
    String text = run("initializers").out();
    assertTrue(text.startsWith("zeros\n  w = 0\n  the textbook mistake: "), text);
    assertTrue(text.contains("\nnormal\n  w ~ N(0, std²), std = 0.01\n  common practice\n"), text);
    assertTrue(
        text.contains(
            """

            lecun-uniform
              w ~ U(-a, a), a = √(3 / fan-in)
              LeCun, Bottou, Orr and Müller, 1998
            """),
        text);
    assertTrue(
        run("initializers", "--json")
            .out()
            .contains("\"name\" : \"normal\",\n  \"formula\" : \"w ~ N(0, std²), std = 0.01\""),
        text);
  }

  @Test
  void listsPluginsAfterItsOwn() {
    String inits = run("initializers", "--plugins", plugins()).out();
    assertTrue(
        inits.endsWith(
            """

            sparse
              w ~ N(0, 1) for so many inputs of each unit, else 0, connections = 15
              Martens 2010, ICML

            """),
        inits);
    String optimizers = run("optimizers", "--plugins", plugins()).out();
    assertTrue(
        optimizers.endsWith(
            """

            signum
              m ← μ m + (1 - μ) g; θ ← θ - η sign(m)
              --lr 0.001  --momentum 0.9
              Bernstein et al. 2018, ICML, arXiv:1802.04434

            """),
        optimizers);
  }

  @Test
  void goesOnWithAPluginsStart() throws IOException {
    String[] start = {
      "train",
      "--data",
      "digits",
      "--digits",
      "600",
      "--test-digits",
      "100",
      "--validation",
      "100",
      "--hidden",
      "8",
      "--quiet",
      "--init",
      "Sparse:connections=4",
      "--plugins",
      plugins(),
      "--out"
    };
    String whole = folder.resolve("whole").toString();
    String halved = folder.resolve("halved").toString();
    run(join(start, whole, "--epochs", "2"));
    run(join(start, halved, "--epochs", "1"));
    String config = Files.readString(folder.resolve("whole/config.json"));
    assertTrue(config.contains("\"sparse:connections=4.0\""), config);

    InProcess without =
        InProcess.run("train", "--resume", "--epochs", "2", "--quiet", "--out", halved);
    assertEquals(2, without.exitCode());
    assertTrue(without.err().contains("there is no initializer \"sparse\""), without.err());

    run("train", "--resume", "--epochs", "2", "--quiet", "--plugins", plugins(), "--out", halved);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole/steps.csv")),
        Files.readAllBytes(folder.resolve("halved/steps.csv")));
  }

  private static InProcess run(String... arguments) {
    InProcess ended = InProcess.run(arguments);
    assertEquals(0, ended.exitCode(), ended.err());
    return ended;
  }

  private String plugins() {
    return folder.resolve("plugins").toString();
  }

  private static String[] join(String[] first, String... second) {
    return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
