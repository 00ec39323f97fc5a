package zigzag.report.comparison;

import java.util.ArrayList;
import java.util.List;
import zigzag.archive.ComparisonFile;
import zigzag.report.Looks;

/**
 * One of the things compared: a label and the optimizer and initializer it stands for.
 *
 * @param place in the user's order, from 0
 * @param style the number of its colour and dashes in every chart
 */
public record ComparedLabel(String label, String optimizer, String init, int place, int style) {
  /** Those of a plan; what differs between them decides on their looks. */
  static List<ComparedLabel> of(ComparisonFile plan) {
    List<String> optimizers = plan.labels().stream().map(ComparisonFile.Label::optimizer).toList();
    List<String> inits = plan.labels().stream().map(ComparisonFile.Label::init).toList();
    boolean sameOptimizer = optimizers.stream().distinct().count() == 1;
    boolean sameInit = inits.stream().distinct().count() == 1;
    List<Integer> styles = Looks.of(sameOptimizer && !sameInit ? inits : optimizers);
    List<ComparedLabel> labels = new ArrayList<>();
    for (ComparisonFile.Label entry : plan.labels()) {
      int place = labels.size();
      labels.add(
          new ComparedLabel(
              entry.label(), entry.optimizer(), entry.init(), place, styles.get(place)));
    }
    return labels;
  }
}
