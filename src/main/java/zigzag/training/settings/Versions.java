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
    versions.put("commit", commit(build.getProperty("commit"), build.getProperty("dirty")));
    versions.put(
        "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    versions.put("nd4j", build.getProperty("nd4j"));
    versions.put("blas", "OpenBLAS " + build.getProperty("openblas"));
    return versions;
  }

  /** A build outside a git checkout knows no commit: the placeholder stays unfilled. */
  private static String commit(String commit, String dirty) {
    if (commit.startsWith("${")) {
      return "unknown";
    }
    return Boolean.parseBoolean(dirty) ? commit + " with changes" : commit;
  }
}
