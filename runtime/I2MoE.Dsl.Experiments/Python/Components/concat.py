class ConcatFusion(nn.Module):
    """An MLP on the concatenated embeddings, [E, B, O]."""

    def __init__(self, experts, widths):
        super().__init__()
        self.layers = nn.ModuleList(StackedLinear(experts, before, after) for before, after in zip(widths, widths[1:]))

    def forward(self, embeddings):
        x = torch.cat(embeddings, dim=-1)
        x = x.expand(len(self.layers[0].weight), *x.shape)
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return self.layers[-1](x)
