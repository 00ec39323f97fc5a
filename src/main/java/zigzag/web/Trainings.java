package zigzag.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import zigzag.network.Layout;

/** The trainings that were started here. */
final class Trainings implements AutoCloseable {
  private static final int TICK_MILLISECONDS = 100;

  /** Of those that are over; their folders stay. */
  private static final int MAX_KEPT = 12;

  private final RunsFolder runs;
  private final Commands commands;
  private final Map<String, LiveTraining> all = new LinkedHashMap<>();
  private int starting;
  private boolean isClosed;

  private final Thread ticker = new Thread(this::tickOn, "zigzag-ticker");

  /** What a request for a training is answered with. */
  private record Started(String id, String folder) {}

  /**
   * A contender's losses, epochs and ratios so far.
   *
   * @param group the steps that each loss is the mean of
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Curves(
      int group, float[] losses, List<?> epochs, List<LiveContender.Ratios> ratios) {}

  /**
   * What was taken for what after an epoch, {@code [true][predicted]}; null if that is not known.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Matrix(int epoch, long[][] confusion) {}

  /**
   * The incoming weights of some hidden units as pictures.
   *
   * @param scales the weight that a byte of 127 stands for, unit by unit
   * @param units {@code count × rows × columns} signed bytes, in base64
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Units(
      long step,
      int hidden,
      int from,
      int count,
      int rows,
      int columns,
      float[] scales,
      String units) {}

  Trainings(RunsFolder runs, Commands commands) {
    this.runs = runs;
    this.commands = commands;
    ticker.setDaemon(true);
    ticker.start();
  }

  private void tickOn() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLISECONDS);
        tick();
      }
    } catch (InterruptedException e) {
      tick(); // for the last time
    }
  }

  private void tick() {
    for (LiveTraining training : copy()) {
      try {
        training.streams().tick();
      } catch (RuntimeException e) {
        // A mistake in one's events ends those alone.
        training.streams().fail(e);
      }
    }
  }

  private synchronized List<LiveTraining> copy() {
    return new ArrayList<>(all.values());
  }

  Answer start(Call call) throws IOException {
    TrainingRequest request = TrainingRequest.of(call.json());
    reserve(request.contenders().size());
    try {
      TrainingRequest.Start start = request.prepare(commands);
      String command = start.plan().isPresent() ? "compare" : "train";
      LiveTraining training = new LiveTraining(runs.make(command), start, commands);
      training.begin();
      add(training);
      return Answer.json(new Started(training.id(), training.folder().toString()));
    } finally {
      synchronized (this) {
        starting -= request.contenders().size();
      }
    }
  }

  private synchronized void reserve(int contenders) {
    int running =
        starting
            + all.values().stream()
                .filter(training -> !training.isOver())
                .mapToInt(training -> training.contenders().size())
                .sum();
    if (isClosed || running + contenders > TrainingRequest.MAX_CONTENDERS) {
      throw new Refusal(
          HttpStatus.CONFLICT_409,
          running
              + " contenders are at work, of "
              + TrainingRequest.MAX_CONTENDERS
              + " in all; wait for them or stop them");
    }
    starting += contenders;
  }

  private synchronized void add(LiveTraining training) {
    all.put(training.id(), training);
    List<LiveTraining> over = all.values().stream().filter(LiveTraining::isOver).toList();
    for (int i = 0; i < over.size() - MAX_KEPT; i++) {
      all.remove(over.get(i).id());
    }
    if (isClosed) {
      training.interrupt();
    }
  }

  synchronized LiveTraining find(String id) {
    LiveTraining training = all.get(id);
    if (training == null) {
      throw Refusal.unknown("training \"" + id + "\"");
    }
    return training;
  }

  Answer list(Call call) {
    return Answer.json(copy().stream().map(LiveTraining::status).toList());
  }

  Answer status(Call call) {
    return Answer.json(find(call.name(0)).status());
  }

  Answer events(Call call) {
    return find(call.name(0)).streams().open();
  }

  /** Does something with a training, and answers how it stands then. */
  Route.Work doing(Consumer<LiveTraining> work) {
    return call -> {
      LiveTraining training = find(call.name(0));
      work.accept(training);
      return Answer.json(training.status());
    };
  }

  Answer changeLearningRate(Call call) {
    LiveTraining training = find(call.name(0));
    training.changeLearningRate(training.contender(call), call.number("value"));
    return Answer.json(training.status());
  }

  Answer curves(Call call) {
    LiveContender contender = find(call.name(0)).contender(call);
    Losses.Curve curve = contender.losses.curve();
    return Answer.json(
        new Curves(
            curve.group(),
            curve.means(),
            contender.epochs().stream().map(LiveContender.Epoch::metrics).toList(),
            contender.ratios()));
  }

  Answer confusion(Call call) {
    int wanted = call.index("epoch", "0", Integer.MAX_VALUE);
    return Answer.json(
        find(call.name(0)).contender(call).epochs().stream()
            .filter(epoch -> epoch.metrics().epoch() == wanted)
            .findAny()
            .map(epoch -> new Matrix(wanted, epoch.confusion()))
            .orElseGet(() -> new Matrix(wanted, null)));
  }

  Answer units(Call call) {
    LiveTraining training = find(call.name(0));
    LiveContender contender = training.contender(call);
    Layout layout = contender.layout;
    int from = call.index("from", "0", layout.hidden());
    int count = Math.min(layout.hidden() - from, call.index("count", "64", 1025));
    Snapshot snapshot = contender.snapshot();
    float[] scales = new float[count];
    byte[] bytes = new byte[count * layout.inputs()];
    for (int unit = 0; unit < count; unit++) {
      for (int i = 0; i < layout.inputs(); i++) {
        float weight = snapshot.parameters()[layout.w1() + i * layout.hidden() + from + unit];
        scales[unit] = Math.max(scales[unit], Math.abs(weight));
      }
      for (int i = 0; i < layout.inputs(); i++) {
        float weight = snapshot.parameters()[layout.w1() + i * layout.hidden() + from + unit];
        bytes[unit * layout.inputs() + i] = (byte) Math.round(127 * weight / scales[unit]);
      }
    }
    return Answer.json(
        new Units(
            snapshot.step(),
            layout.hidden(),
            from,
            count,
            training.start().first().data().train().rows(),
            training.start().first().data().train().columns(),
            scales,
            Base64.getEncoder().encodeToString(bytes)));
  }

  /** Saves what is at work, to be resumed. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
    }
    List<Thread> ends = new ArrayList<>();
    for (LiveTraining training : copy()) {
      Thread end = new Thread(training::interrupt);
      end.start();
      ends.add(end);
    }
    ends.forEach(Trainings::join);
    ticker.interrupt();
    join(ticker);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
