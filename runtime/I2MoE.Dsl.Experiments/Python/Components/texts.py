class TextEncoder(nn.Module):
    """Token ids [B, T] to [B, D]: the mean of the embeddings, or the last state of a GRU over them; padding has no part."""

    def __init__(self, vocabulary, padding, width, hidden, recurrent):
        super().__init__()
        self.padding = padding
        self.embeddings = nn.Parameter(torch.empty(vocabulary, width))
        if recurrent:
            self.gru = nn.ModuleDict({"gru": nn.GRU(width, hidden, batch_first=True)})
        else:
            self.projection = nn.Linear(width, hidden)

    def forward(self, ids):
        is_padding = ids == self.padding
        counts = (~is_padding).sum(1, keepdim=True)
        if hasattr(self, "projection"):
            tokens = self.embeddings[ids].masked_fill(is_padding.unsqueeze(-1), 0)
            return self.projection(tokens.sum(1) / counts.clamp(min=1))
        length = ids.shape[1]
        order = (is_padding.long() * length + torch.arange(length)).argsort(1)   # the real tokens first, in their order
        states, _ = self.gru["gru"](self.embeddings[ids.gather(1, order)])
        last = states[torch.arange(len(ids)), (counts - 1).clamp(min=0).squeeze(1)]
        return last.masked_fill(counts == 0, 0)
