package zigzag;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What went wrong with a file, in words: Java's exceptions for it often say no more than a path.
 */
public final class FileFault {
  private FileFault() {}

  /** The reason alone, without the file's name. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "a folder is where a file should be; move it away";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "this is no folder, or a link that leads to none";
    }
    if (e instanceof CharacterCodingException) {
      return "this is no text in UTF-8";
    }
    if (e instanceof ClosedByInterruptException) {
      return "interrupted";
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
