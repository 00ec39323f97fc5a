'use strict';
Zigzag.start(({steps, epochs}) => {
  const find = id => document.getElementById(id);
  const TRAINING = 0;
  const VALIDATION = 1;
  const known = column => epochs[column].some(value => value != null);
  const percent = column => epochs[column].map(value => value == null ? null : 100 * value);

  // Every step, raw and smoothed. The slider goes from no smoothing to a quarter of the run.
  const slider = find('smoothing');
  const widest = Math.max(3, steps.loss.length / 4);
  const windowAt = position => 2 * Math.floor(widest ** (position / 100) / 2) + 1;
  slider.value = 100 * Math.log(Math.max(1, steps.window)) / Math.log(widest);
  const smoothed = () => Zigzag.smooth(steps.loss, windowAt(slider.value));
  const showWindow = () => {
    const count = windowAt(slider.value) * steps.group;
    find('window').textContent = count === 1 ? 'none' : `mean of ${count.toLocaleString('en-US')} steps`;
  };
  const raw = steps.group === 1 ? 'each step' : `mean of ${steps.group} steps`;
  const stepLoss = Zigzag.redrawn(find('step-loss'), [find('step-log')], () => ({
    xLabel: 'step',
    yLabel: 'training loss',
    data: [steps.step, steps.loss, smoothed()],
    curves: [
      Zigzag.series(raw, TRAINING, {faint: true}),
      Zigzag.series('smoothed', TRAINING, {points: false}),
    ],
    log: find('step-log').checked,
  }));
  slider.addEventListener('input', () => {
    showWindow();
    const {min, max} = stepLoss().scales.x;
    stepLoss().setData([steps.step, steps.loss, smoothed()], false);
    stepLoss().setScale('x', {min, max});
  });
  showWindow();

  const pair = (suffix, values, unit) => {
    const columns = [['training', 'train_' + suffix, TRAINING], ['validation', 'validation_' + suffix, VALIDATION]]
        .filter(([, column]) => known(column));
    return {
      data: [epochs.epoch, ...columns.map(([, column]) => values(column))],
      curves: columns.map(([name, , style]) => Zigzag.series(name, style, {unit})),
    };
  };
  Zigzag.redrawn(find('epoch-loss'), [find('epoch-log')], () => ({
    xLabel: 'epoch',
    yLabel: 'cross-entropy',
    log: find('epoch-log').checked,
    ...pair('loss', column => epochs[column], ''),
  }));

  // Before training a network guesses; with that on the axis all that follows looks the same.
  Zigzag.redrawn(find('epoch-accuracy'), [find('from-zero')], () => {
    const accuracy = pair('accuracy', percent, ' %');
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

  const copy = find('copy');
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', () => {
      navigator.clipboard.writeText(find('command').textContent).then(() => {
        copy.textContent = 'Copied';
      });
    });
  }
});
