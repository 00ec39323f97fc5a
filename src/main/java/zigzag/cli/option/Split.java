package zigzag.cli.option;

import java.util.List;
import zigzag.Choice;
import zigzag.Labelled;
import zigzag.data.Dataset;

/** The two parts of a data set. */
public enum Split implements Labelled {
  TRAIN,
  TEST;

  public static final Choice<Split> CHOICE =
      Choice.of("part of the data", List.of(values()), Split::label);

  /** This part of the data. */
  public Dataset of(LoadedData data) {
    return this == TRAIN ? data.train() : data.test();
  }
}
