package zigzag.cli.terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import zigzag.data.mnist.MnistFetch;
import zigzag.data.mnist.MnistFetch.Patience;

/** Fetches MNIST and shows how it goes: a bar per file on a terminal, a line otherwise. */
public record FetchProgress(Messages messages) implements MnistFetch.Listener {
  /** Fetches what the folder lacks and returns the names of the files that were fetched. */
  public List<String> fetch(List<URI> mirrors, Patience patience, Path folder) throws IOException {
    messages.say("fetching MNIST into " + folder);
    ProgressBar bar = messages.bar();
    try (bar) {
      return new MnistFetch(mirrors, patience).fetch(folder, this);
    }
  }

  @Override
  public void progress(String file, long bytes, long total) {
    ProgressBar bar = messages.bar();
    if (!bar.isAt(file)) {
      bar.begin(file, total, bar::bytes);
      messages.sayUnlessDrawn("  " + file);
    }
    bar.moveTo(bytes, total);
  }

  @Override
  public void failed(String file, URI mirror, String reason) {
    messages.bar().close();
    messages.say("  " + file + ": " + mirror.getHost() + " failed: " + reason);
  }
}
