package zigzag.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import zigzag.RegularFile;
import zigzag.archive.Json;

/** What a request is answered with. */
@FunctionalInterface
interface Answer {
  /** Sends it; the callback is called once all of it is written, or can't be. */
  void send(Request request, Response response, Callback callback) throws IOException;

  String JSON_TYPE = "application/json";

  /** JSON knows neither NaN nor infinities: a loss that is none of a number is null. */
  JsonMapper JSON =
      Json.RECORDS
          .rebuild()
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new Finite<>())
                  .addSerializer(double.class, new Finite<>())
                  .addSerializer(Float.class, new Finite<>())
                  .addSerializer(float.class, new Finite<>())
                  .addSerializer(double[].class, new FiniteDoubles())
                  .addSerializer(float[].class, new FiniteFloats()))
          .build();

  /** What lies in run folders, by the ends of the names. */
  Map<String, String> TYPES =
      Map.of(
          ".html", "text/html;charset=utf-8",
          ".svg", "image/svg+xml",
          ".png", "image/png",
          ".json", JSON_TYPE,
          ".csv", "text/csv;charset=utf-8",
          ".md", "text/plain;charset=utf-8",
          ".tex", "text/plain;charset=utf-8");

  static byte[] bytes(Object document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record, a map or a list as JSON. */
  static Answer json(Object document) {
    return content(HttpStatus.OK_200, JSON_TYPE, bytes(document));
  }

  static Answer refusal(int status, String reason) {
    return content(status, JSON_TYPE, bytes(Map.of("error", reason)));
  }

  static Answer content(int status, String type, byte[] content) {
    return (request, response, callback) -> {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
      response.write(true, ByteBuffer.wrap(content), callback);
    };
  }

  /**
   * A file of a run. Pages and pictures in it may be anybody's: they get an origin of their own.
   */
  static Answer file(Path file) {
    String name = file.getFileName().toString();
    String end = name.substring(Math.max(0, name.lastIndexOf('.')));
    return (request, response, callback) -> {
      try (InputStream in = RegularFile.stream(file)) {
        long size = Files.size(file);
        response
            .getHeaders()
            .put(HttpHeader.CONTENT_TYPE, TYPES.getOrDefault(end, "application/octet-stream"));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, size);
        response
            .getHeaders()
            .put(
                "Content-Security-Policy",
                "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src"
                    + " 'unsafe-inline'; img-src data:");
        OutputStream out = Content.Sink.asOutputStream(response);
        // One that grows meanwhile is sent as long as it was.
        byte[] part = new byte[1 << 16];
        int read = 0;
        for (long left = size; left > 0 && read >= 0; left -= read) {
          read = in.read(part, 0, (int) Math.min(left, part.length));
          out.write(part, 0, Math.max(0, read));
        }
        out.close();
        callback.succeeded();
      }
    };
  }

  /** A number, or null where it is none. */
  final class Finite<T extends Number> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      write(out, value.doubleValue(), value instanceof Float);
    }

    static void write(JsonGenerator out, double value, boolean single) throws IOException {
      if (!Double.isFinite(value)) {
        out.writeNull();
      } else if (single) {
        out.writeNumber((float) value);
      } else {
        out.writeNumber(value);
      }
    }
  }

  /** An array of them. */
  final class FiniteDoubles extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (double value : values) {
        Finite.write(out, value, false);
      }
      out.writeEndArray();
    }
  }

  /** An array of them in single precision, which takes half the room. */
  final class FiniteFloats extends JsonSerializer<float[]> {
    @Override
    public void serialize(float[] values, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (float value : values) {
        Finite.write(out, value, true);
      }
      out.writeEndArray();
    }
  }
}
