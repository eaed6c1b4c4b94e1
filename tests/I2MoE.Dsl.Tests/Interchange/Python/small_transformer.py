"""The model SmallTransformer in PyTorch: python3 small_transformer.py weights.safetensors run.safetensors

The modules have the names that docs/weights.md lists, so that load_state_dict(strict=True) takes the file as it is, expert by expert. Compares with
what the model itself computed of the inputs in the second file. Needs nothing but torch; safetensors are read by hand.
"""
import json
import struct
import sys

import torch
from torch import nn
from torch.nn import functional as F


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    return {
        name: torch.frombuffer(data, dtype=torch.float32, count=(entry["data_offsets"][1] - entry["data_offsets"][0]) // 4, offset=entry["data_offsets"][0]).reshape(entry["shape"]).clone()
        for name, entry in header.items()
    }


class Patches(nn.Module):
    """[B, features] to [B, patches, hidden]."""

    def __init__(self, features, patches, hidden):
        super().__init__()
        self.patches, self.length = patches, -(-features // patches)
        self.projection = nn.Linear(self.length, hidden)

    def forward(self, x):
        return self.projection(F.pad(x, (0, self.patches * self.length - x.shape[1])).reshape(-1, self.patches, self.length))


class Mlp(nn.Module):
    def __init__(self, *widths):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(before, after) for before, after in zip(widths, widths[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return self.layers[-1](x)


class Block(nn.Module):
    def __init__(self, hidden, heads):
        super().__init__()
        self.heads = heads
        self.attention_norm, self.mlp_norm = nn.LayerNorm(hidden), nn.LayerNorm(hidden)
        self.query, self.key_value = nn.Linear(hidden, hidden, bias=False), nn.Linear(hidden, 2 * hidden, bias=False)
        self.projection = nn.Linear(hidden, hidden)
        self.mlp = nn.ModuleDict({"expand": nn.Linear(hidden, 2 * hidden), "contract": nn.Linear(2 * hidden, hidden)})

    def forward(self, x):
        normed = self.attention_norm(x)
        key, value = self.key_value(normed).chunk(2, dim=-1)
        query, key, value = (t.reshape(*t.shape[:2], self.heads, -1).transpose(1, 2) for t in (self.query(normed), key, value))
        attention = (query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5).softmax(-1)
        x = x + self.projection((attention @ value).transpose(1, 2).reshape(x.shape))
        return x + self.mlp["contract"](F.gelu(self.mlp["expand"](self.mlp_norm(x))))


class Fusion(nn.Module):
    """One expert: the tokens of all modalities to logits."""

    def __init__(self, modalities, patches, hidden, heads, layers, outputs):
        super().__init__()
        self.modalities = modalities
        self.position_embedding = nn.Parameter(torch.zeros(modalities * patches, hidden))
        self.blocks = nn.ModuleList(Block(hidden, heads) for _ in range(layers))
        self.head = nn.Linear(modalities * hidden, outputs)

    def forward(self, embeddings):
        x = torch.cat(embeddings, dim=1) + self.position_embedding
        for block in self.blocks:
            x = block(x)
        return self.head(x.reshape(len(x), self.modalities, -1, x.shape[-1]).mean(2).flatten(1))


def within(weights, prefix):
    return {name[len(prefix):]: tensor for name, tensor in weights.items() if name.startswith(prefix)}


def main(weights, run):
    left, right, right_patches = Patches(5, 2, 8), nn.ModuleDict({"mlp": Mlp(4, 6, 8)}), Patches(8, 2, 8)
    reweighting = nn.ModuleDict({"mlp": Mlp(16, 8, 4)})
    left.load_state_dict(within(weights, "encoders.Left."))
    right.load_state_dict(within(weights, "encoders.Right."))
    right_patches.load_state_dict(within(weights, "encoders.Right_patches."))
    reweighting.load_state_dict(within(weights, "reweighting."))
    stacked = within(weights, "experts.fusion.")
    experts = [Fusion(2, 2, 8, 2, 2, 3) for _ in range(4)]
    for e, expert in enumerate(experts):
        expert.load_state_dict({name: tensor[e] for name, tensor in stacked.items()})

    embeddings = [left(run["Left"]), right_patches(right["mlp"](run["Right"]))]
    shares = (reweighting["mlp"](torch.cat([e.mean(1) for e in embeddings], dim=1)) / 2).softmax(-1)   # Temperature = 2
    logits = torch.stack([expert(embeddings) for expert in experts], dim=1)
    prediction = (shares.unsqueeze(-1) * logits).sum(1)
    error = max((prediction - run["prediction"]).abs().max().item(), (shares - run["weights"]).abs().max().item())
    print(f"torch {torch.__version__}: greatest difference {error:.1e}")
    return 0 if error < 1e-5 else 1


if __name__ == "__main__":
    with torch.no_grad():
        sys.exit(main(read(sys.argv[1]), read(sys.argv[2])))
