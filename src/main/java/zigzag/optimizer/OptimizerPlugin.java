package zigzag.optimizer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
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
import java.util.stream.Stream;
import zigzag.InputException;

/**
 * A rule that somebody else wrote: a class that a jar lists in {@code
 * META-INF/services/zigzag.optimizer.Optimizer}.
 *
 * @param optimizer the rule with its default hyperparameters
 * @param origin the jar or folder it came from
 */
record OptimizerPlugin(Optimizer optimizer, String origin) {
  private static final String SERVICE = "META-INF/services/" + Optimizer.class.getName();

  /** Names become parts of file names: of run folders, for one. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  /**
   * The plug-ins on the class path.
   *
   * @throws InputException if one can't be loaded or is no rule
   */
  static List<OptimizerPlugin> onClassPath() {
    List<OptimizerPlugin> plugins = new ArrayList<>();
    try {
      ServiceLoader.load(Optimizer.class, Optimizer.class.getClassLoader()).stream()
          .forEach(provider -> plugins.add(create(provider.type(), origin(provider.type()))));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new InputException("plug-in on the class path: " + e.getMessage(), e);
    }
    return plugins;
  }

  /**
   * The plug-ins in the jars of a folder; jars without one are their libraries.
   *
   * <p>The jars' own lists are read, rather than left to {@link ServiceLoader}, so that whatever is
   * wrong is wrong in a jar that has a name.
   *
   * @throws InputException if there is no such folder or no plug-in in it, or one can't be loaded
   *     or is no rule
   */
  static List<OptimizerPlugin> inFolder(Path folder) {
    List<Path> jars = jars(folder);
    ClassLoader loader = loader(jars);
    List<OptimizerPlugin> plugins = new ArrayList<>();
    for (Path jar : jars) {
      for (String className : classNames(jar)) {
        try {
          plugins.add(create(Class.forName(className, false, loader), jar.toString()));
        } catch (ClassNotFoundException e) {
          throw new InputException(
              "plug-in "
                  + jar
                  + ": there is no class "
                  + className
                  + ", which its "
                  + SERVICE
                  + " lists",
              e);
        } catch (LinkageError | SecurityException e) {
          throw new InputException(
              "plug-in " + jar + ": " + className + " can't be loaded: " + e, e);
        }
      }
    }
    if (plugins.isEmpty()) {
      throw new InputException(
          "no plug-ins in "
              + folder
              + ": none of its "
              + jars.size()
              + " jars has a "
              + SERVICE
              + " that lists a class");
    }
    return plugins;
  }

  /** What to throw when this plug-in won't do. */
  InputException refuse(String reason) {
    return refusal(origin, optimizer.getClass(), reason);
  }

  /** What to throw when a rule of that class won't do. */
  static InputException refusal(Class<?> type, String reason) {
    return refusal(origin(type), type, reason);
  }

  private static InputException refusal(String origin, Class<?> type, String reason) {
    return new InputException(complaint(origin, type, reason));
  }

  private static OptimizerPlugin create(Class<?> type, String origin) {
    check(type, origin);
    Optimizer optimizer;
    try {
      optimizer = (Optimizer) type.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw refusal(origin, type, "needs a public constructor without arguments, for its defaults");
    } catch (InvocationTargetException e) {
      throw refusal(origin, type, "its constructor failed: " + e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw refusal(origin, type, "can't be created: " + e);
    }
    requireAnswers(optimizer, origin);
    return new OptimizerPlugin(optimizer, origin);
  }

  /**
   * Asks a rule all that the program will ever ask it, but for a step.
   *
   * @throws InputException if an answer is missing or won't do
   */
  static void requireAnswers(Optimizer rule) {
    requireAnswers(rule, origin(rule.getClass()));
  }

  private static void requireAnswers(Optimizer rule, String origin) {
    Class<?> type = rule.getClass();
    String name = ask(origin, type, "name", rule::name);
    if (!NAME.matcher(name).matches()) {
      throw refusal(
          origin,
          type,
          "its name must be of lower-case letters, digits and hyphens, not \"" + name + "\"");
    }
    int slots = ask(origin, type, "slots", rule::slots);
    if (slots < 0) {
      throw refusal(origin, type, "its slots are " + slots + "; they must be at least 0");
    }
    ask(origin, type, "formula", rule::formula);
    ask(origin, type, "source", rule::source);
    ask(origin, type, "decoupledWeightDecay", rule::decoupledWeightDecay);
    for (RecordComponent component : type.getRecordComponents()) {
      ask(origin, type, component.getName(), () -> component.getAccessor().invoke(rule));
    }
  }

  private static <T> T ask(String origin, Class<?> type, String what, Callable<T> question) {
    T answer;
    try {
      answer = question.call();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      Throwable cause = e instanceof InvocationTargetException wrapper ? wrapper.getCause() : e;
      throw refusal(origin, type, what + "() failed: " + cause);
    }
    if (answer == null) {
      throw refusal(origin, type, what + "() gives null");
    }
    return answer;
  }

  /** Holds a class to what {@link Optimizer} asks of its implementations. */
  private static void check(Class<?> type, String origin) {
    if (!Optimizer.class.isAssignableFrom(type)) {
      throw refusal(origin, type, "must implement " + Optimizer.class.getName());
    }
    if (!type.isRecord() || !Modifier.isPublic(type.getModifiers())) {
      throw refusal(origin, type, "must be a public record");
    }
    RecordComponent[] components = type.getRecordComponents();
    if (components.length == 0 || !components[0].getName().equals("learningRate")) {
      throw refusal(origin, type, "its first component must be learningRate");
    }
    for (RecordComponent component : components) {
      if (component.getType() != double.class) {
        throw refusal(origin, type, "its component " + component.getName() + " must be a double");
      }
    }
  }

  /** Whether a class is a rule of the program itself. */
  static boolean isBuiltIn(Class<?> type) {
    return origin(type).equals(origin(Optimizer.class));
  }

  /** A complaint about a class that names the jar it came from. */
  static String complaint(Class<?> type, String reason) {
    return complaint(origin(type), type, reason);
  }

  private static String complaint(String origin, Class<?> type, String reason) {
    return "plug-in " + origin + ": " + type.getName() + ": " + reason;
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
    return new URLClassLoader(urls, Optimizer.class.getClassLoader());
  }

  /** The classes that a jar lists as its rules. */
  private static List<String> classNames(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      JarEntry entry = file.getJarEntry(SERVICE);
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
