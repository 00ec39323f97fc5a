package zigzag.report.page;

import java.util.Optional;
import zigzag.report.text.DataName;

/**
 * A warning at the head of a page.
 *
 * @param severe whether it says that a training went wrong
 */
public record Banner(String title, String text, boolean severe) {
  /** What a reader must know of the data; empty for original files. */
  public static Optional<Banner> of(DataName data) {
    if (data.isBuiltIn()) {
      return Optional.of(
          new Banner(
              "Built-in digits, not MNIST.",
              "The images were drawn by this program; the results cannot be compared with any"
                  + " published for MNIST.",
              false));
    }
    if (data.isModified()) {
      return Optional.of(
          new Banner(
              "Not the original files.",
              "The data, "
                  + data.name()
                  + ", differ from those the name stands for; the results cannot be compared with"
                  + " published ones.",
              false));
    }
    return Optional.empty();
  }
}
