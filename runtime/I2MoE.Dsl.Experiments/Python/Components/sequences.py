class RecurrentEncoder(nn.Module):
    """The last state of a GRU or LSTM over a sequence, [B, T, F] to [B, D]."""

    def __init__(self, kind, features, hidden, layers):
        super().__init__()
        create = {"gru": nn.GRU, "lstm": nn.LSTM}[kind]
        self.kind = kind
        self.layers = nn.ModuleList(nn.ModuleDict({kind: create(features if layer == 0 else hidden, hidden, batch_first=True)}) for layer in range(layers))

    def forward(self, x):
        # As in training: torch's kernels of inference compute some sizes of an LSTM wrongly on some processors.
        has_gradients = torch.is_grad_enabled()
        with torch.enable_grad():
            for layer in self.layers:
                x, _ = layer[self.kind](x)
        return x[:, -1] if has_gradients else x[:, -1].detach()
