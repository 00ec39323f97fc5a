package zigzag.rule;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zigzag.FileFault;
import zigzag.InputException;
import zigzag.Numerals;
import zigzag.rule.Registry.Kind;

/**
 * Rules that somebody else wrote: classes that a jar lists in {@code META-INF/services/}, in a file
 * called as the interface that they implement.
 */
public final class Plugins {
  /** Names become parts of file names: of run folders, for one. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final List<Path> jars;

  /** Never closed: a rule may need another class of its jar at any time. */
  private final ClassLoader loader;

  /** Those on the class path. */
  public Plugins() {
    this(List.of());
  }

  private Plugins(List<Path> jars) {
    this.jars = jars;
    URL[] urls = jars.stream().map(Plugins::url).toArray(URL[]::new);
    loader = new URLClassLoader(urls, Plugins.class.getClassLoader());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those in a folder's jars as well, one at least; jars without one are their libraries. */
  public static Plugins in(Path folder, List<Kind<?>> kinds) {
    List<Path> jars = jars(folder);
    if (jars.stream()
        .allMatch(jar -> kinds.stream().allMatch(kind -> classNames(jar, kind).isEmpty()))) {
      throw new InputException(
          "no plug-ins in %s: none of its %d jars has a %s that lists a class",
          folder,
          jars.size(),
          kinds.stream().map(Plugins::service).collect(Collectors.joining(" or ")));
    }
    return new Plugins(jars);
  }

  /**
   * The plug-ins of a kind, with their default hyperparameters.
   *
   * <p>The jars' own lists are read, rather than left to {@link ServiceLoader}, so that whatever is
   * wrong is wrong in a jar that has a name.
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

  /** Holds a class to what {@link Rule} asks of its implementations, and makes a rule of it. */
  private static <T extends Rule> T create(Kind<T> kind, Class<?> type) {
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
    try {
      T rule = kind.type().cast(type.getConstructor().newInstance());
      requireAnswers(kind, rule);
      return rule;
    } catch (NoSuchMethodException e) {
      throw refusal(type, "needs a public constructor without arguments, for its defaults");
    } catch (InvocationTargetException e) {
      throw refusal(type, "its constructor failed: " + e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw refusal(type, "can't be created: " + e);
    }
  }

  /** Asks a rule all that the program will ever ask it, but for its work. */
  static <T extends Rule> void requireAnswers(Kind<T> kind, T rule) {
    Class<?> type = rule.getClass();
    Stream.concat(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor),
            Arrays.stream(kind.type().getMethods()))
        .filter(question -> question.getParameterCount() == 0)
        .forEach(question -> ask(rule, question));
    if (!NAME.matcher(rule.name()).matches()) {
      throw refusal(
          type,
          Numerals.format(
              "its name must be of lower-case letters, digits and hyphens, not \"%s\"",
              rule.name()));
    }
    try {
      kind.requirement().accept(rule);
    } catch (IllegalArgumentException e) {
      throw refusal(type, e.getMessage());
    }
  }

  private static void ask(Rule rule, Method question) {
    String answer = question.getName() + "() ";
    try {
      if (question.invoke(rule) == null) {
        throw refusal(rule.getClass(), answer + "gives null");
      }
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof OutOfMemoryError error) {
        throw error;
      }
      throw refusal(rule.getClass(), answer + "failed: " + e.getCause());
    } catch (IllegalAccessException e) {
      throw refusal(rule.getClass(), answer + "failed: " + e);
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

  /** The jars of a folder, by name; throws {@link InputException} if it can't be read. */
  public static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputException("there is no plug-in folder " + folder);
    }
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new InputException(
          "the plug-in folder " + folder + " can't be read: " + FileFault.reason(e), e);
    }
    for (Path jar : jars) {
      // A pipe would be waited for.
      if (!Files.isRegularFile(jar)) {
        throw new InputException("plug-in " + jar + " is no file; move it away");
      }
    }
    return jars;
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
      try (InputStream list = file.getInputStream(entry)) {
        return new String(list.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
      }
    } catch (IOException | SecurityException e) {
      throw new InputException("plug-in " + jar + " can't be read: " + e.getMessage(), e);
    }
  }
}
