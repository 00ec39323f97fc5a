package zigzag.training.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What a result was computed with. */
public final class Versions {
  private Versions() {}

  /** Names and versions: this program, its commit, the JVM, the machine, ND4J and its BLAS. */
  public static Map<String, String> all() {
    Properties build = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/zigzag/version.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("zigzag", build.getProperty("version"));
    String commit = build.getProperty("commit");
    boolean dirty = Boolean.parseBoolean(build.getProperty("dirty"));
    // A build outside a git checkout knows no commit: the placeholder stays unfilled.
    versions.put(
        "commit", commit.startsWith("${") ? "unknown" : commit + (dirty ? " with changes" : ""));
    versions.put("jvm", properties("java.vm.name", "java.vm.version"));
    versions.put("os", properties("os.name", "os.arch"));
    versions.put("nd4j", build.getProperty("nd4j"));
    versions.put("blas", "OpenBLAS " + build.getProperty("openblas"));
    return versions;
  }

  private static String properties(String name, String version) {
    return System.getProperty(name) + " " + System.getProperty(version);
  }
}
