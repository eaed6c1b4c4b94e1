class LinearEncoder(nn.Module):
    """One linear layer, [B, F] to [B, D]."""

    def __init__(self, features, hidden):
        super().__init__()
        self.linear = nn.Linear(features, hidden)

    def forward(self, x):
        return self.linear(x)


class MlpEncoder(nn.Module):
    """Linear layers with ReLU between them, [B, F] to [B, D]."""

    def __init__(self, widths):
        super().__init__()
        self.mlp = Mlp(widths)

    def forward(self, x):
        return self.mlp(x)


class MaxoutEncoder(nn.Module):
    """Layers whose units take the greatest of several linear maps, and a linear layer: [B, F] to [B, D]."""

    def __init__(self, features, hidden, layers, width, pieces):
        super().__init__()
        self.pieces = pieces
        self.layers = nn.ModuleList(nn.Linear(features if layer == 0 else width, width * pieces) for layer in range(layers))
        self.head = nn.Linear(width, hidden)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).unflatten(-1, (-1, self.pieces)).amax(-1)
        return self.head(x)


class PretrainedEncoder(nn.Module):
    """Embeddings that are there already, mapped to the hidden size where they have another."""

    def __init__(self, features, hidden):
        super().__init__()
        if features != hidden:
            self.projection = nn.Linear(features, hidden)

    def forward(self, x):
        return self.projection(x) if hasattr(self, "projection") else x


class PatchEmbedding(nn.Module):
    """Features, filled up with zeros and cut into patches, each mapped linearly: [B, F] to [B, P, D]."""

    def __init__(self, features, patches, hidden):
        super().__init__()
        self.patches, self.length = patches, -(-features // patches)
        self.projection = nn.Linear(self.length, hidden)

    def forward(self, x):
        return self.projection(F.pad(x, (0, self.patches * self.length - x.shape[1])).reshape(-1, self.patches, self.length))
