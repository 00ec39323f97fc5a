package zigzag.data.mnist;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import zigzag.InputException;
import zigzag.archive.FolderLock;
import zigzag.data.mnist.Mnist.PublishedFile;

/**
 * Fetches MNIST from the web into a folder: each file from the first mirror that has it, resumed
 * where an earlier attempt broke off, checked by the SHA-256 of its decompressed content, and moved
 * to its place whole or not at all.
 */
public final class MnistFetch {
  private final List<PublishedFile> files;
  private final List<URI> mirrors;
  private final Download download;

  /**
   * How long a mirror is waited for before the next one is tried.
   *
   * @param connect for a connection
   * @param stall for an answer, or for more of one
   * @param window the time over which the rate of what arrives is taken
   * @param least the bytes that must arrive in each window: a mirror that trickles never stalls
   */
  public record Patience(Duration connect, Duration stall, Duration window, long least) {
    /** For a fetch that was asked for; the rate, 4 KiB/s, is less than a telephone line's. */
    public static final Patience ASKED =
        new Patience(
            Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1), 60 * (4L << 10));

    /** For a fetch that is to take seconds or not to be; 256 KiB/s make 45 s for MNIST. */
    public static final Patience HASTY =
        new Patience(
            Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(5), 5 * (256L << 10));
  }

  /** Is told how the fetch goes, on the thread that fetches. */
  public interface Listener {
    /** So many bytes of a {@code .gz} file are there, of how many; -1 if no mirror says that. */
    void progress(String file, long bytes, long total);

    /** A mirror failed for the given reason; the next one is tried, if any is left. */
    void failed(String file, URI mirror, String reason);
  }

  /**
   * Fetches MNIST.
   *
   * @param mirrors http or https URLs of folders, ending in a slash, in the order to try them
   * @param patience how long to wait for each mirror
   * @throws IllegalArgumentException if there is no mirror, or one is not such a URL
   */
  public MnistFetch(List<URI> mirrors, Patience patience) {
    this(Mnist.FILES, mirrors, patience, System::nanoTime);
  }

  /** Fetches the given files, and takes the time, in nanoseconds, from the given clock. */
  MnistFetch(List<PublishedFile> files, List<URI> mirrors, Patience patience, LongSupplier clock) {
    if (mirrors.isEmpty() || !mirrors.stream().allMatch(Mirrors::isFolder)) {
      throw new IllegalArgumentException("not http or https URLs of folders: " + mirrors);
    }
    this.files = List.copyOf(files);
    this.mirrors = List.copyOf(mirrors);
    this.download = new Download(patience, clock);
  }

  /**
   * Fetches what the folder lacks. Files that are whole stay as they are; damaged ones are renamed,
   * with {@code .damaged} behind their name, and fetched anew.
   *
   * @return the names, without {@code .gz}, of the files that were fetched
   * @throws InputException if the folder is a file, or holds the files of another data set
   * @throws FetchException if no mirror has a file
   * @throws IOException if the folder can't be read or written, or another program is at work in it
   */
  public List<String> fetch(Path folder, Listener listener) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder + ": this is a file; name a folder to fetch into");
    }
    if (lacking(folder).isEmpty()) {
      return List.of(); // the folder need not be writable
    }
    try (FolderLock lock = FolderLock.take(Files.createDirectories(folder))) {
      List<Mnist.Check> lacking = lacking(lock.folder());
      List<URI> order = new ArrayList<>(mirrors);
      for (Mnist.Check check : lacking) {
        fetch(check, folder, order, listener);
      }
      return lacking.stream().map(check -> check.file().name()).toList();
    }
  }

  private List<Mnist.Check> lacking(Path folder) throws IOException {
    List<Mnist.Check> lacking = new ArrayList<>();
    for (PublishedFile file : files) {
      lacking.add(file.check(folder));
    }
    for (Mnist.Check check : lacking) {
      if (check.status() == Mnist.Status.DIFFERENT) {
        throw new InputException(
            check.path() + ": this is another data set's file; fetch into another folder");
      }
    }
    lacking.removeIf(check -> check.status() == Mnist.Status.WHOLE);
    return lacking;
  }

  /**
   * Whether any mirror answers, within the given time, that it has the first of the files: a quick
   * look before a fetch that nobody asked for.
   */
  public boolean isReachable(Duration limit) throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Callable<URI>> probes =
          mirrors.stream().map(mirror -> (Callable<URI>) () -> probe(mirror)).toList();
      threads.invokeAny(probes, limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } finally {
      threads.shutdownNow();
    }
  }

  private URI probe(URI mirror) throws IOException {
    if (!download.exists(mirror.resolve(files.get(0).gzipName()))) {
      throw new FetchException("it does not have the file");
    }
    return mirror;
  }

  /**
   * Fetches a file from whichever mirror has it, and moves it to its place once it is whole.
   *
   * @param order the mirrors in the order to try them; on return those that failed come last
   */
  private void fetch(Mnist.Check lacking, Path folder, List<URI> order, Listener listener)
      throws IOException {
    PublishedFile file = lacking.file();
    Path path = folder.resolve(file.gzipName() + ".part");
    try (FileChannel part =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      fetch(file, part, order, listener);
    } finally {
      if (Files.exists(path) && Files.size(path) == 0) {
        Files.delete(path);
      }
    }
    if (lacking.status() == Mnist.Status.DAMAGED) {
      Path aside = lacking.path().resolveSibling(lacking.path().getFileName() + ".damaged");
      Files.move(lacking.path(), aside, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(path, folder.resolve(file.gzipName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private void fetch(PublishedFile file, FileChannel part, List<URI> order, Listener listener)
      throws IOException {
    List<String> reasons = new ArrayList<>();
    for (URI mirror : List.copyOf(order)) {
      try {
        fetch(file, mirror, part, listener);
        part.force(true);
        return;
      } catch (FetchException e) {
        reasons.add(mirror + ": " + e.getMessage());
        listener.failed(file.gzipName(), mirror, e.getMessage());
        order.remove(mirror);
        order.add(mirror);
      }
    }
    throw new FetchException(
        file.gzipName()
            + " could not be fetched ("
            + String.join("; ", reasons)
            + "); set MNIST_DIR to a folder that holds the MNIST files, or use --data digits");
  }

  /** Fetches from one mirror; wrong content is dropped, a part that is cut short is kept. */
  private void fetch(PublishedFile file, URI mirror, FileChannel part, Listener listener)
      throws IOException {
    URI uri = mirror.resolve(file.gzipName());
    // gzip adds little to what it can't compress: 5 bytes per 16 KiB, and a header.
    long most = file.size() + file.size() / 100 + 1024;
    Download.Progress progress = (bytes, total) -> listener.progress(file.gzipName(), bytes, total);
    while (true) {
      boolean resumed = download.fetch(uri, part, most, progress);
      try {
        file.requireGzip(Channels.newInputStream(part.position(0)));
        return;
      } catch (FetchException e) {
        part.truncate(0);
        // The beginning may be from another mirror, which compressed the file in its own way.
        if (!resumed) {
          throw e;
        }
      }
    }
  }
}
