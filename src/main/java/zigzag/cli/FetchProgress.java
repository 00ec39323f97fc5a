package zigzag.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import zigzag.data.MnistFetch;
import zigzag.data.Patience;

/** Fetches MNIST and shows how it goes: a bar per file on a terminal, a line otherwise. */
final class FetchProgress implements MnistFetch.Listener {
  private final Messages messages;
  private ProgressBar bar;
  private String current = "";

  FetchProgress(Messages messages) {
    this.messages = messages;
  }

  /** Fetches what the folder lacks and returns the names of the files that were fetched. */
  List<String> fetch(List<URI> mirrors, Patience patience, Path folder) throws IOException {
    messages.say("fetching MNIST into " + folder);
    try {
      return new MnistFetch(mirrors, patience).fetch(folder, this);
    } finally {
      closeBar();
    }
  }

  @Override
  public void progress(String file, long bytes, long total) {
    if (!file.equals(current)) {
      closeBar();
      current = file;
      if (Messages.onTerminal() && !messages.isQuiet()) {
        bar =
            new ProgressBarBuilder()
                .setTaskName(file)
                .setUnit(" KB", 1024)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, Messages.terminalColumns()))
                .build();
      } else {
        messages.say("  " + file);
      }
    }
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(bytes);
    }
  }

  @Override
  public void failed(String file, URI mirror, String reason) {
    closeBar();
    current = "";
    messages.say("  " + file + ": " + mirror.getHost() + " failed: " + reason);
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
