package zigzag.data.mnist;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands over the body of a response piece by piece, and gives up if none arrives in time.
 *
 * <p>The streams of {@link java.net.http.HttpClient} wait for ever when a server falls silent.
 */
final class BodyReader implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  /** What has arrived: a piece of the body, or its end (no pieces, and the failure if any). */
  private record Event(List<ByteBuffer> pieces, Throwable failure) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Duration stallTimeout;
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  BodyReader(Flow.Publisher<List<ByteBuffer>> body, Duration stallTimeout) {
    this.stallTimeout = stallTimeout;
    body.subscribe(this);
  }

  /**
   * Waits for the next piece of the body; an empty list at its end.
   *
   * @throws MirrorException if the connection breaks off or nothing arrives in time
   */
  List<ByteBuffer> next() throws MirrorException, InterruptedException {
    Event event = events.poll(stallTimeout.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new MirrorException("nothing arrived for " + Download.seconds(stallTimeout));
    }
    if (event.failure != null) {
      throw new MirrorException("the connection broke off", event.failure);
    }
    if (!event.pieces.isEmpty()) {
      subscription.join().request(1);
    }
    return event.pieces;
  }

  /** Drops what has not been read yet, and the connection with it. */
  @Override
  public void close() {
    CompletableFuture<Void> unused = subscription.thenAccept(Flow.Subscription::cancel);
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    subscription.complete(made);
    made.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    if (pieces.isEmpty()) {
      subscription.join().request(1); // an empty list would pass for the end
    } else {
      events.add(new Event(pieces, null));
    }
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(List.of(), failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), null));
  }
}
