package zigzag.experiment.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelTasksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void everyTaskIsDoneOnce(int threads) throws IOException {
    int[] times = new int[50];
    List<ParallelTasks.Task> tasks = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      int index = i;
      tasks.add(stop -> times[index]++);
    }
    ParallelTasks.run(threads, tasks, () -> false);
    for (int count : times) {
      assertEquals(1, count);
    }
  }

  @Test
  void tasksRunSideBySide() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    ParallelTasks.Task meets =
        stop -> {
          both.countDown();
          try {
            assertTrue(both.await(30, TimeUnit.SECONDS), "the other one never came");
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        };
    ParallelTasks.run(2, List.of(meets, meets), () -> false);
  }

  @Test
  void aFailureStopsTheOthersAndIsThrown() {
    AtomicInteger begun = new AtomicInteger();
    List<ParallelTasks.Task> tasks = new ArrayList<>();
    tasks.add(
        stop -> {
          while (!stop.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
    tasks.add(
        stop -> {
          throw new IOException("disk full");
        });
    for (int i = 0; i < 100; i++) {
      tasks.add(stop -> begun.incrementAndGet());
    }
    IOException e = assertThrows(IOException.class, () -> ParallelTasks.run(2, tasks, () -> false));
    assertEquals("disk full", e.getMessage());
    assertEquals(0, begun.get(), "none begins after the failure");
  }

  @Test
  void whatHasNotBegunNeverDoesAfterAnInterruption() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    List<ParallelTasks.Task> tasks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tasks.add(stop -> begun.incrementAndGet());
    }
    ParallelTasks.run(1, tasks, () -> begun.get() >= 3);
    assertEquals(3, begun.get());
  }
}
