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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import zigzag.InputException;
import zigzag.archive.FolderLock;

/**
 * Fetches MNIST from the web into a folder: each file from the first mirror that has it, resumed
 * where an earlier attempt broke off, checked by the SHA-256 of its decompressed content, and moved
 * to its place whole or not at all.
 */
public final class MnistFetch {
  private final List<PublishedFile> files;
  private final List<URI> mirrors;
  private final Download download;

  /** Is told how the fetch goes, on the thread that fetches. */
  public interface Listener {
    /**
     * Some of a file has arrived.
     *
     * @param file the file's name, with {@code .gz}
     * @param bytes how many there are so far, those of an earlier attempt included
     * @param total how many there will be, -1 if the mirror does not say
     */
    void progress(String file, long bytes, long total);

    /** A mirror failed for the given reason; the next one is tried, if any is left. */
    void failed(String file, URI mirror, String reason);
  }

  /** Fetches MNIST from the given mirrors. */
  public MnistFetch(List<URI> mirrors, Patience patience) {
    this(Mnist.FILES, mirrors, patience);
  }

  /**
   * Fetches the given files.
   *
   * @param files what is expected; the mirrors hold them under their names with {@code .gz}
   * @param mirrors http or https URLs of folders, ending in a slash, in the order to try them
   * @param patience how long to wait for each mirror
   * @throws IllegalArgumentException if there is no mirror, or one is not such a URL
   */
  public MnistFetch(List<PublishedFile> files, List<URI> mirrors, Patience patience) {
    this(files, mirrors, patience, System::nanoTime);
  }

  /** Takes the time, in nanoseconds, from the given clock. */
  MnistFetch(List<PublishedFile> files, List<URI> mirrors, Patience patience, LongSupplier clock) {
    if (mirrors.isEmpty()) {
      throw new IllegalArgumentException("no mirrors");
    }
    for (URI mirror : mirrors) {
      if (!Mirrors.isWeb(mirror) || !mirror.getPath().endsWith("/")) {
        throw new IllegalArgumentException(mirror + " is not the http or https URL of a folder");
      }
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
      List<PublishedFile.Check> lacking = lacking(lock.folder());
      fetch(lacking, folder, listener);
      return lacking.stream().map(check -> check.file().name()).toList();
    }
  }

  private List<PublishedFile.Check> lacking(Path folder) throws IOException {
    List<PublishedFile.Check> lacking = new ArrayList<>();
    for (PublishedFile file : files) {
      PublishedFile.Check check = file.check(folder);
      switch (check.status()) {
        case WHOLE -> {}
        case MISSING, DAMAGED -> lacking.add(check);
        case DIFFERENT ->
            throw new InputException(
                check.path() + ": this is another data set's file; fetch into another folder");
      }
    }
    return lacking;
  }

  private void fetch(List<PublishedFile.Check> lacking, Path folder, Listener listener)
      throws IOException {
    List<URI> order = new ArrayList<>(mirrors);
    for (PublishedFile.Check check : lacking) {
      fetch(check.file(), folder, order, listener);
      if (check.status() == PublishedFile.Status.DAMAGED) {
        Path aside = check.path().resolveSibling(check.path().getFileName() + ".damaged");
        Files.move(check.path(), aside, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(
          part(check.file(), folder), place(check.file(), folder), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Whether any mirror answers, within the given time, that it has the first of the files: a quick
   * look before a fetch that nobody asked for.
   */
  public boolean isReachable(Duration limit) throws InterruptedException {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "mirror probe");
              thread.setDaemon(true);
              return thread;
            });
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
    if (!download.exists(mirror.resolve(files.get(0).name() + ".gz"))) {
      throw new MirrorException("it does not have the file");
    }
    return mirror;
  }

  /**
   * Brings the part of a file to the whole of it, from whichever mirror can.
   *
   * @param order the mirrors in the order to try them; on return those that failed come last
   */
  private void fetch(PublishedFile file, Path folder, List<URI> order, Listener listener)
      throws IOException {
    Map<URI, String> reasons = new LinkedHashMap<>();
    Path path = part(file, folder);
    try (FileChannel part =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (URI mirror : List.copyOf(order)) {
        try {
          fetch(file, mirror, part, listener);
          part.force(true);
          return;
        } catch (MirrorException e) {
          reasons.put(mirror, e.getMessage());
          listener.failed(file.name() + ".gz", mirror, e.getMessage());
          order.remove(mirror);
          order.add(mirror);
        }
      }
    } finally {
      if (Files.exists(path) && Files.size(path) == 0) {
        Files.delete(path);
      }
    }
    throw new FetchException(
        reasons.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(
                Collectors.joining(
                    "; ",
                    file.name() + ".gz could not be fetched (",
                    "); set MNIST_DIR to a folder that holds the MNIST files, or use"
                        + " --data digits")));
  }

  /** Fetches from one mirror; wrong content is dropped, a part that is cut short is kept. */
  private void fetch(PublishedFile file, URI mirror, FileChannel part, Listener listener)
      throws IOException {
    String name = file.name() + ".gz";
    URI uri = mirror.resolve(name);
    // gzip adds little to what it can't compress: 5 bytes per 16 KiB, and a header.
    long most = file.size() + file.size() / 100 + 1024;
    Download.Progress progress = (bytes, total) -> listener.progress(name, bytes, total);
    boolean resumed = download.fetch(uri, part, most, progress);
    Optional<String> fault = fault(file, part);
    if (fault.isPresent() && resumed) {
      // The beginning may be from another mirror, which compressed the file in its own way.
      part.truncate(0);
      download.fetch(uri, part, most, progress);
      fault = fault(file, part);
    }
    if (fault.isPresent()) {
      part.truncate(0);
      throw new MirrorException(fault.get());
    }
  }

  private static Optional<String> fault(PublishedFile file, FileChannel part) throws IOException {
    return file.faultOfGzip(Channels.newInputStream(part.position(0)));
  }

  private static Path part(PublishedFile file, Path folder) {
    return folder.resolve(file.name() + ".gz.part");
  }

  private static Path place(PublishedFile file, Path folder) {
    return folder.resolve(file.name() + ".gz");
  }
}
