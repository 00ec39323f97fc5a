package zigzag.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The server-sent events of one training, for whoever looks on.
 *
 * <p>A ticker makes one text of what is new since the tick before, and every stream that has
 * written its last one gets it. One that has not is passed over, and told how things stand once it
 * is ready again: nothing is queued, so that a slow reader costs no memory and holds up nobody.
 */
final class EventStreams {
  /** Of one training. */
  private static final int MOST = 512;

  /** What a stream's share of a tick is, so that many of them are served less often. */
  private static final long NANOSECONDS_PER_STREAM = 2_500_000;

  private static final long BEAT_NANOSECONDS = 10_000_000_000L;
  private static final long UNITS_NANOSECONDS = 1_000_000_000;

  /** Losses in one event; of more, neighbours are averaged. */
  private static final int MAX_LOSSES = 256;

  private final LiveTraining training;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();

  // of the ticker's thread
  private final Map<LiveContender, Told> told = new LinkedHashMap<>();
  private String toldState = "";
  private long tickedAt;
  private long wroteAt;

  /** How far those who look on have been told of a contender. */
  private record Told(long steps, int epoch, long unitsStep, long unitsAt) {
    static final Told NOTHING = new Told(0, -1, -1, 0);
  }

  /** Some steps of a contender: the means of {@code group} losses each, of steps in a row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record StepEvent(
      int contender,
      String state,
      long step,
      int epoch,
      double loss,
      double learningRate,
      LiveContender.Ratios ratios,
      long first,
      long last,
      int group,
      float[] losses) {}

  /** An epoch of a contender that is over. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record EpochEvent(
      int contender,
      int epoch,
      long step,
      Double trainLoss,
      Double trainAccuracy,
      Double validationLoss,
      Double validationAccuracy,
      Double learningRate,
      Double gradientNorm,
      Double seconds,
      long[][] confusion) {}

  /** That a contender's weights have moved on, and where they are. */
  private record UnitsEvent(int contender, long step, String url) {}

  /** A connection, of which at most one text is being written. */
  private final class Stream implements Callback {
    private final Response response;
    private final Callback done;
    private volatile boolean isBusy;
    private volatile boolean isLast;
    private volatile int length;

    /** Of the ticker's thread: whether something was not sent. */
    private boolean isBehind = true;

    Stream(Response response, Callback done) {
      this.response = response;
      this.done = done;
    }

    void send(byte[] text, boolean last) {
      isBusy = true;
      length = text.length;
      isLast = last;
      response.write(last, ByteBuffer.wrap(text), this);
    }

    @Override
    public void succeeded() {
      isBusy = false;
      if (isLast) {
        open.remove(this);
        done.succeeded();
      }
    }

    @Override
    public void failed(Throwable e) {
      open.remove(this);
      done.failed(e);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  EventStreams(LiveTraining training) {
    this.training = training;
  }

  /** Opens one more. */
  Answer open() {
    if (open.size() >= MOST) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503, "there are " + MOST + " streams of this training");
    }
    return (request, response, callback) -> {
      response.setStatus(HttpStatus.OK_200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      open.add(new Stream(response, callback));
    };
  }

  /** How many there are. */
  int size() {
    return open.size();
  }

  /** Closes all. */
  void fail(Throwable reason) {
    open.forEach(stream -> stream.failed(reason));
  }

  /** The bytes that wait for slow readers: of each stream those of one text at most. */
  long waiting() {
    return open.stream().filter(stream -> stream.isBusy).mapToLong(stream -> stream.length).sum();
  }

  /** Tells what is new to those who are ready for it. */
  void tick() {
    long now = System.nanoTime();
    if (now - tickedAt < open.size() * NANOSECONDS_PER_STREAM) {
      return;
    }
    tickedAt = now;
    boolean isOver = training.isOver();
    StringBuilder news = new StringBuilder();
    StringBuilder catchingUp = new StringBuilder();
    String state = training.state().toString();
    for (LiveContender contender : training.contenders()) {
      Told before = told.getOrDefault(contender, Told.NOTHING);
      told.put(contender, tell(contender, before, now, !state.equals(toldState), news));
      if (open.stream().anyMatch(stream -> stream.isBehind && !stream.isBusy)) {
        tell(contender, Told.NOTHING, now, true, catchingUp);
      }
    }
    toldState = state;
    if (isOver) {
      event("end", training.status(), news);
      event("end", training.status(), catchingUp);
    } else if (news.length() == 0 && now - wroteAt > BEAT_NANOSECONDS) {
      news.append(":\n\n"); // by which a connection that is gone is noticed
    }
    send(news, catchingUp, isOver);
    wroteAt = news.length() > 0 ? now : wroteAt;
  }

