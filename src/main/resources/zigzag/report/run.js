'use strict';
Zigzag.start(({steps, epochs}) => {
  const find = id => document.getElementById(id);
  const TRAINING = 0;
  const VALIDATION = 1;
  const known = column => epochs[column].some(value => value != null);
  const percent = column => epochs[column].map(value => value == null ? null : 100 * value);

  // Every step, raw and smoothed.
  const slider = find('smoothing');
  const {group, window} = steps;
  const chosen = Zigzag.smoothing(slider, find('window'), {count: steps.loss.length, group, window});
  const raw = group === 1 ? 'each step' : `mean of ${group} steps`;
  const stepLoss = Zigzag.redrawn(find('step-loss'), [find('step-log')], () => ({
    xLabel: 'step',
    yLabel: 'training loss',
    data: [steps.step, steps.loss, Zigzag.smooth(steps.loss, chosen())],
    curves: [
      Zigzag.series(raw, TRAINING, {faint: true}),
      Zigzag.series('smoothed', TRAINING, {points: false}),
    ],
    log: find('step-log').checked,
  }));
  slider.addEventListener('input', stepLoss.refresh);

  const pair = (suffix, values, format) => {
    const columns = [['training', 'train_' + suffix, TRAINING], ['validation', 'validation_' + suffix, VALIDATION]]
        .filter(([, column]) => known(column));
    return {
      data: [epochs.epoch, ...columns.map(([, column]) => values(column))],
      curves: columns.map(([name, , style]) => Zigzag.series(name, style, {format})),
    };
  };
  Zigzag.redrawn(find('epoch-loss'), [find('epoch-log')], () => ({
    xLabel: 'epoch',
    yLabel: 'cross-entropy',
    log: find('epoch-log').checked,
    ...pair('loss', column => epochs[column], Zigzag.text),
  }));

  // Before training a network guesses; with that on the axis all that follows looks the same.
  Zigzag.redrawn(find('epoch-accuracy'), [find('from-zero')], () => {
    const accuracy = pair('accuracy', percent, value => Zigzag.text(value) + ' %');
    if (!find('from-zero').checked && epochs.epoch[0] === 0 && epochs.epoch.length > 1) {
      accuracy.data = accuracy.data.map(column => column.slice(1));
    }
    return {xLabel: 'epoch', yLabel: 'accuracy (%)', ...accuracy};
  });

  const single = (id, column, yLabel) => Zigzag.chart(find(id), {
    xLabel: 'epoch',
    yLabel,
    data: [epochs.epoch, epochs[column]],
    curves: [Zigzag.series(yLabel, 0)],
  });
  single('learning-rate', 'learning_rate', 'learning rate');
  single('gradient-norm', 'gradient_norm', 'gradient norm');
});
