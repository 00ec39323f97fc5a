package zigzag.cli;

import java.util.Locale;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;

/** Shows how writing goes: a bar per file of images on a terminal, a line otherwise. */
final class ExportProgress implements AutoCloseable {
  private static final long MEGABYTE = 1 << 20;

  private final Messages messages;
  private ProgressBar bar;

  ExportProgress(Messages messages) {
    this.messages = messages;
  }

  /** Begins a file of so many bytes; what is returned takes those that have been written. */
  LongConsumer begin(String file, long bytes) {
    close();
    if (!Messages.onTerminal()) {
      messages.say(String.format(Locale.ROOT, "  %s: %d MB", file, bytes / MEGABYTE));
    }
    ProgressBar shown = messages.bar(file, bytes / MEGABYTE, " MB");
    bar = shown;
    return written -> {
      if (shown != null) {
        shown.stepTo(written / MEGABYTE);
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
