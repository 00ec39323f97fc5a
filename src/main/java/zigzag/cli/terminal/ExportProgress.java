package zigzag.cli.terminal;

import java.util.List;
import java.util.function.LongConsumer;
import zigzag.Numerals;

/** Shows how writing goes: a bar per file of images on a terminal, a line otherwise. */
public final class ExportProgress implements AutoCloseable {
  private final Messages messages;
  private ProgressBar bar;

  public ExportProgress(Messages messages) {
    this.messages = messages;
  }

  /** Begins a file of so many bytes; what is returned takes those that have been written. */
  public LongConsumer begin(String file, long bytes) {
    close();
    if (!Messages.onTerminal()) {
      messages.say("  " + file + ": " + Numerals.bytes(bytes));
    }
    ProgressBar shown = messages.bar(file, bytes, () -> List.of(Numerals.bytes(bytes)));
    bar = shown;
    return written -> {
      if (shown != null) {
        shown.moveTo(written);
      }
    };
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
