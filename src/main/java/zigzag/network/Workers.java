package zigzag.network;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A few threads that share the numbered slices of one step.
 *
 * <p>Slice p is always done by thread {@code p mod threads}, the caller being thread 0, and {@link
 * #run} returns when all are done. The slices must not write to the same memory, so that the result
 * depends neither on the number of threads nor on their timing.
 *
 * <p>A thread that waits spins for a while before it parks, since a step has four such meetings
 * some 30 µs apart and waking a parked thread costs about 50 µs; but not for long, since on a busy
 * machine the spinning keeps the other thread from its core (an epoch of 50 hidden units on two
 * loaded cores: 0.28 s with 2,000 spins, 2 s with 20,000).
 */
final class Workers implements AutoCloseable {
  private static final int SPINS = 2_000;

  private final Worker[] workers;
  private IntConsumer body;
  private int slices;

  /** {@code threads} in all, the caller's included. */
  Workers(int threads) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].start();
    }
  }

  /** How many threads share the slices. */
  int threads() {
    return workers.length + 1;
  }

  /** Which of them does a slice. */
  int threadOf(int slice) {
    return slice % threads();
  }

  /**
   * Does {@code body.accept(0)} to {@code body.accept(slices - 1)} and returns when all are done.
   */
  void run(int slices, IntConsumer body) {
    this.body = body;
    this.slices = slices;
    int helpers = Math.min(workers.length, slices - 1);
    for (int i = 0; i < helpers; i++) {
      workers[i].begin();
    }
    Throwable failure = attempt(0);
    for (int i = 0; i < helpers; i++) {
      Throwable other = workers[i].await();
      failure = failure == null ? other : failure;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  private Throwable attempt(int first) {
    try {
      for (int slice = first; slice < slices; slice += threads()) {
        body.accept(slice);
      }
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  @Override
  public void close() {
    for (Worker worker : workers) {
      worker.stop = true;
      LockSupport.unpark(worker);
    }
  }

  /** Waits for its turn, does its slices, says so. */
  private final class Worker extends Thread {
    private final int first;
    private Thread caller;
    private Throwable failure;
    // Odd while there is work to do, even once it is done.
    private volatile long turn;
    private volatile boolean stop;

    Worker(int first) {
      super("zigzag-network-" + first);
      this.first = first;
      setDaemon(true);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only one side at a time writes the turn
    void begin() {
      caller = Thread.currentThread();
      turn = turn + 1;
      LockSupport.unpark(this);
    }

    Throwable await() {
      for (int spins = 0; turn % 2 != 0; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      return failure;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // only one side at a time writes the turn
    public void run() {
      while (true) {
        for (int spins = 0; turn % 2 == 0; spins++) {
          if (stop) {
            return;
          }
          if (spins < SPINS) {
            Thread.onSpinWait();
          } else {
            LockSupport.park(this);
          }
        }
        failure = attempt(first);
        Thread waiting = caller;
        turn = turn + 1;
        LockSupport.unpark(waiting);
      }
    }
  }
}
