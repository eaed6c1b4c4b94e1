class SwiGluExpert(nn.Module):
    def __init__(self, experts, hidden):
        super().__init__()
        self.up = StackedLinear(experts, hidden, 128, bias=False)
        self.down = StackedLinear(experts, 64, hidden, bias=False)

    def forward(self, x):
        gate, up = self.up(x).chunk(2, dim=-1)
        return self.down(F.silu(gate) * up)


class ConstantExpert(nn.Module):
    """A mixture of the token and a learned vector."""

    def __init__(self, experts, hidden):
        super().__init__()
        self.constant = nn.Parameter(torch.empty(experts, hidden))
        self.mixture = StackedLinear(experts, hidden, 2, bias=False)

    def forward(self, x):
        of_token, of_constant = self.mixture(x).softmax(-1).chunk(2, dim=-1)
        return of_token * x + of_constant * self.constant[:, None, None]


class MoePlusPlusMlp(nn.Module):
    """A router sends every token to the best of SwiGLU experts, two constant experts, a copy and a zero expert; it also reads the logits of the layer before."""

    def __init__(self, experts, hidden, routed, top_k, reference, first):
        super().__init__()
        count = routed + 4
        self.routed, self.top_k, self.scale = routed, top_k, 2 if reference else 1
        self.router_hidden = StackedLinear(experts, hidden, 8 * count, bias=False)
        self.router_output = StackedLinear(experts, 8 * count, count, bias=False)
        if not first:
            self.gating_residual = StackedLinear(experts, count, count, bias=False)
        self.swiglu = nn.ModuleList(SwiGluExpert(experts, hidden) for _ in range(routed))
        self.constants = nn.ModuleList(ConstantExpert(experts, hidden) for _ in range(2))
        self.gating_residual_of = None

    def forward(self, x):
        logits = self.router_output(torch.tanh(self.router_hidden(x)))
        if self.gating_residual_of is not None:
            logits = logits + self.gating_residual(self.gating_residual_of)
        self.router_logits = logits
        top, chosen = logits.softmax(-1).topk(self.top_k, dim=-1)
        top = top.masked_fill(chosen == self.routed + 3, 0)   # the zero expert
        gates = torch.zeros_like(logits).scatter_add(-1, chosen, top / top.sum(-1, keepdim=True)).split(1, dim=-1)
        x = x * self.scale
        result = gates[self.routed + 2] * x   # the copy expert
        for index, expert in enumerate([*self.swiglu, *self.constants]):
            result = result + gates[index] * expert(x)
        return result
