package zigzag.report.text;

import java.util.Locale;
import zigzag.Printable;

/** The name of a data set, as run and comparison folders give it, and what a reader must know. */
public record DataName(String name) {
  public DataName {
    name = Printable.line(name);
  }

  /** Whether the data are the program's own digits. */
  public boolean isBuiltIn() {
    return name.toLowerCase(Locale.ROOT).startsWith("built-in digits");
  }

  /** Whether the data go by MNIST's name but are not its original files. */
  public boolean isModified() {
    return name.toLowerCase(Locale.ROOT).contains("modified");
  }

  /** The caveat that every chart of the data carries; blank if there is none. */
  public String note() {
    if (isBuiltIn()) {
      return "built-in digits, not MNIST";
    }
    return isModified() ? name + ": not the original files" : "";
  }
}
