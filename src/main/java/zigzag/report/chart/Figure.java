package zigzag.report.chart;

import java.util.List;
import java.util.function.Consumer;

/**
 * The frame of a picture: a title and a subtitle above it and notes under it, broken to its width.
 */
public record Figure(
    double width, double margin, List<String> titles, List<String> subtitles, List<String> notes) {
  private static final double TITLE_SIZE = 18;
  private static final double TITLE_LINE = 23;
  public static final double TEXT_LINE = 19;

  /** A frame with the texts that are not blank, as those of a {@link LineChart}. */
  public static Figure of(double width, double margin, String title, String subtitle, String note) {
    double room = width - 2 * margin;
    return new Figure(
        width,
        margin,
        TextFit.lines(title, room * TextFit.SIZE / TITLE_SIZE),
        TextFit.lines(subtitle, room),
        TextFit.lines(note, room));
  }

  /** Where the picture starts. */
  public double top() {
    return 28 + TITLE_LINE * titles.size() + TEXT_LINE * subtitles.size();
  }

  /**
   * Writes the SVG document.
   *
   * @param name of the picture for screen readers
   * @param bottom where the picture ends and the notes start
   * @param under the height left under the notes
   */
  public String svg(
      String name, String description, double bottom, double under, Consumer<SvgWriter> picture) {
    SvgWriter svg =
        new SvgWriter(width, bottom + TEXT_LINE * notes.size() + under, name, description);
    double y = 12;
    for (String line : titles) {
      y += TITLE_LINE;
      svg.add(
          "<text %s x='%s' y='%s' font-size='%s' font-weight='600'>%s</text>",
          Paint.INK, margin, y, TITLE_SIZE, line);
    }
    for (String line : subtitles) {
      y += TEXT_LINE;
      svg.muted(line, margin, y, "start");
    }
    picture.accept(svg);
    y = bottom;
    for (String line : notes) {
      y += TEXT_LINE;
      svg.ink(line, margin, y, "start");
    }
    return svg.finish();
  }
}
