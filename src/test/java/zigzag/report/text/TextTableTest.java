package zigzag.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import zigzag.report.text.TextTable.Column;

class TextTableTest {
  @Test
  void columnsAreAlignedAndLinesEndWithoutSpaces() {
    TextTable table =
        new TextTable(
            List.of(Column.text("name"), Column.number("lr"), Column.text("source")),
            List.of(
                List.of("sgd", "0.1", ""),
                List.of("adadelta", "1", "Zeiler 2012"),
                List.of("𝛽-rule", "10.25", "")));
    assertEquals(
        """
        name         lr  source
        --------  -----  -----------
        sgd         0.1
        adadelta      1  Zeiler 2012
        𝛽-rule    10.25
        """,
        table.render());
  }

  @Test
  void columnsWithoutRoomFollowBelow() {
    TextTable table =
        new TextTable(
            List.of(Column.text("name"), Column.number("first"), Column.number("second")),
            List.of(List.of("a-name-of-many-characters", "1", "2"), List.of("b", "3", "4")));
    assertEquals(
        """
        name                       first  second
        -------------------------  -----  ------
        a-name-of-many-characters      1       2
        b                              3       4
        """,
        table.render(40));
    assertEquals(
        """
        name             first  second
        ---------------  -----  ------
        a-name-…racters      1       2
        b                    3       4
        """,
        table.render(30));
    assertEquals(
        """
        name          first
        ------------  -----
        a-name…cters      1
        b                 3

        name          second
        ------------  ------
        a-name…cters       2
        b                  4
        """,
        table.render(24));
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    List<Column> columns = List.of(Column.text("a"));
    List<List<String>> rows = List.of(List.of("1", "2"));
    assertThrows(IllegalArgumentException.class, () -> new TextTable(columns, rows));
  }
}
