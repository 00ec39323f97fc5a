package zigzag.report.chart;

import java.util.List;

/** The lines above a picture and under it, broken to its width, and the room they take. */
public record Heading(List<String> titles, List<String> subtitles, List<String> notes) {
  static final double TITLE_SIZE = 18;
  static final double TITLE_LINE = 23;
  public static final double TEXT_SIZE = 13;
  public static final double TEXT_LINE = 19;

  public static Heading of(String title, String subtitle, String note, double width) {
    return new Heading(
        TextFit.lines(title, width, TITLE_SIZE),
        TextFit.lines(subtitle, width, TEXT_SIZE),
        TextFit.lines(note, width, TEXT_SIZE));
  }

  /** Where the picture starts. */
  public double height() {
    return 28 + TITLE_LINE * titles.size() + TEXT_LINE * subtitles.size();
  }

  public double notesHeight() {
    return TEXT_LINE * notes.size();
  }

  public void write(SvgWriter svg, double x) {
    double y = 12;
    for (String line : titles) {
      y += TITLE_LINE;
      svg.title(line, x, y);
    }
    for (String line : subtitles) {
      y += TEXT_LINE;
      svg.muted(line, x, y, "start");
    }
  }

  /** Writes the notes under a picture that ends at {@code y}. */
  public void writeNotes(SvgWriter svg, double x, double y) {
    double line = y;
    for (String note : notes) {
      line += TEXT_LINE;
      svg.ink(note, x, line, "start");
    }
  }
}
