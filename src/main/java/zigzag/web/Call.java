package zigzag.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import zigzag.archive.Json;

/**
 * A request to a {@link Route}.
 *
 * @param names what its path has where the route's has a star, decoded
 */
record Call(Request request, List<String> names) {
  /** Far more than four contenders with all their flags. */
  private static final int MAX_JSON_BYTES = 1 << 16;

  /** What is read of a body that is too large, and forgotten, so that its sender hears of it. */
  private static final long MAX_FORGOTTEN_BYTES = 64L << 20;

  String name(int index) {
    return names.get(index);
  }

  /** A parameter of the query, or what stands for it where there is none. */
  String parameter(String name, String usual) {
    Fields.Field field = Request.extractQueryParameters(request).get(name);
    if (field == null) {
      return usual;
    }
    if (field.getValues().size() > 1) {
      throw Refusal.badValue(name + " is given twice; leave one out");
    }
    return field.getValue();
  }

  String parameter(String name) {
    String value = parameter(name, "");
    if (value.isBlank()) {
      throw Refusal.badValue(name + " is missing; add ?" + name + "=…");
    }
    return value;
  }

  /** A whole number from 0 to one less than {@code count}. */
  int index(String name, String usual, int count) {
    String text = parameter(name, usual);
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && index < count) {
        return index;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Refusal.badValue(name + " is " + text + "; give a number from 0 to " + (count - 1));
  }

  double number(String name) {
    String text = parameter(name);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw Refusal.badValue(name + " is " + text + "; give a number");
    }
  }

  ObjectNode json() throws IOException {
    return Json.parse("the body", body(MAX_JSON_BYTES));
  }

  /** The body, of which no more is kept than there may be. */
  byte[] body(int most) throws IOException {
    InputStream in = Content.Source.asInputStream(request);
    boolean isAnnounced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > most;
    byte[] body = isAnnounced ? new byte[0] : in.readNBytes(most + 1);
    if (isAnnounced || body.length > most) {
      // Closed upon unread bytes, a connection loses what was answered; who asked first sends none.
      if (!request.getHeaders().contains(HttpHeader.EXPECT)) {
        in.skip(MAX_FORGOTTEN_BYTES);
      }
      throw new Refusal(
          HttpStatus.PAYLOAD_TOO_LARGE_413, "the body is too large; at most " + most + " bytes");
    }
    return body;
  }
}
