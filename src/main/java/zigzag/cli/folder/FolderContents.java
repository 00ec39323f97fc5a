package zigzag.cli.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zigzag.archive.RunFolders;
import zigzag.archive.symmetry.SymmetryFrames;
import zigzag.archive.symmetry.SymmetrySummary;

/**
 * What a command leaves in its folder, or has left there; the labels and seeds as they stand in
 * names of files and folders.
 */
public record FolderContents(FolderKind kind, Set<String> labels, Set<String> seeds) {
  /** Of a command whose files are always called the same. */
  public static FolderContents of(FolderKind kind) {
    return new FolderContents(kind, Set.of(), Set.of());
  }

  /** Of initializers. */
  public static FolderContents ofInits(List<String> labels) {
    return new FolderContents(
        FolderKind.SYMMETRY,
        labels.stream().map(SymmetryFrames::fileName).collect(Collectors.toSet()),
        Set.of());
  }

  /** What the record of a folder tells. */
  public static FolderContents of(FolderKind kind, JsonNode record) {
    return switch (kind) {
      case COMPARE -> {
        FolderContents named = new FolderContents(kind, new HashSet<>(), new HashSet<>());
        for (JsonNode label : record.path("labels")) {
          named.labels.add(RunFolders.fileName(label.path("label").asText()));
        }
        record.path("seeds").forEach(seed -> named.seeds.add(seed.asText()));
        yield named;
      }
      case SYMMETRY -> ofInits(SymmetrySummary.inits(record));
      default -> of(kind);
    };
  }

  /** Whether the command writes something of that name; a folder's ends with a slash. */
  boolean has(String name) {
    return kind.names.contains(name)
        || kind.patterns.stream().anyMatch(pattern -> has(pattern, name));
  }

  private boolean has(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches()
        && labels.contains(matcher.group("label"))
        && (!pattern.pattern().contains("<seed>") || seeds.contains(matcher.group("seed")));
  }

  /** Whether a run is one of these, as its own settings tell. */
  boolean hasRun(JsonNode config) {
    return labels.contains(RunFolders.fileName(config.at("/comparison/label").asText()))
        && seeds.contains(config.at("/settings/seed").asText());
  }

  /** Whether a folder of that name is a training's within a comparison. */
  static boolean isRun(String name) {
    return name.startsWith("runs/") && name.endsWith("/") && name.length() > "runs/".length();
  }

  /** Whether something of that name keeps the command from writing. */
  boolean isInTheWay(String name) {
    // A file can be where a folder is to be.
    String other = name.endsWith("/") ? name.substring(0, name.length() - 1) : name + "/";
    return has(name) || has(other);
  }
}
