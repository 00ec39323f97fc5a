package zigzag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import zigzag.initializer.Initializer;
import zigzag.optimizer.Optimizer;

/**
 * Makes jars of rules as users do: compiles sources and lists the rules among them.
 *
 * @param scratch a folder for sources and classes
 */
public record PluginJar(Path scratch) {
  /** An optimizer that docs/extending.md shows, by its class. */
  public static Map<String, String> signum() throws IOException {
    return example("Signum");
  }

  /** An initializer that docs/extending.md shows, by its class. */
  public static Map<String, String> sparse() throws IOException {
    return example("Sparse");
  }

  private static Map<String, String> example(String name) throws IOException {
    try (InputStream source =
        PluginJar.class.getResourceAsStream("/plugin/com/example/" + name + ".java")) {
      return Map.of(
          "com.example." + name, new String(source.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Writes a jar of optimizers.
   *
   * @param services the content of the list of rules; null for a jar without
   * @param sources each class with its source
   */
  public void write(Path jar, String services, Map<String, String> sources, Path... classPath)
      throws IOException {
    Path classes = Files.createTempDirectory(scratch, "classes");
    compile(classes, sources, classPath);
    archive(jar, classes, services == null ? Map.of() : Map.of(Optimizer.class, services));
  }

  /** Writes a jar of initializers. */
  public void writeInitializer(Path jar, String services, Map<String, String> sources)
      throws IOException {
    Path classes = Files.createTempDirectory(scratch, "classes");
    compile(classes, sources);
    archive(jar, classes, Map.of(Initializer.class, services));
  }

  void compile(Path target, Map<String, String> sources, Path... classPath) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "sources");
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (Path entry : classPath) {
      path.append(File.pathSeparator).append(entry);
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      int errors =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-proc:none",
                  "-encoding",
                  "UTF-8",
                  "-cp",
                  path.toString(),
                  "-d",
                  target.toString(),
                  file.toString());
      assertEquals(0, errors, source.getKey());
    }
  }

  /** The classes of a folder and the lists of rules among them, by their interface. */
  static void archive(Path jar, Path classes, Map<Class<?>, String> services) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path file : files) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
      for (Map.Entry<Class<?>, String> list : services.entrySet()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + list.getKey().getName()));
        out.write(list.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
