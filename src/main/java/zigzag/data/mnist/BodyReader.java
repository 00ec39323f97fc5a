package zigzag.data.mnist;

import java.net.http.HttpResponse;
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
  /** The pieces that have arrived; none at the end of the body. */
  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();

  private final HttpResponse<?> response;
  private final Duration stallTimeout;
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private volatile Throwable failure;

  BodyReader(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, Duration stallTimeout) {
    this.response = response;
    this.stallTimeout = stallTimeout;
    response.body().subscribe(this);
  }

  /** The response that the body belongs to. */
  HttpResponse<?> response() {
    return response;
  }

  /**
   * Waits for the next piece of the body; an empty list at its end.
   *
   * @throws FetchException if the connection breaks off or nothing arrives in time
   */
  List<ByteBuffer> next() throws FetchException, InterruptedException {
    List<ByteBuffer> pieces = arrived.poll(stallTimeout.toMillis(), TimeUnit.MILLISECONDS);
    if (pieces == null) {
      throw new FetchException("nothing arrived for " + Download.seconds(stallTimeout));
    }
    if (!pieces.isEmpty()) {
      subscription.join().request(1);
    } else if (failure != null) {
      throw new FetchException("the connection broke off", failure);
    }
    return pieces;
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
      arrived.add(pieces);
    }
  }

  @Override
  public void onError(Throwable cause) {
    failure = cause;
    onComplete();
  }

  @Override
  public void onComplete() {
    arrived.add(List.of());
  }
}
