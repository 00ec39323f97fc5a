package zigzag.report.image;

import java.util.Base64;
import java.util.List;
import zigzag.report.chart.Figure;
import zigzag.report.chart.TextFit;

/**
 * Grayscale images with a caption under each, as an SVG: the text stays text, which needs no fonts
 * here and is sharp at any size. The images are embedded as PNGs.
 *
 * @param across the images in a line
 */
public record ImageGallery(
    String title,
    String subtitle,
    int rows,
    int columns,
    int across,
    List<Picture> pictures,
    String note) {
  private static final double MARGIN = 24;
  private static final double WIDTH = 112;
  private static final double GAP = 14;

  /** Not every program that shows SVGs knows how to enlarge pixels without blurring them. */
  private static final int ZOOM = 4;

  /** One image, {@code rows × columns} bytes with 0 black and 255 white, and what is said of it. */
  @SuppressWarnings("ArrayRecordComponent") // pixels that nobody compares or prints
  public record Picture(byte[] pixels, String caption) {}

  /**
   * The SVG document.
   *
   * @throws IllegalArgumentException if a size is below 1 or an image has another
   */
  public String toSvg() {
    ImageSheet sheet = new ImageSheet(rows, columns, across, ZOOM);
    double width = 2 * MARGIN + across * (WIDTH + GAP) - GAP;
    Figure figure = Figure.of(width, MARGIN, title, subtitle, note);
    List<List<String>> captions =
        pictures.stream().map(picture -> TextFit.lines(picture.caption(), WIDTH)).toList();
    int captionLines = captions.stream().mapToInt(List::size).max().orElse(0);
    double pictureHeight = WIDTH * rows / columns;
    double pitch = pictureHeight + captionLines * Figure.TEXT_LINE + GAP;
    int lines = (pictures.size() + across - 1) / across;
    return figure.svg(
        title,
        subtitle,
        figure.top() + lines * pitch - GAP,
        2 * GAP,
        svg -> {
          for (int i = 0; i < pictures.size(); i++) {
            int line = i / across;
            double x = MARGIN + i % across * (WIDTH + GAP);
            double y = figure.top() + line * pitch;
            byte[] png = sheet.single(pictures.get(i).pixels());
            svg.add(
                "<image x='%s' y='%s' width='%s' height='%s' style='image-rendering:pixelated'"
                    + " href='data:image/png;base64,%s'/>",
                x, y, WIDTH, pictureHeight, Base64.getEncoder().encodeToString(png));
            double baseline = y + pictureHeight - 3;
            for (String words : captions.get(i)) {
              baseline += Figure.TEXT_LINE;
              svg.ink(words, x + WIDTH / 2, baseline, "middle");
            }
          }
        });
  }
}
