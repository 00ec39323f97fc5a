// What has come of a contender so far, in curves of bounded length: out of what the server has kept, and of its events.

const MOST_LOSSES = 2048;
const MOST_RATIOS = 1000;

/** The losses of all steps as means of groups of them, which grow as they become more. */
export class LossCurve {
  group = 1;
  last = 0;
  sums = [];
  counts = [];

  /** Adds losses, each the mean of group steps, of the steps first to last; what is known is passed over. */
  add({first, last, group, losses}) {
    losses.forEach((loss, i) => {
      const end = Math.min(last, first + (i + 1) * group - 1);
      for (let step = Math.max(this.last + 1, first + i * group); step <= end;) {
        while (Math.floor((step - 1) / this.group) >= MOST_LOSSES) this.coarsen(2 * this.group);
        const place = Math.floor((step - 1) / this.group);
        while (this.sums.length <= place) {
          this.sums.push(0);
          this.counts.push(0);
        }
        const to = Math.min(end, (place + 1) * this.group);
        this.sums[place] += (loss ?? NaN) * (to - step + 1);
        this.counts[place] += to - step + 1;
        step = to + 1;
      }
    });
    this.last = Math.max(this.last, last);
  }

  /** Puts in what was missed, out of all losses in groups. */
  mend({group, losses}) {
    const all = new LossCurve();
    all.group = group;
    all.add({first: 1, last: group * losses.length, group, losses});
    this.coarsen(all.group);
    all.coarsen(this.group);
    all.counts.forEach((count, i) => {
      if (count >= (this.counts[i] ?? 0)) [this.counts[i], this.sums[i]] = [count, all.sums[i]];
    });
    this.last = Math.max(this.last, all.last);
  }

  /** Whether no step before the last ones is missing. */
  get isWhole() {
    return this.counts.every((count, i) => count === this.group || i === this.counts.length - 1);
  }

  /** Makes the groups so large. */
  coarsen(group) {
    const halved = values => values.flatMap((value, i) => i % 2 ? [] : [value + (values[i + 1] ?? 0)]);
    for (; this.group < group; this.group *= 2) {
      this.sums = halved(this.sums);
      this.counts = halved(this.counts);
    }
  }

  /** The middle step of each group, as the reports have it. */
  get steps() {
    return this.counts.map((_, i) =>
        Math.floor((i * this.group + 1 + Math.min(this.last, (i + 1) * this.group)) / 2));
  }

  /** The mean of each group; null where that is not a number, or none is known. */
  get means() {
    return this.sums.map((sum, i) => Number.isFinite(sum / this.counts[i]) ? sum / this.counts[i] : null);
  }
}

/** All that is drawn of a contender. */
export class Progress {
  losses = new LossCurve();
  /** Rows of metrics.csv by their epochs. */
  epochs = new Map();
  ratios = [];
  matrices = new Map();

  /** Takes what GET …/curves says. */
  mend(curves) {
    this.losses.mend(curves);
    for (const row of curves.epochs) this.epochs.set(row.epoch, row);
    const newer = this.ratios.filter(({step}) => step > (curves.ratios.at(-1)?.step ?? 0));
    this.ratios = [...curves.ratios, ...newer];
  }

  /** Takes a step event; returns whether something is missing before it. */
  step(event) {
    this.losses.add(event);
    if (event.ratios && event.ratios.step > (this.ratios.at(-1)?.step ?? 0)) this.ratios.push(event.ratios);
    if (this.ratios.length > MOST_RATIOS) this.ratios = this.ratios.filter((_, i) => i % 2 === 0);
    return !this.losses.isWhole;
  }

  /** Takes an epoch event; returns whether one before it is missing. */
  epoch({confusion, ...row}) {
    this.epochs.set(row.epoch, row);
    if (confusion) this.matrices.set(row.epoch, confusion);
    return row.epoch > 0 && !this.epochs.has(row.epoch - 1);
  }

  /** The newest epoch; -1 if there is none. */
  get latest() {
    return this.epochs.size ? Math.max(...this.epochs.keys()) : -1;
  }

  /** The epochs that are over after so many steps, with the part of the one under way. */
  epochAt(step) {
    const first = this.epochs.get(1)?.step;
    return first ? step / first : null;
  }
}
