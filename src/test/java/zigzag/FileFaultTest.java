package zigzag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zigzag.archive.AtomicFile;

class FileFaultTest {
  static Stream<IOException> faults() {
    return Stream.of(
        new NoSuchFileException("x"),
        new AccessDeniedException("x"),
        new DirectoryNotEmptyException("x"),
        new FileAlreadyExistsException("x"),
        new NotDirectoryException("x"),
        new FileSystemException("x"),
        new FileSystemException("x", null, "No space left on device"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultHasItsFileAndAReason(IOException e) {
    assertEquals("x: " + FileFault.reason(e), FileFault.describe(e));
    assertFalse(FileFault.reason(e).matches("x|.*xception.*| *"), FileFault.reason(e));
  }

  @Test
  void withoutAFileThereIsAReasonStill() {
    for (IOException e :
        new IOException[] {
          new EOFException(), new MalformedInputException(1), new ClosedByInterruptException()
        }) {
      assertFalse(FileFault.describe(e).matches(".*xception.*| *|null"), FileFault.describe(e));
    }
    assertEquals("disk full", FileFault.describe(new IOException("disk full")));
  }

  /** Root, too, may make no file there. */
  @Test
  void whatCannotBeWrittenIsNamedWithWords() {
    Path file = Path.of("/proc/zigzag.txt");
    Needs.that(file.getParent().toFile().isDirectory(), "there is no /proc here");
    IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, "text"));
    assertEquals(file + ": no such file or folder", FileFault.describe(e));
    assertFalse(e.getMessage().contains("xception"), e.getMessage());
  }
}
