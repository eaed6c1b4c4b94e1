class SwitchMlp(nn.Module):
    """A gate sends every token to the one of several MLPs that it scores best, in the order of the tokens, until that has no room."""

    def __init__(self, experts, modalities, hidden, routed):
        super().__init__()
        self.modalities, self.routed = modalities, routed
        self.gate = StackedLinear(experts, hidden, routed)
        self.expand_weight = nn.Parameter(torch.empty(experts, routed, 2 * hidden, hidden))
        self.expand_bias = nn.Parameter(torch.empty(experts, routed, 2 * hidden))
        self.contract_weight = nn.Parameter(torch.empty(experts, routed, hidden, 2 * hidden))
        self.contract_bias = nn.Parameter(torch.empty(experts, routed, hidden))

    def forward(self, x):
        experts, samples, tokens, hidden = x.shape
        # The tokens of one modality in the batch compete: [E, n, B * P, D].
        grouped = x.reshape(experts, samples, self.modalities, -1, hidden).transpose(1, 2).reshape(experts, self.modalities, -1, hidden)
        score, chosen = self.gate(grouped).softmax(-1).max(-1, keepdim=True)
        is_chosen = F.one_hot(chosen.squeeze(-1), self.routed)
        place = (is_chosen.cumsum(2) * is_chosen).sum(-1, keepdim=True) - 1
        count = grouped.shape[2]
        capacity = min(count, (24 * count + 10 * self.routed - 1) // (10 * self.routed))   # 2.4 times the even share
        result = torch.zeros_like(grouped)
        for mlp in range(self.routed):
            inner = F.gelu(grouped @ self.expand_weight[:, mlp, None].transpose(-2, -1) + self.expand_bias[:, mlp, None, None])
            mapped = inner @ self.contract_weight[:, mlp, None].transpose(-2, -1) + self.contract_bias[:, mlp, None, None]
            result = torch.where((chosen == mlp) & (place < capacity), mapped, result)
        return (result * score).reshape(experts, self.modalities, samples, -1, hidden).transpose(1, 2).reshape(x.shape)
