package zigzag.report.comparison;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import zigzag.archive.ComparisonFile.Label;
import zigzag.report.Looks;

/**
 * One of the things compared: a label and the optimizer and initializer it stands for.
 *
 * @param place in the user's order, from 0
 * @param style the number of its colour and dashes in every chart
 */
record ComparedLabel(String label, String optimizer, String init, int place, int style) {
  /** Those of a plan; what differs between them decides on their looks. */
  static List<ComparedLabel> of(List<Label> labels) {
    List<String> optimizers = labels.stream().map(Label::optimizer).toList();
    List<String> inits = labels.stream().map(Label::init).toList();
    boolean byInit = Set.copyOf(optimizers).size() == 1 && Set.copyOf(inits).size() > 1;
    List<Integer> styles = Looks.of(byInit ? inits : optimizers);
    return IntStream.range(0, labels.size())
        .mapToObj(
            i ->
                new ComparedLabel(
                    labels.get(i).label(), optimizers.get(i), inits.get(i), i, styles.get(i)))
        .toList();
  }
}
