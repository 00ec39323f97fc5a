package zigzag.cli.terminal;

import java.util.List;
import zigzag.Numerals;
import zigzag.archive.symmetry.SymmetryFile.Column;
import zigzag.experiment.symmetry.Symmetry;

/** Shows the trainings of a symmetry experiment together. */
public final class SymmetryProgress implements Symmetry.Listener, AutoCloseable {
  private final Messages messages;
  private ProgressBar bar;

  public SymmetryProgress(Messages messages) {
    this.messages = messages;
  }

  @Override
  public void begin(int trainings, long steps) {
    bar = messages.bar("symmetry", steps, List::of);
  }

  @Override
  public void step() {
    if (bar != null) {
      bar.advance(1);
    }
  }

  @Override
  public synchronized void finished(Symmetry.Run run) {
    if (bar == null) {
      messages.say(
          run.init().label()
              + ": "
              + Numerals.count((long) run.last().value(Column.DISTINCT_UNITS), "distinct unit")
              + " after step "
              + Numerals.whole(run.last().step()));
    }
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the bar off the terminal. */
  public void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
