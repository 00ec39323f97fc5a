package zigzag.network;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ND4J array of floats, row by row, whose memory can be copied to and from Java arrays and
 * handed to BLAS.
 *
 * <p>The array stays in a field for as long as its memory is used: neither the buffer nor the
 * pointer keeps it alive.
 */
final class Matrix implements AutoCloseable {
  private final int columns;
  private final int stride;
  private final INDArray array;
  private final FloatBuffer buffer;
  private final FloatPointer pointer;

  Matrix(int rows, int columns) {
    this(rows, columns, columns);
  }

  /** With rows that begin {@code stride} apart; what lies between two rows is 0. */
  Matrix(int rows, int columns, int stride) {
    this.columns = columns;
    this.stride = stride;
    // Sets the number of BLAS threads once ND4J has started, which would set it back.
    Blas.initialize();
    array = Nd4j.create(DataType.FLOAT, new long[] {rows, stride}, 'c');
    buffer = array.data().asNioFloat();
    pointer = new FloatPointer(array.data().addressPointer());
  }

  /** The memory from one element on, for BLAS. */
  FloatPointer from(int element) {
    return pointer.getPointer(element);
  }

  /** The memory of tiles of so many columns that begin in the row at {@code element}, for BLAS. */
  FloatPointer[] tiles(int element, int columns, int tileWidth) {
    FloatPointer[] tiles = new FloatPointer[(columns + tileWidth - 1) / tileWidth];
    for (int tile = 0; tile < tiles.length; tile++) {
      tiles[tile] = from(element + tile * tileWidth);
    }
    return tiles;
  }

  /** How far apart rows begin. */
  int stride() {
    return stride;
  }

  /** Copies rows that follow one another in a Java array into this one, from a row on. */
  void putRows(int row, int rows, float[] source, int offset) {
    if (stride == columns) {
      buffer.put(row * stride, source, offset, rows * columns);
      return;
    }
    for (int i = 0; i < rows; i++) {
      buffer.put((row + i) * stride, source, offset + i * columns, columns);
    }
  }

  /** Copies rows of this array, from a row on, one after another into a Java array. */
  void getRows(int row, int rows, float[] target, int offset) {
    if (stride == columns) {
      buffer.get(row * stride, target, offset, rows * columns);
      return;
    }
    for (int i = 0; i < rows; i++) {
      buffer.get((row + i) * stride, target, offset + i * columns, columns);
    }
  }

  /** Copies {@code length} floats of a Java array into this one. */
  void put(int element, float[] source, int offset, int length) {
    buffer.put(element, source, offset, length);
  }

  /** Copies {@code length} floats of this array into a Java array. */
  void get(int element, float[] target, int offset, int length) {
    buffer.get(element, target, offset, length);
  }

  @Override
  public void close() {
    array.close();
  }
}
