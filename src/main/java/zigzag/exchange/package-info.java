/**
 * Models in the forms of other programs, written and read: ONNX, PyTorch's names in safetensors,
 * NumPy's arrays.
 */
package zigzag.exchange;
