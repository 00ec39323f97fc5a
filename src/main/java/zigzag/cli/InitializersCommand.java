package zigzag.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zigzag.cli.terminal.ExitCode;
import zigzag.cli.terminal.Messages;
import zigzag.initializer.NamedInitializer;

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
    StringBuilder text = new StringBuilder();
    ArrayNode document = new ObjectMapper().createArrayNode();
    for (NamedInitializer init : NamedInitializer.all()) {
      for (String line : List.of(init.label(), "  " + init.formula(), "  " + init.source())) {
        text.append(line).append('\n');
      }
      text.append('\n');
      ObjectNode node = document.addObject();
      node.put("name", init.label());
      node.put("formula", init.formula());
      node.put("source", init.source());
    }
    messages.result(text.toString(), document);
    return ExitCode.DONE;
  }
}
