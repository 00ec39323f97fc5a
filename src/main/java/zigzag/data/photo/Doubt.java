package zigzag.data.photo;

/** What speaks against a picture's showing one whole digit. */
public enum Doubt {
  CUT_OFF("ink touches the edge of the picture; a digit that is cut off, or lines, may mislead"),
  SEVERAL("there seems to be more than one digit; give each a picture of its own");

  private final String text;

  Doubt(String text) {
    this.text = text;
  }

  /** What is doubtful and what to do, for people. */
  public String text() {
    return text;
  }
}
