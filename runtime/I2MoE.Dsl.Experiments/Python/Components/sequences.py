class RecurrentEncoder(nn.Module):
    """The last state of a GRU or LSTM over a sequence, or the state after as many steps as it has: [B, T, F] to [B, D]."""

    def __init__(self, kind, features, hidden, layers):
        super().__init__()
        create = {"gru": nn.GRU, "lstm": nn.LSTM}[kind]
        self.kind = kind
        self.layers = nn.ModuleList(nn.ModuleDict({kind: create(features if layer == 0 else hidden, hidden, batch_first=True)}) for layer in range(layers))

    def forward(self, x, lengths=None):
        # As in training: torch's kernels of inference compute some sizes of an LSTM wrongly on some processors.
        has_gradients = torch.is_grad_enabled()
        with torch.enable_grad():
            for layer in self.layers:
                x, _ = layer[self.kind](x)
        last = x[:, -1] if lengths is None else x[torch.arange(len(x)), (lengths - 1).clamp(min=0)].masked_fill((lengths == 0).unsqueeze(1), 0)
        return last if has_gradients else last.detach()
