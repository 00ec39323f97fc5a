package zigzag.report.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zigzag.Numerals;
import zigzag.archive.Json;
import zigzag.report.text.TextTable;
import zigzag.report.text.TextTable.Column;

/**
 * What several models made of the same examples, each by itself and together.
 *
 * @param set the part of the data: test or train
 * @param committee what they answer together
 * @param disagreement the share of examples that two of them differ on, on average
 * @param disputed the number of examples that not all agree on
 */
public record EnsembleReport(
    String set, List<Member> members, Answers committee, double disagreement, int disputed) {
  /** One model: what the user calls it, the file that holds it and that file's sum. */
  public record Member(Path name, Path file, String sha256, Answers answers) {}

  /** A table of the errors for a terminal of some columns, and how often the models differ. */
  public String text(int width) {
    List<List<String>> rows = new ArrayList<>();
    members.forEach(member -> rows.add(row(member.name().toString(), member.answers())));
    rows.add(row("together", committee));
    return Numerals.format(
        "%s, %s set, %,d examples%n%n%s%n%s; two of them differ on %.2f %% of the examples, on"
            + " average, and they don't all agree on %,d of them.%n",
        committee.data(),
        set,
        committee.size(),
        new TextTable(Column.list("model", "wrong", "error %", "loss"), rows).render(width),
        Numerals.count(members.size(), "model"),
        100 * disagreement,
        disputed);
  }

  private static List<String> row(String name, Answers answers) {
    return List.of(
        name,
        Numerals.whole(answers.wrong()),
        Numerals.format("%.2f", 100 * (1 - answers.accuracy())),
        Numerals.fixed(answers.loss(), 4));
  }

  /** All the numbers. */
  public ObjectNode json() {
    ObjectNode document = Json.object().put("dataset", committee.data()).put("split", set);
    ArrayNode models = document.put("examples", committee.size()).putArray("models");
    for (Member member : members) {
      ObjectNode node = models.addObject().put("file", member.file().toString());
      describe(node.put("sha256", member.sha256()), member.answers());
    }
    describe(document.putObject("committee"), committee);
    return document.put("disagreement", disagreement).put("disputed", disputed);
  }

  private static void describe(ObjectNode node, Answers answers) {
    node.put("accuracy", answers.accuracy()).put("wrong", answers.wrong());
    node.put("loss", answers.loss());
  }
}