  private void send(StringBuilder news, StringBuilder catchingUp, boolean last) {
    byte[] text = news.toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = catchingUp.toString().getBytes(StandardCharsets.UTF_8);
    for (Stream stream : open) {
      if (stream.isBusy) {
        stream.isBehind |= text.length > 0;
      } else if (!stream.isLast && stream.isBehind && all.length > 0) {
        stream.isBehind = false;
        stream.send(all, last);
      } else if (!stream.isLast && text.length > 0 && !stream.isBehind) {
        stream.send(text, last);
      }
    }
  }

  /** Adds what there is to be told of a contender, and says how far that goes. */
  private Told tell(
      LiveContender contender, Told before, long now, boolean always, StringBuilder text) {
    Losses.Range range = contender.losses.since(before.steps());
    LiveTraining.ContenderStatus status = training.status(contender);
    if (always || range.values().length > 0) {
      int group = (range.values().length + MAX_LOSSES - 1) / MAX_LOSSES;
      event(
          "step",
          new StepEvent(
              contender.place,
              status.state(),
              status.step(),
              status.epoch(),
              status.loss(),
              status.learningRate(),
              status.ratios(),
              range.first(),
              range.last(),
              Math.max(1, group),
              means(range.values(), group)),
          text);
    }
    List<LiveContender.Epoch> epochs = contender.epochs();
    int epoch = before.epoch();
    for (LiveContender.Epoch one : newest(epochs, epoch)) {
      epoch = one.metrics().epoch();
      event("epoch", event(contender, one), text);
    }
    boolean hasMoved = !epochs.isEmpty() && status.step() != before.unitsStep();
    if (!hasMoved || now - before.unitsAt() < UNITS_NANOSECONDS) {
      return new Told(range.last(), epoch, before.unitsStep(), before.unitsAt());
    }
    String url = "/api/trainings/" + training.id() + "/units?contender=" + contender.place;
    event("units", new UnitsEvent(contender.place, status.step(), url), text);
    return new Told(range.last(), epoch, status.step(), now);
  }

  /** Those that were not told of; to who was told of none, the last alone. */
  private static List<LiveContender.Epoch> newest(List<LiveContender.Epoch> epochs, int told) {
    List<LiveContender.Epoch> newer = new ArrayList<>();
    for (int i = epochs.size() - 1; i >= 0 && epochs.get(i).metrics().epoch() > told; i--) {
      newer.add(0, epochs.get(i));
      if (told < 0) {
        break;
      }
    }
    return newer;
  }

  private static EpochEvent event(LiveContender contender, LiveContender.Epoch epoch) {
    var metrics = epoch.metrics();
    return new EpochEvent(
        contender.place,
        metrics.epoch(),
        metrics.step(),
        metrics.trainLoss(),
        metrics.trainAccuracy(),
        metrics.validationLoss(),
        metrics.validationAccuracy(),
        metrics.learningRate(),
        metrics.gradientNorm(),
        metrics.seconds(),
        epoch.confusion());
  }

  private static float[] means(float[] values, int group) {
    if (group <= 1) {
      return values;
    }
    float[] means = new float[(values.length + group - 1) / group];
    for (int i = 0; i < means.length; i++) {
      int to = Math.min(values.length, (i + 1) * group);
      double sum = 0;
      for (int k = i * group; k < to; k++) {
        sum += values[k];
      }
      means[i] = (float) (sum / (to - i * group));
    }
    return means;
  }

  private static void event(String name, Object data, StringBuilder text) {
    String json = new String(Answer.bytes(data), StandardCharsets.UTF_8);
    text.append("event: ").append(name).append("\ndata: ").append(json).append("\n\n");
  }
}
