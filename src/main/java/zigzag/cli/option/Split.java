package zigzag.cli.option;

import java.util.List;
import zigzag.Choice;
import zigzag.data.Dataset;

/** The two parts of a data set. */
public enum Split {
  TRAIN,
  TEST;

  private static final Choice<Split> CHOICE =
      Choice.of("part of the data", List.of(values()), Split::name);

  /**
   * The part of that name, in upper or lower case.
   *
   * @throws zigzag.InputException if there is none
   */
  public static Split named(String name) {
    return CHOICE.pick(name);
  }

  /** This part of the data. */
  public Dataset of(LoadedData data) {
    return this == TRAIN ? data.train() : data.test();
  }
}
