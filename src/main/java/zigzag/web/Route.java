package zigzag.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of the interface: what is asked for, and who answers.
 *
 * @param path its parts; a star stands for a name, two at the end for one or more
 */
record Route(String method, List<String> path, Work work) {
  /** Answers a request, on a thread of the server's, where it may wait for a while. */
  @FunctionalInterface
  interface Work {
    Answer answer(Call call) throws IOException;
  }

  static Route of(String method, String path, Work work) {
    return new Route(method, List.of(path.substring(1).split("/", -1)), work);
  }

  /** The names in a path that is this route's; empty if it is another's. */
  Optional<List<String>> names(List<String> parts) {
    boolean isOpen = path.get(path.size() - 1).equals("**");
    if (isOpen ? parts.size() < path.size() : parts.size() != path.size()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String expected = path.get(Math.min(i, path.size() - 1));
      if (expected.startsWith("*")) {
        names.add(parts.get(i));
      } else if (!expected.equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
