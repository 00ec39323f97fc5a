package zigzag.cli.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import zigzag.archive.FolderLock;

/**
 * Turns Ctrl-C and SIGTERM into a request to stop, and holds the JVM back until the work has
 * stopped and its state is saved. The JVM then ends with its own exit code: 130 or 143.
 */
public final class Interruption implements BooleanSupplier, AutoCloseable {
  /** The longest that saving may take: longer, and something hangs. */
  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::waitForStop, "zigzag-interruption");
  private final FolderLock lock;
  private volatile boolean requested;
  private boolean isWorking;

  /**
   * For work in a folder that is yet to begin: until then a signal ends the program at once. The
   * folder is free before the JVM ends.
   */
  public Interruption(FolderLock lock) {
    this.lock = lock;
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
  }

  /** For work that locks its folders itself. */
  public Interruption() {
    this(null);
  }

  /** The folder to work in. */
  public Path folder() {
    return lock.folder();
  }

  /** From here on a signal waits for the work to stop. */
  public void beginWork() {
    synchronized (this) {
      isWorking = true;
      if (!requested) {
        return;
      }
    }
    awaitEnd();
  }

  /** Waits for a signal. */
  public synchronized void await() {
    while (!requested) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  private void waitForStop() {
    synchronized (this) {
      requested = true;
      notifyAll();
      if (!isWorking) {
        free();
        return;
      }
    }
    if (!isOpen(stopped, PATIENCE_SECONDS)) {
      Messages.error("the training did not stop; its last checkpoint stays");
    }
  }

  private void free() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      return; // the program ends, and with it the lock
    }
  }

  /** The JVM is ending: nothing may begin any more. */
  private static void awaitEnd() {
    isOpen(new CountDownLatch(1), Long.MAX_VALUE);
  }

  private static boolean isOpen(CountDownLatch latch, long seconds) {
    try {
      return latch.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Frees the folder and lets the JVM go. */
  @Override
  public void close() {
    free();
    stopped.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM began to end between the two lines, and the latch has let the hook go.
        return;
      }
    }
  }
}
