package zigzag.archive.run;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import zigzag.FileFault;
import zigzag.InputException;
import zigzag.RegularFile;
import zigzag.archive.AtomicFile;
import zigzag.archive.CsvFile;
import zigzag.archive.NumberTable;
import zigzag.archive.ReportLimits;

/**
 * {@code steps.csv}: the loss of every mini-batch. It alone grows as the training goes; whatever
 * was written after a checkpoint is cut off when the run goes on from there.
 */
public final class StepLosses implements Closeable {
  public static final String STEP = "step";
  public static final String LOSS = "loss";
  public static final CsvFile FILE = new CsvFile("steps.csv", ReportLimits.STEPS_BYTES, STEP, LOSS);

  private final Path file;
  private final FileChannel channel;
  private final OutputStream out;

  private StepLosses(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** Starts the file anew. */
  public static StepLosses begin(Path folder) throws IOException {
    StepLosses steps = resume(folder, 0);
    steps.write(FILE.text(Stream.empty()));
    return steps;
  }

  /**
   * Goes on after so many bytes.
   *
   * @throws InputException if the file is shorter
   */
  public static StepLosses resume(Path folder, long bytes) throws IOException {
    Path file = folder.resolve(FILE.name());
    FileChannel channel =
        RegularFile.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.size() < bytes) {
      channel.close();
      throw new InputException(
          file + " is shorter than its checkpoint knows; train anew with --overwrite");
    }
    channel.truncate(bytes).position(bytes);
    return new StepLosses(file, channel);
  }

  /** Adds a step; it is not in the file before it is flushed. */
  public void add(long step, double loss) throws IOException {
    write(step + "," + Float.toString((float) loss) + "\n");
  }

  private void write(String text) throws IOException {
    named(bytes -> bytes.write(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Writes the steps that are still held back. */
  public void flush() throws IOException {
    named(OutputStream::flush);
  }

  /** Makes what was added outlive a loss of power, and tells the file's length. */
  public long force() throws IOException {
    flush();
    named(bytes -> channel.force(false));
    return channel.position();
  }

  /** Names the file, as the exception of a full disk does not. */
  private void named(AtomicFile.Content work) throws IOException {
    try {
      work.writeTo(out);
    } catch (IOException e) {
      throw new IOException(file + ": " + FileFault.reason(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Reads the columns, of which the first rises. */
  public static NumberTable read(Path folder) throws IOException {
    NumberTable steps = FILE.numbers(folder);
    steps.risingColumn(STEP);
    return steps;
  }
}
