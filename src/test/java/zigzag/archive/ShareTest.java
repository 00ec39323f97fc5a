package zigzag.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zigzag.InputException;

final class ShareTest {
  private static List<Share> shares(int parts) {
    return IntStream.rangeClosed(1, parts).mapToObj(number -> new Share(number, parts)).toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "12, 5", "20, 4", "7, 7", "2000, 3"})
  void everyTrainingIsInOnePartAndPartsAreEqual(int trainings, int parts) {
    for (int i = 0; i < trainings; i++) {
      int place = i;
      assertEquals(1, shares(parts).stream().filter(share -> share.has(place)).count());
    }
    for (Share share : shares(parts)) {
      int count = share.count(trainings);
      assertEquals(IntStream.range(0, trainings).filter(share::has).count(), count);
      assertTrue(count == trainings / parts || count == trainings / parts + 1, () -> "" + count);
    }
  }

  @Test
  void itsTextGivesItBack() {
    for (Share share : shares(12)) {
      assertEquals(share, Share.of(share.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0/3", "4/3", "a/b", "", "2", "1/2/3", "-1/2", "1/-2", " 1/2", "1/0", "١/٢"})
  void whatIsNoPartIsRefused(String text) {
    InputException e = assertThrows(InputException.class, () -> Share.of(text));
    assertTrue(e.getMessage().contains("give K/N"), e.getMessage());
  }

  @Test
  void noPartIsEmpty() {
    new Share(1, 12).requireSome(12);
    assertThrows(InputException.class, () -> new Share(1, 13).requireSome(12));
  }
}
