package zigzag.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a page tells its reader to type.
 *
 * @param where the page and the line
 * @param output what the page shows below it; nothing where it shows none
 */
record ShownCommand(String where, String text, List<String> output) {
  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";
  private static final Pattern INLINE = Pattern.compile("`([^`]*scripts/zigzag [^`]*)`");

  /** The program where a command calls it; what follows is a command of its own or a flag. */
  private static final Pattern PROGRAM = Pattern.compile("(?<![^\\s/(])zigzag (?=[a-z-])");

  private static final Pattern LOOP = Pattern.compile("\\bfor (\\w+) in ([^;]*);");
  private static final Pattern RANGE = Pattern.compile("\\{(\\d+)\\.\\.(\\d+)}");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  /** The commands of a page: in its console and sh blocks, and between backticks in its text. */
  static List<ShownCommand> of(Path page) throws IOException {
    List<ShownCommand> commands = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    String block = null;
    List<String> output = List.of();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String where = page.getFileName() + ":" + (i + 1);
      if (line.startsWith(FENCE)) {
        block = block == null ? line.substring(FENCE.length()) : null;
      } else if (block == null) {
        for (Matcher inline = INLINE.matcher(line); inline.find(); ) {
          commands.add(new ShownCommand(where, inline.group(1), List.of()));
        }
      } else if (block.equals("sh")) {
        commands.add(new ShownCommand(where, line, List.of()));
      } else if (block.equals("console") && line.startsWith(PROMPT)) {
        output = new ArrayList<>();
        commands.add(new ShownCommand(where, line.substring(PROMPT.length()), output));
      } else if (block.equals("console")) {
        output.add(line);
      }
    }
    return commands;
  }

  /** The arguments of every call of the program; in loops, with each value of their variables. */
  List<List<String>> calls() {
    Map<String, List<String>> loops = new LinkedHashMap<>();
    for (Matcher loop = LOOP.matcher(text); loop.find(); ) {
      String values = RANGE.matcher(loop.group(2)).replaceAll("$1 $2");
      loops.put(loop.group(1), List.of(values.strip().split(" ", -1)));
    }
    int rounds = loops.values().stream().mapToInt(List::size).max().orElse(1);
    List<List<String>> calls = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (Matcher call = PROGRAM.matcher(text); call.find(); ) {
        List<String> words = new ArrayList<>();
        for (String word : words(text.substring(call.end()))) {
          words.add(filledIn(word, loops, round));
        }
        calls.add(words);
      }
    }
    return calls;
  }

  private static String filledIn(String word, Map<String, List<String>> loops, int round) {
    return VARIABLE
        .matcher(word)
        .replaceAll(
            variable -> {
              List<String> values =
                  loops.getOrDefault(variable.group(1), List.of(variable.group()));
              return Matcher.quoteReplacement(values.get(round % values.size()));
            });
  }

  /** The words as a shell takes them, up to what ends a command. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
        word = word == null ? new StringBuilder() : word;
      } else if (quote == 0 && ("|;&)<>".indexOf(c) >= 0 || (c == '#' && word == null))) {
        break;
      } else if (quote == 0 && c == ' ') {
        add(word, words);
        word = null;
      } else {
        word = (word == null ? new StringBuilder() : word).append(c);
      }
    }
    add(word, words);
    return Collections.unmodifiableList(words);
  }

  private static void add(StringBuilder word, List<String> words) {
    if (word != null) {
      words.add(word.toString());
    }
  }
}
