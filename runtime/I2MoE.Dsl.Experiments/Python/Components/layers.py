def read_safetensors(path):
    """The tensors of a file, by name; the package safetensors does the same."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(data, dtype=torch.float32, count=(end - start) // 4, offset=start).reshape(entry["shape"]).clone()
    return tensors


def lengths_of(x):
    """The number of steps of sequences [B, T, F] up to the last that has a value (is not NaN throughout), [B]."""
    return ((~x.isnan().all(2)).long() * torch.arange(1, x.shape[1] + 1)).amax(1)


class Named(nn.Module):
    """Modules by the names that their weights have in the file."""

    def __init__(self, modules):
        super().__init__()
        self._modules.update(modules)

    def __getitem__(self, name):
        return self._modules[name]


class Mlp(nn.Module):
    """Linear layers with ReLU between them."""

    def __init__(self, widths):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(before, after) for before, after in zip(widths, widths[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return self.layers[-1](x)


class StackedLinear(nn.Module):
    """A linear layer of every expert: [E, B, ..., inputs] to [E, B, ..., outputs]."""

    def __init__(self, experts, inputs, outputs, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(experts, outputs, inputs))
        self.bias = nn.Parameter(torch.empty(experts, outputs)) if bias else None

    def forward(self, x):
        y = torch.bmm(x.flatten(1, -2), self.weight.transpose(1, 2))
        return (y if self.bias is None else y + self.bias.unsqueeze(1)).reshape(*x.shape[:-1], -1)


class StackedLayerNorm(nn.Module):
    """The normalisation of tokens of every expert, [E, B, S, D]."""

    def __init__(self, experts, width):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(experts, width))
        self.bias = nn.Parameter(torch.empty(experts, width))

    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:]) * self.weight[:, None, None] + self.bias[:, None, None]


def attention(query, key, value, heads):
    """softmax(q k' / sqrt(d)) v in every head; all are [..., S, D]."""
    query, key, value = (x.unflatten(-1, (heads, x.shape[-1] // heads)).transpose(-3, -2) for x in (query, key, value))
    scores = (query / query.shape[-1] ** 0.5) @ key.transpose(-2, -1)
    return (scores.softmax(-1) @ value).transpose(-3, -2).flatten(-2)
