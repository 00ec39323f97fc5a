package zigzag.data.mnist;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import zigzag.InputException;

/** The places on the web that MNIST is fetched from. */
public final class Mirrors {
  /** A comma-separated list of URLs to use instead of {@link #PUBLIC}. */
  public static final String VARIABLE = "ZIGZAG_MNIST_MIRROR";

  /** Public copies of the four {@code .gz} files, in the order in which they are tried. */
  public static final List<URI> PUBLIC =
      List.of(
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"));

  private Mirrors() {}

  /**
   * The mirrors that the environment names in {@value #VARIABLE}, otherwise {@link #PUBLIC}.
   *
   * @param environment gives the value of a variable or null, as {@link System#getenv(String)} does
   * @throws InputException if the variable holds something else than http or https URLs
   */
  public static List<URI> of(UnaryOperator<String> environment) {
    String list = environment.apply(VARIABLE);
    return list == null || list.isBlank() ? PUBLIC : parse(list, VARIABLE);
  }

  /**
   * Reads a comma-separated list of URLs, each the folder that the files are in.
   *
   * @param origin where the list comes from, for messages: a flag or a variable
   * @throws InputException if it holds something else than http or https URLs
   */
  public static List<URI> parse(String list, String origin) {
    return Arrays.stream(list.split(",", -1)).map(text -> parseOne(text.strip(), origin)).toList();
  }

  /** Whether the URL is one that files can be fetched from. */
  static boolean isWeb(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
  }

  /** Whether it is the URL of a folder that files can be fetched from. */
  static boolean isFolder(URI uri) {
    return isWeb(uri)
        && uri.getPath().endsWith("/")
        && uri.getQuery() == null
        && uri.getFragment() == null;
  }

  private static URI parseOne(String text, String origin) {
    URISyntaxException fault = null;
    try {
      URI uri = new URI(text.endsWith("/") ? text : text + "/");
      if (isFolder(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      fault = e;
    }
    throw new InputException(
        origin + ": \"" + text + "\" is not the http or https URL of a folder; give one", fault);
  }
}
