package zigzag.archive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zigzag.InputException;

/**
 * One of so many equal parts of a comparison's trainings: of those in the order of the labels, then
 * by seed, every so-manieth. So each part has some of every label, as far as there are enough
 * seeds.
 *
 * @param number from 1 on; 0 for no part
 * @param parts of how many
 */
public record Share(int number, int parts) {
  /** All trainings. */
  public static final Share WHOLE = new Share(1, 1);

  /** No training, where only learning rates are looked for. */
  public static final Share NONE = new Share(0, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  /**
   * Reads {@code K/N}.
   *
   * @throws InputException if it is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Share of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      Share share =
          new Share(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (share.number >= 1 && share.number <= share.parts) {
        return share;
      }
    }
    throw new InputException(
        "\"" + text + "\" is no part; give K/N, with K from 1 to N, such as 2/3");
  }

  /** Refuses more parts than there are trainings. */
  public void requireSome(int trainings) {
    if (parts > trainings) {
      throw new InputException(
          "part %s: there are %d trainings, so make at most %d parts", this, trainings, trainings);
    }
  }

  /** Whether the training at a place, counted from 0 on, is in this part. */
  public boolean has(int place) {
    return place % parts == number - 1;
  }

  /** How many of so many trainings are in this part. */
  public int count(int trainings) {
    return number == 0 ? 0 : (trainings - number + parts) / parts;
  }

  @JsonValue
  @Override
  public String toString() {
    return number + "/" + parts;
  }
}
