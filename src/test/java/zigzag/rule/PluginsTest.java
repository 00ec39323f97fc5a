package zigzag.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;
import zigzag.Needs;
import zigzag.initializer.Initializer;
import zigzag.initializer.Initializers;
import zigzag.optimizer.Adam;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Optimizers;
import zigzag.training.settings.Registries;

/** Rules that users write, compile and put in a jar. */
@Tag("slow")
class PluginsTest {
  @TempDir private Path directory;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(directory.resolve("plugins"));
  }

  @Test
  void stepsWithARuleThatAUserCompiled() throws IOException {
    jar(
        "signum.jar",
        "# a rule of our own\ncom.example.Signum # and a comment\n",
        PluginJar.signum());
    Optimizers optimizers = Registries.in(plugins).optimizers();
    Optimizer rule = optimizers.create("Signum", Map.of("lr", 0.25, "momentum", 0.5));
    assertEquals(Map.of("learningRate", 0.25, "momentum", 0.5), Optimizers.hyperparameters(rule));

    float[] parameters = {1, 1, 1};
    float[][] slots = new float[1][3];
    rule.step(parameters, new float[] {3, -0.5f, 0}, slots, 1, 0.25);
    rule.step(parameters, new float[] {-1, -0.5f, 0}, slots, 2, 0.25);
    assertArrayEquals(new float[] {0.5f, 1.5f, 1}, parameters);
    assertArrayEquals(new float[] {0.25f, -0.375f, 0}, slots[0]);

    assertEquals(12, optimizers.all().size());
    assertEquals(new Adam(), optimizers.create("adam", Map.of()));
  }

  @Test
  void drawsWithAnInitializerThatAUserCompiled() throws IOException {
    initializerJar("sparse.jar", "com.example.Sparse", PluginJar.sparse());
    Initializers initializers = Registries.in(plugins).initializers();
    Initializer rule = initializers.named("SPARSE:connections=2");
    assertEquals("sparse:connections=2.0", rule.label());
    assertEquals("sparse", initializers.named("sparse:connections=15").label());

    float[] weights = rule.sample(20, 300, new SplittableRandom(1));
    for (int unit = 0; unit < 300; unit++) {
      int drawn = 0;
      for (int i = 0; i < 20; i++) {
        drawn += weights[i * 300 + unit] == 0 ? 0 : 1;
      }
      assertTrue(drawn == 1 || drawn == 2, unit + " has " + drawn);
    }

    assertEquals(12, initializers.all().size());
    assertEquals(11, Registries.in(plugins).optimizers().all().size());
  }

  @Test
  void findsRulesOfBothKindsInOneFolder() throws IOException {
    jar("signum.jar", "com.example.Signum", PluginJar.signum());
    initializerJar("sparse.jar", "com.example.Sparse", PluginJar.sparse());
    Registries rules = Registries.in(plugins);
    assertEquals("signum", rules.optimizers().named("signum").name());
    assertEquals("sparse", rules.initializers().named("sparse").name());
  }

  @Test
  void quotesWhatAUsersInitializerRefuses() throws IOException {
    initializerJar("sparse.jar", "com.example.Sparse", PluginJar.sparse());
    Initializers initializers = Registries.in(plugins).initializers();
    InputException bad =
        assertThrows(InputException.class, () -> initializers.named("sparse:connections=0"));
    assertEquals("sparse: connections must be 1 to 1e6, not 0.0", bad.getMessage());
    InputException unknown =
        assertThrows(InputException.class, () -> initializers.named("sparse:std=1"));
    assertEquals("sparse has no hyperparameter \"std\"; it has connections", unknown.getMessage());
  }

  /** What an initializer is held to that an optimizer is, too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public record | record | must be a public record",
        "double connections | int connections | its component connections must be a double",
        "public Sparse() | Sparse() | needs a public constructor without arguments",
        "return \"Martens 2010, ICML\"; | return null; | source() gives null",
        "implements Initializer | implements Runnable"
            + " | must implement zigzag.initializer.Initializer",
        "Sparse | He | there is an initializer called he already; rename it"
      })
  void refusesWhatIsNoInitializer(String good, String instead, String reason) throws IOException {
    String source = PluginJar.sparse().get("com.example.Sparse");
    assertTrue(source.contains(good), good);
    String bad = source.replace(good, instead);
    if (instead.contains("Runnable")) {
      bad = bad.replace("@Override", "").replaceFirst("\\}\\s*$", "public void run() {} }");
    }
    String name = good.equals("Sparse") ? "com.example.He" : "com.example.Sparse";
    initializerJar("bad.jar", name, Map.of(name, bad));
    assertRefused("bad.jar", name + ": ", reason);
  }

  @Test
  void quotesWhatAUsersRuleRefuses() throws IOException {
    jar("signum.jar", "com.example.Signum", PluginJar.signum());
    Optimizers optimizers = Registries.in(plugins).optimizers();
    InputException e =
        assertThrows(
            InputException.class, () -> optimizers.create("signum", Map.of("momentum", 2.0)));
    assertEquals("signum: momentum must be in [0, 1), not 2.0", e.getMessage());
  }

  @Test
  void findsClassesInTheOtherJarsOfTheFolder() throws IOException {
    Path base = Files.createDirectories(directory.resolve("base"));
    new PluginJar(directory)
        .compile(base, Map.of("com.example.Base", "package com.example; public interface Base {}"));
    String rule = rule("Derived", "").replace("implements", "implements com.example.Base,");
    jar("derived.jar", "com.example.Derived", Map.of("com.example.Derived", rule), base);
    PluginJar.archive(plugins.resolve("a-library.jar"), base, Map.of());
    assertEquals("derived", Registries.in(plugins).optimizers().create("derived", Map.of()).name());

    Files.delete(plugins.resolve("a-library.jar"));
    assertRefused("derived.jar", "com.example.Derived can't be loaded: ");
  }

  @Test
  void findsPluginsOnTheClassPath() throws Exception {
    jar("signum.jar", "com.example.Signum", PluginJar.signum());
    try (URLClassLoader program = program(plugins.resolve("signum.jar"))) {
      Object optimizers =
          program.loadClass(Optimizers.class.getName()).getConstructor().newInstance();
      Object rule =
          optimizers
              .getClass()
              .getMethod("create", String.class, Map.class)
              .invoke(optimizers, "signum", Map.of("lr", 0.5));
      assertEquals("Signum[learningRate=0.5, momentum=0.9]", rule.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "com.example.Missing, com.example.Missing",
    "com.example.Bad, must be a public record"
  })
  void refusesBrokenPluginsOnTheClassPath(String listed, String reason) throws Exception {
    String bad = rule("Bad", "").replace("public record", "record");
    jar("broken.jar", listed, Map.of("com.example.Bad", bad));
    try (URLClassLoader program = program(plugins.resolve("broken.jar"))) {
      Class<?> optimizers = program.loadClass(Optimizers.class.getName());
      InvocationTargetException e =
          assertThrows(
              InvocationTargetException.class, () -> optimizers.getConstructor().newInstance());
      assertEquals(InputException.class.getName(), e.getCause().getClass().getName());
      assertTrue(e.getCause().getMessage().contains(reason), e.getCause().getMessage());
    }
  }

  /** The program in a world of its own, with one more jar on its class path. */
  private static URLClassLoader program(Path jar) throws IOException {
    URL classes = Optimizers.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(
        new URL[] {classes, jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public record | record | must be a public record",
        "double extra | int extra | its component extra must be a double",
        "double learningRate, double extra | double extra, double learningRate"
            + " | its first component must be learningRate",
        "public Bad() | Bad() | needs a public constructor without arguments",
        "this(0.5, 1); | this(0.5, 1 / (\"\".length() - 0)); | its constructor failed:"
            + " java.lang.Arith",
        "// static | static final int X = 1 / \"\".length(); | can't be created:"
            + " java.lang.Exception",
        "return \"bad\"; | return \"../bad\"; | must be of lower-case letters, digits and hyphens",
        "return \"bad\"; | return null; | name() gives null",
        "return \"bad\"; | throw new Error(\"no name\"); | name() failed: java.lang.Error: no name",
        "return 0; | return -1; | its slots are -1; they must be at least 0",
        "return 0; | return 1 / (int) Math.sin(0); | slots() failed: java.lang.ArithmeticException",
        "return \"θ ← θ\"; | return null; | formula() gives null",
        "return \"θ ← θ\"; | return formula(); | formula() failed: java.lang.StackOverflowError",
        "return \"none\"; | throw new NoClassDefFoundError(\"Gone\"); | source() failed:"
            + " java.lang.No",
        "// static | public double extra() { throw new IllegalStateException(\"shut\"); }"
            + " | extra() failed: java.lang.IllegalStateException: shut"
      })
  void refusesWhatIsNoRule(String good, String instead, String reason) throws IOException {
    String source = rule("Bad", "public String name() { return \"bad\"; }\n// static\n");
    assertTrue(source.contains(good), good);
    Map<String, String> sources = Map.of("com.example.Bad", source.replace(good, instead));
    jar("bad.jar", "com.example.Bad", sources);
    assertRefused("bad.jar", "com.example.Bad: ", reason);
  }

  /** The defaults are sound, and what a user made of them is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return 0; | return extra > 1 ? -1 : 0; | its slots are -1",
        "// compact | public Bad { if (extra > 1) throw new Error(\"shut\"); }"
            + " | its constructor failed: java.lang.Error: shut"
      })
  void refusesWhatIsNoRuleOnceItIsSet(String good, String instead, String reason)
      throws IOException {
    String source = rule("Bad", "// compact\n").replace(good, instead);
    jar("bad.jar", "com.example.Bad", Map.of("com.example.Bad", source));
    Optimizers optimizers = Registries.in(plugins).optimizers();
    InputException e =
        assertThrows(InputException.class, () -> optimizers.create("bad", Map.of("extra", 2.0)));
    assertTrue(
        e.getMessage().startsWith("plug-in " + plugins.resolve("bad.jar") + ": com.example.Bad: "),
        e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test
  void refusesAPipeInTheFolder() throws Exception {
    Path pipe = plugins.resolve("pipe.jar");
    Needs.that(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
    InputException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> assertThrows(InputException.class, () -> Registries.in(plugins).optimizers()));
    assertEquals("plug-in " + pipe + " is no file; move it away", e.getMessage());
  }

  @Test
  void saysInWordsWhyAFolderCannotBeRead() throws IOException {
    Files.setPosixFilePermissions(plugins, Set.of());
    try {
      Needs.that(!Files.isReadable(plugins), "this user may read everything");
      InputException e =
          assertThrows(InputException.class, () -> Registries.in(plugins).optimizers());
      assertEquals(
          "the plug-in folder " + plugins + " can't be read: permission denied", e.getMessage());
    } finally {
      Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void refusesAClassThatIsNoOptimizer() throws IOException {
    String source = "package com.example; public record Bad(double learningRate) {}";
    jar("bad.jar", "com.example.Bad", Map.of("com.example.Bad", source));
    assertRefused("bad.jar", "com.example.Bad: must implement zigzag.optimizer.Optimizer");
  }

  @Test
  void refusesAClassThatIsNotThere() throws IOException {
    jar("bad.jar", "com.example.Gone", PluginJar.signum());
    assertRefused("bad.jar", "there is no class com.example.Gone");
  }

  @Test
  void refusesTheNameOfABuiltInRule() throws IOException {
    jar("mine.jar", "com.example.Adam", Map.of("com.example.Adam", rule("Adam", "")));
    assertRefused("mine.jar", "com.example.Adam: there is an optimizer called adam already");
  }

  @Test
  void refusesTheNameOfAnotherPlugin() throws IOException {
    jar("first.jar", "com.example.Signum", PluginJar.signum());
    String other = rule("Other", "public String name() { return \"signum\"; }");
    jar("second.jar", "com.example.Other", Map.of("com.example.Other", other));
    assertRefused("second.jar", "com.example.Other: there is an optimizer called signum already");
  }

  @Test
  void refusesAJarThatIsNone() throws IOException {
    Files.writeString(plugins.resolve("torn.jar"), "PK but no more");
    assertRefused("torn.jar", "can't be read");
  }

  @Test
  void refusesAFolderWithoutPlugins() throws IOException {
    InputException empty =
        assertThrows(InputException.class, () -> Registries.in(plugins).optimizers());
    assertTrue(empty.getMessage().startsWith("no plug-ins in " + plugins), empty.getMessage());

    jar("library.jar", null, PluginJar.signum());
    InputException library =
        assertThrows(InputException.class, () -> Registries.in(plugins).optimizers());
    assertTrue(library.getMessage().contains("none of its 1 jars"), library.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "file"})
  void refusesAFolderThatIsNone(String name) throws IOException {
    Files.writeString(directory.resolve("file"), "");
    InputException e =
        assertThrows(InputException.class, () -> Registries.in(directory.resolve(name)));
    assertEquals("there is no plug-in folder " + directory.resolve(name), e.getMessage());
  }

  private void assertRefused(String jar, String... reasons) {
    InputException e =
        assertThrows(InputException.class, () -> Registries.in(plugins).optimizers());
    assertTrue(e.getMessage().startsWith("plug-in " + plugins.resolve(jar)), () -> e.getMessage());
    for (String reason : reasons) {
      assertTrue(e.getMessage().contains(reason), () -> e.getMessage() + " lacks " + reason);
    }
  }

  /** The source of a rule that does nothing. */
  private static String rule(String name, String more) {
    return """
    package com.example;
    public record NAME(double learningRate, double extra)
        implements zigzag.optimizer.Optimizer {
      MORE
      public NAME() { this(0.5, 1); }
      public int slots() { return 0; }
      public void step(float[] p, float[] g, float[][] s, long t, double rate) {}
      public String formula() { return "θ ← θ"; }
      public String source() { return "none"; }
    }
    """
        .replace("MORE", more)
        .replace("NAME", name);
  }

  private void initializerJar(String name, String services, Map<String, String> sources)
      throws IOException {
    new PluginJar(directory).writeInitializer(plugins.resolve(name), services, sources);
  }

  private void jar(String name, String services, Map<String, String> sources, Path... classPath)
      throws IOException {
    new PluginJar(directory).write(plugins.resolve(name), services, sources, classPath);
  }
}
