class InterpretCcFusion(nn.Module):
    """A gate for every embedding, open or closed where it is hard; the gated embeddings, concatenated, through three linear layers: [E, B, O]."""

    def __init__(self, experts, modalities, outputs, hidden, tau, hard, threshold):
        super().__init__()
        self.tau, self.hard, self.threshold = tau, hard, threshold
        self.gate_hidden = nn.ModuleList(StackedLinear(experts, hidden, hidden) for _ in range(modalities))
        self.gate_output = nn.ModuleList(StackedLinear(experts, hidden, 1) for _ in range(modalities))
        self.fuse = StackedLinear(experts, modalities * hidden, hidden)
        self.narrow = StackedLinear(experts, hidden, hidden // 2)
        self.head = StackedLinear(experts, hidden // 2, outputs)

    def forward(self, embeddings):
        gated = []
        for embedding, hidden, output in zip(embeddings, self.gate_hidden, self.gate_output):
            embedding = embedding.expand(len(self.fuse.weight), *embedding.shape)
            gate = torch.sigmoid(output(F.relu(hidden(embedding))) / self.tau)
            gated.append(embedding * ((gate > self.threshold).float() if self.hard else gate))
        return self.head(F.relu(self.narrow(F.relu(self.fuse(torch.cat(gated, dim=-1))))))
