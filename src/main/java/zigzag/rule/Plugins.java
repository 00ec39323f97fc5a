package zigzag.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.InputException;

/**
 * Rules that somebody else wrote: classes that a jar lists in {@code META-INF/services/}, in a file
 * called as the interface that they implement.
 */
public final class Plugins {
  /** Names become parts of file names: of run folders, for one. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final List<Path> jars;
  private final ClassLoader loader;

  /** Those on the class path. */
  public Plugins() {
    this(List.of());
  }

  private Plugins(List<Path> jars) {
    this.jars = jars;
    loader = loader(jars);
  }

  /**
   * Those on the class path and those in the jars of a folder; jars without one are their
   * libraries.
   *
   * @throws InputException if there is no such folder, or no plug-in of these kinds in it
   */
  public static Plugins in(Path folder, List<Kind<?>> kinds) {
    Plugins plugins = new Plugins(jars(folder));
    if (plugins.jars.stream()
        .allMatch(jar -> kinds.stream().allMatch(kind -> classNames(jar, kind).isEmpty()))) {
      throw new InputException(
          "no plug-ins in "
              + folder
              + ": none of its "
              + plugins.jars.size()
              + " jars has a "
              + kinds.stream().map(Plugins::service).collect(Collectors.joining(" or "))
              + " that lists a class");
    }
    return plugins;
  }

  /**
   * The plug-ins of a kind, with their default hyperparameters.
   *
   * <p>The jars' own lists are read, rather than left to {@link ServiceLoader}, so that whatever is
   * wrong is wrong in a jar that has a name.
   *
   * @throws InputException if one can't be loaded or is no rule
   */
  <T extends Rule> List<T> of(Kind<T> kind) {
    List<T> rules = new ArrayList<>();
    try {
      ServiceLoader.load(kind.type(), kind.type().getClassLoader()).stream()
          .forEach(provider -> rules.add(create(kind, provider.type())));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new InputException("plug-in on the class path: " + e.getMessage(), e);
    }
    for (Path jar : jars) {
      for (String className : classNames(jar, kind)) {
        String start = "plug-in " + jar + ": ";
        try {
          rules.add(create(kind, Class.forName(className, false, loader)));
        } catch (ClassNotFoundException e) {
          throw new InputException(
              start + "there is no class " + className + ", which its " + service(kind) + " lists",
              e);
        } catch (LinkageError | SecurityException e) {
          throw new InputException(start + className + " can't be loaded: " + e, e);
        }
      }
    }
    return rules;
  }

  private static <T extends Rule> T create(Kind<T> kind, Class<?> type) {
    check(kind, type);
    T rule;
    try {
      rule = kind.type().cast(type.getConstructor().newInstance());
    } catch (NoSuchMethodException e) {
      throw refusal(type, "needs a public constructor without arguments, for its defaults");
    } catch (InvocationTargetException e) {
      throw refusal(type, "its constructor failed: " + e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw refusal(type, "can't be created: " + e);
    }
    requireAnswers(kind, rule);
    return rule;
  }

  /** Holds a class to what {@link Rule} asks of its implementations. */
  private static void check(Kind<?> kind, Class<?> type) {
    if (!kind.type().isAssignableFrom(type)) {
      throw refusal(type, "must implement " + kind.type().getName());
    }
    if (!type.isRecord() || !Modifier.isPublic(type.getModifiers())) {
      throw refusal(type, "must be a public record");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() != double.class) {
        throw refusal(type, "its component " + component.getName() + " must be a double");
      }
    }
  }

  /**
   * Asks a rule all that the program will ever ask it, but for its work.
   *
   * @throws InputException if an answer is missing or won't do
   */
  static <T extends Rule> void requireAnswers(Kind<T> kind, T rule) {
    Class<?> type = rule.getClass();
    for (RecordComponent component : type.getRecordComponents()) {
      ask(type, component.getName(), () -> component.getAccessor().invoke(rule));
    }
    for (Method question : kind.type().getMethods()) {
      if (question.getParameterCount() == 0) {
        ask(type, question.getName(), () -> question.invoke(rule));
      }
    }
    if (!NAME.matcher(rule.name()).matches()) {
      throw refusal(
          type,
          "its name must be of lower-case letters, digits and hyphens, not \""
              + rule.name()
              + "\"");
    }
    try {
      kind.requirement().accept(rule);
    } catch (IllegalArgumentException e) {
      throw refusal(type, e.getMessage());
    }
  }

  private static void ask(Class<?> type, String what, Callable<Object> question) {
    try {
      if (question.call() == null) {
        throw refusal(type, what + "() gives null");
      }
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof OutOfMemoryError error) {
        throw error;
      }
      throw refusal(type, what + "() failed: " + e.getCause());
    } catch (InputException e) {
      throw e;
    } catch (Exception e) {
      throw refusal(type, what + "() failed: " + e);
    }
  }

  /** Whether a class is a rule of the program itself. */
  static boolean isBuiltIn(Class<?> type) {
    return origin(type).equals(origin(Plugins.class));
  }

  /** What to throw when a rule of that class won't do. */
  static InputException refusal(Class<?> type, String reason) {
    return new InputException(complaint(type, reason));
  }

  /** A complaint about a class that names the jar it came from. */
  static String complaint(Class<?> type, String reason) {
    return "plug-in " + origin(type) + ": " + type.getName() + ": " + reason;
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null
        ? "on the class path"
        : Path.of(URI.create(source.getLocation().toString())).toString();
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputException("there is no plug-in folder " + folder);
    }
    if (!Files.isReadable(folder)) {
      throw new InputException(
          "the plug-in folder " + folder + " can't be read: permission denied");
    }
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new InputException(
          "the plug-in folder " + folder + " can't be read: " + e.getMessage(), e);
    }
    for (Path jar : jars) {
      // A pipe would be waited for.
      if (!Files.isRegularFile(jar)) {
        throw new InputException("plug-in " + jar + " is no file; move it away");
      }
    }
    return jars;
  }

  /** Never closed: a rule may need another class of its jar at any time. */
  private static ClassLoader loader(List<Path> jars) {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = jars.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
    return new URLClassLoader(urls, Plugins.class.getClassLoader());
  }

  private static String service(Kind<?> kind) {
    return "META-INF/services/" + kind.type().getName();
  }

  /** The classes that a jar lists as rules of a kind. */
  private static List<String> classNames(Path jar, Kind<?> kind) {
    try (JarFile file = new JarFile(jar.toFile())) {
      JarEntry entry = file.getJarEntry(service(kind));
      if (entry == null) {
        return List.of();
      }
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8))) {
        return lines
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
      }
    } catch (IOException | UncheckedIOException | SecurityException e) {
      throw new InputException("plug-in " + jar + " can't be read: " + e.getMessage(), e);
    }
  }
}
