package zigzag.exchange;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import zigzag.ReaderBounds;

/** ONNX, safetensors and .npz files that nobody has vouched for. */
@Tag("slow")
final class ForeignModelFuzzTest {
  /** The parsers' buffers. */
  private static final long CONSTANT = 1 << 20;

  /** A zip file's content can be a thousand times as long; it is held three times. */
  private static final long FACTOR = 3000;

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "Gemm",
    "MatMul",
    "Add",
    "Relu",
    "Softmax",
    "Reshape",
    "Constant",
    "transB",
    "PK\u0003\u0004",
    ".npy",
    "NUMPY",
    "'descr': '<f4'",
    "'fortran_order': True",
    "'shape': (2147483647, 0)",
    ".weight",
    ".bias",
    "\"shape\":["
  })
  void readsModel(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    ReaderBounds.hold(CONSTANT + FACTOR * bytes.length, () -> ForeignModel.read(file));
    Path onnx = Files.write(folder.resolve("hostile.onnx"), bytes);
    ReaderBounds.hold(CONSTANT + FACTOR * bytes.length, () -> ForeignModel.read(onnx));
  }
}
