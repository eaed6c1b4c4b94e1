"""Compares exported modules with what the models said: python3 compare.py FOLDER... Each has model.py, its files, and run.safetensors."""
import importlib.util
import json
import pathlib
import sys

import torch


def load(folder):
    spec = importlib.util.spec_from_file_location("model", folder / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


greatest = 0
for path in map(pathlib.Path, sys.argv[1:]):
    module = load(path)
    run = module.read_safetensors(path / "run.safetensors")
    tokens = json.loads((path / "tokens.json").read_text())
    inputs = {name: run[f"inputs.{name}"].long() if name in tokens else run[f"inputs.{name}"] for name in module.MODALITIES}
    presence = {"presence": run["presence"].bool()} if "presence" in run else {}
    answer = module.load(path)(inputs, **presence)
    try:
        module.load(path)({**inputs, "presence": torch.ones(1)})
        sys.exit(f"{path}: an input that nobody knows is passed over")
    except KeyError as error:
        if "presence" not in str(error):
            raise
    for name, expected in ((name[9:], tensor) for name, tensor in run.items() if name.startswith("expected.")):
        difference = ((answer[name] - expected).abs() / expected.abs().clamp(min=1)).max().item()
        greatest = max(greatest, difference)
        if not difference <= 1e-5:
            sys.exit(f"{path}: {name} differs by {difference:.1e}")
print(f"torch {torch.__version__}: {len(sys.argv) - 1} models, greatest difference {greatest:.1e}")
