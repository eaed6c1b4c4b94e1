"""Checks ONNX files: python3 check.py FILE..."""
import sys

import onnx

for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
print(f"onnx {onnx.__version__}: {len(sys.argv) - 1} files")
