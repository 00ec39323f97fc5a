package zigzag.report.comparison;

/** What a comparison can say of one label. */
public enum Verdict {
  /** The highest mean accuracy of the labels of which no run diverged. */
  BEST("best", "best"),
  /** Behind the best by more than luck explains. */
  WORSE("worse", "worse than the best"),
  /** The difference to the best is no larger than luck explains. */
  UNDECIDED("may be luck", "the difference may be luck"),
  /** Ahead of the best where both have a seed, and only behind it for want of runs. */
  AHEAD("ahead", "ahead of the best at the common seeds: finish the runs"),
  /** No spread can be estimated from one pair. */
  ONE_SEED("one seed", "one common seed: can't tell"),
  /** The best has no result at any of the label's seeds. */
  NO_PAIRS("no pairs", "no common seed: can't tell"),
  /** The same difference at every seed has no spread to be judged by. */
  NO_SPREAD("no spread", "the same difference at every seed: can't tell"),
  /** What is left of a label's runs is a choice of the lucky ones, so no test is made. */
  DIVERGED("diverged", "not all runs converge"),
  /** Nothing to judge. */
  NO_RUN("no run", "no finished run");

  private final String brief;
  private final String phrase;

  Verdict(String brief, String phrase) {
    this.brief = brief;
    this.phrase = phrase;
  }

  /** At most eleven characters, for a narrow table. */
  public String brief() {
    return brief;
  }

  public String phrase() {
    return phrase;
  }
}
