package zigzag.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.archive.run.RunFiles;

/** The checkpoints of a run folder: the newest one, and the one before it. */
public final class CheckpointFolder {
  private CheckpointFolder() {}

  /** Where the one before a checkpoint is kept. */
  static Path previous(Path newest) {
    return newest.resolveSibling(RunFiles.PREVIOUS_CHECKPOINT);
  }

  /**
   * Reads the newest checkpoint that is whole. If that is the one before the newest it takes its
   * place, so that nothing damaged ever counts as the one before.
   *
   * @param warning told, in one line, if the newest one can't be used
   * @return empty if there is none
   * @throws InputException if there are some, and none is whole
   * @throws IOException if they can't be read
   */
  public static Optional<Checkpoint> read(Path folder, Consumer<String> warning)
      throws IOException {
    Path newest = folder.resolve(RunFiles.CHECKPOINT);
    Path previous = previous(newest);
    boolean hasPrevious = Files.exists(previous);
    // Not taken for a damaged one: the one before it would be moved over it.
    RegularFile.require(newest);
    String fault = "is missing";
    if (Files.exists(newest)) {
      try {
        return Optional.of(Checkpoint.read(newest));
      } catch (InputException e) {
        if (!hasPrevious) {
          throw e;
        }
        fault = "is damaged";
      }
    } else if (!hasPrevious) {
      return Optional.empty();
    }
    Checkpoint checkpoint = readPrevious(newest, fault);
    AtomicFile.move(previous, newest);
    warning.accept(
        String.format(
            Locale.ROOT,
            "%s %s; going on from the one before it, of step %d",
            newest,
            fault,
            checkpoint.state().step()));
    return Optional.of(checkpoint);
  }

  private static Checkpoint readPrevious(Path newest, String fault) throws IOException {
    try {
      return Checkpoint.read(previous(newest));
    } catch (InputException e) {
      throw new InputException(
          newest
              + " "
              + fault
              + ", and "
              + RunFiles.PREVIOUS_CHECKPOINT
              + " beside it is damaged; train anew with --overwrite",
          e);
    }
  }
}
