package zigzag.report.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import zigzag.archive.Png;

/** Draws a chart's SVG as pixels, for slides and documents that take no SVG. */
public final class PngChart {
  /** Pixels per unit of the SVG: sharp on dense screens and in print. */
  static final int SCALE = 2;

  /** Held, since the level of a logger that nobody holds is forgotten. */
  private static final Logger JSVG = Logger.getLogger("com.github.weisj.jsvg");

  static {
    // It would write stack traces to stderr; what matters of them is that there is no picture.
    JSVG.setLevel(Level.OFF);
  }

  private PngChart() {}

  /** The PNG file of a chart; empty where this Java has no fonts or cannot draw. */
  public static Optional<byte[]> of(String svg) {
    try {
      byte[] bytes = forJsvg(svg).getBytes(StandardCharsets.UTF_8);
      LoaderContext context = LoaderContext.createDefault();
      SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(bytes), null, context);
      return Optional.ofNullable(document).map(PngChart::drawn).map(Png::of);
    } catch (RuntimeException | AWTError | LinkageError | InternalError e) {
      // What AWT throws without fontconfig or its native libraries differs from Java to Java.
      return Optional.empty();
    }
  }

  private static BufferedImage drawn(SVGDocument document) {
    int width = Math.round(SCALE * document.size().width);
    int height = Math.round(SCALE * document.size().height);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.decode(Palette.BACKGROUND.light()));
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    document.render(null, graphics, new ViewBox(0, 0, width, height));
    graphics.dispose();
    return image;
  }

  /**
   * The same chart in what JSVG understands. The one style sheet is for dark screens, in an
   * {@code @media} that it does not know. And for fonts it does not find it takes one with serifs.
   */
  private static String forJsvg(String svg) {
    return svg.replaceFirst("<style>[^<]*</style>\n", "")
        .replaceFirst("font-family='[^']*'", "font-family='" + Font.SANS_SERIF + "'");
  }
}
