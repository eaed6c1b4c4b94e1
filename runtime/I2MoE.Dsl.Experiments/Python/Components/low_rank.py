class LowRankFusion(nn.Module):
    """Every embedding, with a constant 1, mapped by factors; the product over the modalities, weighted over the ranks; linear, ReLU, linear: [E, B, O]."""

    def __init__(self, experts, modalities, outputs, hidden, rank, fused):
        super().__init__()
        for modality in range(modalities):
            self.register_parameter(f"factor_{modality}", nn.Parameter(torch.empty(experts, rank, hidden + 1, fused)))
        self.rank_weights = nn.Parameter(torch.empty(experts, rank))
        self.bias = nn.Parameter(torch.empty(experts, fused))
        self.hidden = StackedLinear(experts, fused, 128)
        self.head = StackedLinear(experts, 128, outputs)

    def forward(self, embeddings):
        product = 1
        for modality, embedding in enumerate(embeddings):
            factor = getattr(self, f"factor_{modality}")
            product = product * (embedding @ factor[:, :, 1:] + factor[:, :, :1])
        latent = (product * self.rank_weights[..., None, None]).sum(1) + self.bias.unsqueeze(1)
        return self.head(F.relu(self.hidden(latent)))
