package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zigzag.Pipes;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void isHeldOnceAndLeavesNothing() throws IOException {
    Path lock = folder.resolve(FolderLock.NAME);
    Files.createFile(lock); // left by a program that was killed
    try (FolderLock held = FolderLock.take(folder)) {
      assertEquals(folder, held.folder());
      assertRefused("another program is at work");
    }
    assertFalse(Files.exists(lock));
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() throws IOException {
    Path lock =
        Files.createSymbolicLink(folder.resolve(FolderLock.NAME), folder.resolve("nowhere"));
    assertRefused(lock + ": this is a link that leads nowhere");
    assertTrue(Files.exists(lock, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aFileOfThatNameWithContentIsNoLock() throws IOException {
    Path lock = Files.writeString(folder.resolve(FolderLock.NAME), "mine");
    assertRefused(lock + ": this has content");
    assertEquals("mine", Files.readString(lock));
  }

  @Test
  void aLinkToALockStays() throws IOException {
    Path target = Files.createFile(folder.resolve("target"));
    Path lock = Files.createSymbolicLink(folder.resolve(FolderLock.NAME), target);
    try (FolderLock held = FolderLock.take(folder)) {
      assertEquals(folder, held.folder());
      assertRefused("another program is at work");
    }
    assertTrue(Files.isSymbolicLink(lock));
  }

  @Test
  void aPipeIsNoLock() throws Exception {
    Path pipe = Pipes.make(folder.resolve(FolderLock.NAME));
    assertRefused(pipe + ": this is no file");
  }

  private void assertRefused(String message) {
    IOException e = assertThrows(IOException.class, () -> FolderLock.take(folder));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
