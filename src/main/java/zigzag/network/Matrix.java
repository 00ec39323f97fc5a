package zigzag.network;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix of floats, row by row: an ND4J array, which {@link Product} multiplies, whose rows are
 * copied to and from Java arrays, which loops run over.
 *
 * <p>BLAS always has one thread: the network splits its work itself, and two callers with two BLAS
 * threads each slow each other down tenfold.
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

  static {
    // Touching ND4J starts it, and its start-up sets the number of BLAS threads to that of the
    // cores.
    Nd4j.getBackend();
    openblas_nolapack.blas_set_num_threads(1);
  }

  Matrix(int rows, int columns) {
    this(rows, columns, columns);
  }

  /** With rows that begin {@code stride} apart; what lies between two rows is 0. */
  Matrix(int rows, int columns, int stride) {
    this.columns = columns;
    this.stride = stride;
    array = Nd4j.create(DataType.FLOAT, new long[] {rows, stride}, 'c');
    buffer = array.data().asNioFloat();
    pointer = new FloatPointer(array.data().addressPointer());
  }

  /** The matrix as a factor or a product. */
  Product.Operand all() {
    return fromRow(0);
  }

  /** The rows from one of them on. */
  Product.Operand fromRow(int row) {
    return new Product.Operand(pointer.getPointer((long) row * stride), stride, false);
  }

  /** Sets each of some rows to the same row of a Java array. */
  void fillRows(int row, int rows, float[] source, int offset) {
    for (int i = row; i < row + rows; i++) {
      buffer.put(i * stride, source, offset, columns);
    }
  }

  /** Sets the beginning of a row. */
  void putRow(int row, float[] source, int length) {
    buffer.put(row * stride, source, 0, length);
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

  /** The sum of the squares of so many rows that lie without gaps, in double. */
  double sumOfSquares(int rows) {
    return openblas_nolapack.cblas_dsdot(rows * columns, pointer, 1, pointer, 1);
  }

  @Override
  public void close() {
    array.close();
  }
}
