package zigzag.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zigzag.network.NamedInitializer;
import zigzag.report.TextTable;
import zigzag.report.TextTable.Column;

/** {@code initializers}: the rules for initial weights there are. */
@Command(
    name = "initializers",
    mixinStandardHelpOptions = true,
    description = "Lists the initializers: name, formula with its default, source.",
    footer = {"", "Example: ${ROOT-COMMAND-NAME} initializers"})
final class InitializersCommand implements Callable<Integer> {
  @Mixin private Messages messages;

  @Override
  public Integer call() {
    List<List<String>> rows = new ArrayList<>();
    ArrayNode document = new ObjectMapper().createArrayNode();
    for (NamedInitializer init : NamedInitializer.all()) {
      rows.add(List.of(init.label(), init.formula(), init.source()));
      ObjectNode node = document.addObject();
      node.put("name", init.label());
      node.put("formula", init.formula());
      node.put("source", init.source());
    }
    TextTable table =
        new TextTable(
            List.of(Column.text("name"), Column.text("formula"), Column.text("source")), rows);
    messages.result(table.render(), document);
    return ExitCode.DONE;
  }
}
