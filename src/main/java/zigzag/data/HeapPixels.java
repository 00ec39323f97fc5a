package zigzag.data;

/** Pixels in a Java array. */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large data, never compared
public record HeapPixels(byte[] bytes) implements Pixels {
  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void copy(long from, int count, byte[] target, int offset) {
    System.arraycopy(bytes, Math.toIntExact(from), target, offset, count);
  }

  @Override
  public void copyScaled(long from, int count, float[] target, int offset) {
    Dataset.scale(bytes, Math.toIntExact(from), count, target, offset);
  }

  @Override
  public void requireUnchanged() {
    // Nobody else has the array.
  }

  @Override
  public void close() {
    // The garbage collector does it.
  }
}
