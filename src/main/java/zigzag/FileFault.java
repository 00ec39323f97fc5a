package zigzag;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/**
 * What went wrong with a file, in words: Java's exceptions for it often say no more than a path.
 */
public final class FileFault {
  private static final String NO_FOLDER = "this is no folder, or a link that leads to none";

  private static final Map<Class<? extends IOException>, String> REASONS =
      Map.of(
          NoSuchFileException.class, "no such file or folder",
          AccessDeniedException.class, "permission denied",
          DirectoryNotEmptyException.class, "a folder is where a file should be; move it away",
          FileAlreadyExistsException.class, NO_FOLDER,
          NotDirectoryException.class, NO_FOLDER,
          MalformedInputException.class, "this is no text in UTF-8",
          ClosedByInterruptException.class, "interrupted");

  private FileFault() {}

  /** The reason alone, without the file's name. */
  public static String reason(IOException e) {
    if (REASONS.containsKey(e.getClass())) {
      return REASONS.get(e.getClass());
    }
    String reason = e instanceof FileSystemException fault ? fault.getReason() : e.getMessage();
    return reason == null || reason.isBlank() ? "it can't be read or written" : reason;
  }

  /** The file, if the exception names one, and the reason. */
  public static String describe(IOException e) {
    String file = e instanceof FileSystemException fault ? fault.getFile() : null;
    return file == null ? reason(e) : file + ": " + reason(e);
  }
}
