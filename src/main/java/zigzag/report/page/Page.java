package zigzag.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zigzag.archive.Json;
import zigzag.report.chart.Palette;

/**
 * One self-contained HTML page: scripts, style sheets and data are in it, and a content security
 * policy forbids it to load anything.
 *
 * <p>Templates share {@code {{>top}}}, {@code {{>banners}}}, {@code {{>again}}}, {@code
 * {{>settings}}} and {@code {{>foot}}}.
 *
 * <p>A template gets {@code {{{head}}}} (policy, style and palette), {@code {{{data}}}} (the
 * charts' numbers, as JSON) and {@code {{{scripts}}}} (the chart library, and the module of the
 * page with those that it imports), beside what the caller puts in.
 */
public final class Page {
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*'(\\.\\.?/.+)';\n");
  private static final String HERE = "/zigzag/report/page/";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.24/";

  /** Maps in the order of their keys: that of {@code Map.of} is another one in every process. */
  private static final ObjectWriter JSON =
      Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Page() {}

  /**
   * Fills in a template of this package.
   *
   * @param name of the template and the script, without {@code .html} and {@code .js}
   * @param view what the template names, escaped as HTML where it says {@code {{…}}}
   * @param data what the script draws; NaN and infinities must have become null
   */
  public static String render(String name, Map<String, Object> view, Map<String, Object> data)
      throws IOException {
    return render(URI.create(HERE + name), "", "", view, data);
  }

  /**
   * Fills in a template that asks the server it came from for more, with a script and a style sheet
   * of the same name.
   *
   * @param name of the resource, without its {@code .html}
   * @param data what the script starts from
   */
  public static String served(String name, Map<String, Object> data) throws IOException {
    URI page = URI.create(name);
    return render(page, "; connect-src 'self'", resource(name + ".css"), Map.of(), data);
  }

  private static String render(
      URI page, String policy, String style, Map<String, Object> view, Map<String, Object> data)
      throws IOException {
    Map<String, Object> context = new HashMap<>(view);
    context.put("head", head(policy, style));
    context.put("data", inScript(data));
    context.put("scripts", scripts(page + ".js"));
    return Mustache.compiler()
        .withLoader(part -> new StringReader(resource(page.resolve(part + ".html").toString())))
        .compile(resource(page + ".html"))
        .execute(context);
  }

  private static String head(String policy, String style) throws IOException {
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        + "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
        + policy
        + "\">\n"
        + "<style>\n"
        + Palette.cssProperties()
        + resource(UPLOT + "dist/uPlot.min.css")
        + "\n"
        + resource(HERE + "page.css")
        + style
        + "</style>";
  }

  private static String scripts(String name) throws IOException {
    String license = resource(UPLOT + "LICENSE").replace("*/", "* /");
    String library = "/*\nuPlot\n" + license + "*/\n" + resource(UPLOT + "dist/uPlot.iife.min.js");
    Map<String, String> modules = new LinkedHashMap<>();
    modules.put(HERE + "palette.js", "const PALETTE = " + inScript(Palette.forScripts()) + ";\n");
    addModule(name, modules);
    String module = String.join("\n", modules.values());
    return "<script>\n"
        + library
        + "\n</script>\n"
        + "<script type=\"module\">\n"
        + module
        + "</script>\n";
  }

  /**
   * Adds a module after all that it imports. They become one, since a page that is opened as a file
   * cannot load others: so no two have the same name for anything but what is within functions.
   */
  private static void addModule(String name, Map<String, String> modules) throws IOException {
    String source = resource(name);
    Matcher imported = IMPORT.matcher(source);
    while (imported.find()) {
      String other = URI.create(name).resolve(imported.group(1)).toString();
      if (!modules.containsKey(other)) {
        addModule(other, modules);
      }
    }
    String alone = IMPORT.matcher(source).replaceAll("");
    modules.put(name, alone.replaceAll("(?m)^export ", "").strip() + "\n");
  }

  /**
   * JSON that can stand in a script element: in JSON {@code <} occurs within strings only, and
   * there an escape means the same, so nothing can close the element or open a comment.
   */
  private static String inScript(Map<String, Object> data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("data that is not JSON", e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
