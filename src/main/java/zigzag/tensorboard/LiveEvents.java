package zigzag.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import zigzag.FileFault;
import zigzag.RegularFile;
import zigzag.archive.run.EpochMetrics;
import zigzag.archive.run.RunFiles;
import zigzag.training.TrainingListener;
import zigzag.training.TrainingState;

/**
 * Writes a run's event file as it trains; where it goes on, in place of the file that was there.
 *
 * <p>What a resumed run writes is the same, byte for byte, as what stood there, so whoever follows
 * the file reads on as if nothing had been cut off.
 */
public final class LiveEvents implements TrainingListener {
  private static final long SECOND = 1_000_000_000;

  private final Path folder;
  private final OutputStream out;
  private final RunEvents events;
  private boolean hasBegun;
  private long flushed;

  /** For the run in this folder, whose files are written before each call. */
  public LiveEvents(Path folder) {
    this.folder = folder;
    out = new BufferedOutputStream(new Growing(folder.resolve(RunFiles.EVENTS)), 1 << 16);
    events = new RunEvents(out);
  }

  @Override
  public void step(TrainingState state, double loss) throws IOException {
    begin(state.step() - 1, state.history().size());
    events.step(state.step(), loss);
    if (System.nanoTime() - flushed > SECOND) {
      flush();
    }
  }

  @Override
  public void epoch(TrainingState state, EpochMetrics metrics) throws IOException {
    begin(state.step(), metrics.epoch());
    events.epoch(metrics);
    flush();
  }

  @Override
  public void ended() throws IOException {
    begin(Long.MAX_VALUE, Long.MAX_VALUE);
    events.end(folder);
    flush();
  }

  /** Writes what was trained before, if anything was. */
  private void begin(long lastStep, long endEpoch) throws IOException {
    if (!hasBegun) {
      hasBegun = true;
      events.upTo(folder, lastStep, endEpoch);
      flush();
    }
  }

  private void flush() throws IOException {
    out.flush();
    flushed = System.nanoTime();
  }

  /** A file that is open for each write alone: a training that fails has nothing to be closed. */
  private static final class Growing extends OutputStream {
    private final Path file;
    private long length;

    Growing(Path file) {
      this.file = file;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      try (FileChannel channel =
          RegularFile.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, count);
        while (rest.hasRemaining()) {
          length += channel.write(rest, length);
        }
        channel.truncate(length);
      } catch (IOException e) {
        // The exception of a full disk names no file.
        throw new IOException(file + ": " + FileFault.reason(e), e);
      }
    }
  }
}
