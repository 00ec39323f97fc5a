package zigzag.training.settings;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.ArrayList;
import java.util.List;
import zigzag.optimizer.Hyperparameter;
import zigzag.optimizer.LearningRateSchedule;
import zigzag.optimizer.Optimizer;
import zigzag.optimizer.Schedule;
import zigzag.optimizer.WeightDecay;

/**
 * What a step does with its gradient.
 *
 * @param weightDecay the coefficient of weight decay, on weights alone; 0 for none
 * @param clipNorm what a longer gradient is shortened to; 0 for never
 * @param ema the share of the averaged parameters that a step keeps; 0 for no averaging
 * @param schedule the shape of the learning rate over the training
 * @param warmup the epochs over which the learning rate climbs first; 0 for none
 * @param learningRateChanges what somebody who watched the training made of its learning rate
 */
public record Update(
    @JacksonInject(useInput = OptBoolean.FALSE) Optimizer optimizer,
    double weightDecay,
    double clipNorm,
    double ema,
    Schedule schedule,
    double warmup,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<LearningRateSchedule.Change> learningRateChanges) {
  public Update {
    WeightDecay unused = new WeightDecay(weightDecay);
    if (!(clipNorm >= 0 && Double.isFinite(clipNorm))) {
      throw new IllegalArgumentException(
          "clip-norm must be a number of at least 0, not " + clipNorm);
    }
    Hyperparameter.decay("ema", ema);
    learningRateChanges = List.copyOf(learningRateChanges);
  }

  /** One whose learning rate nobody changes. */
  public Update(
      Optimizer optimizer,
      double weightDecay,
      double clipNorm,
      double ema,
      Schedule schedule,
      double warmup) {
    this(optimizer, weightDecay, clipNorm, ema, schedule, warmup, List.of());
  }

  Update with(List<LearningRateSchedule.Change> changes) {
    return new Update(optimizer, weightDecay, clipNorm, ema, schedule, warmup, changes);
  }

  /** The same with another learning rate after so many steps. */
  Update changed(long step, double learningRate) {
    List<LearningRateSchedule.Change> changes = new ArrayList<>(learningRateChanges);
    changes.removeIf(change -> change.step() >= step);
    changes.add(new LearningRateSchedule.Change(step, learningRate));
    return with(changes);
  }

  LearningRateSchedule schedule(double climb, int length, int stepsPerUnit) {
    return new LearningRateSchedule(
        schedule, optimizer.learningRate(), climb, length, stepsPerUnit, learningRateChanges);
  }
}
