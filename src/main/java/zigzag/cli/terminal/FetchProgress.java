package zigzag.cli.terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import zigzag.Numerals;
import zigzag.data.mnist.MnistFetch;
import zigzag.data.mnist.MnistFetch.Patience;

/** Fetches MNIST and shows how it goes: a bar per file on a terminal, a line otherwise. */
public final class FetchProgress implements MnistFetch.Listener {
  private final Messages messages;
  private final ProgressBar bar;
  private String current = "";
  private long received;
  private long expected;

  public FetchProgress(Messages messages) {
    this.messages = messages;
    bar = messages.bar();
  }

  /** Fetches what the folder lacks and returns the names of the files that were fetched. */
  public List<String> fetch(List<URI> mirrors, Patience patience, Path folder) throws IOException {
    messages.say("fetching MNIST into " + folder);
    try (bar) {
      return new MnistFetch(mirrors, patience).fetch(folder, this);
    }
  }

  @Override
  public void progress(String file, long bytes, long total) {
    if (!file.equals(current)) {
      current = file;
      bar.begin(file, total, this::details);
      if (!bar.isDrawable()) {
        messages.say("  " + file);
      }
    }
    received = bytes;
    expected = total;
    bar.moveTo(bytes, total);
  }

  private List<String> details() {
    String all = expected < 0 ? "" : " of " + Numerals.bytes(expected);
    return List.of(Numerals.bytes(received) + all);
  }

  @Override
  public void failed(String file, URI mirror, String reason) {
    bar.close();
    current = "";
    messages.say("  " + file + ": " + mirror.getHost() + " failed: " + reason);
  }
}
