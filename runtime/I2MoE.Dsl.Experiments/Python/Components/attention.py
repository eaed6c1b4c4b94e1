class DenseMlp(nn.Module):
    """Linear to twice the width, GELU, linear."""

    def __init__(self, experts, hidden):
        super().__init__()
        self.expand = StackedLinear(experts, hidden, 2 * hidden)
        self.contract = StackedLinear(experts, 2 * hidden, hidden)

    def forward(self, x):
        return self.contract(F.gelu(self.expand(x)))


class TransformerBlock(nn.Module):
    """Self-attention, then an MLP, dense or routed, both pre-norm: tokens [E, B, S, D] to tokens."""

    def __init__(self, experts, hidden, heads, reference, mlp):
        super().__init__()
        self.heads, self.reference = heads, reference
        self.attention_norm = StackedLayerNorm(experts, hidden)
        self.query = StackedLinear(experts, hidden, hidden, bias=False)
        self.key_value = StackedLinear(experts, hidden, 2 * hidden, bias=False)
        self.projection = StackedLinear(experts, hidden, hidden)
        self.mlp_norm = StackedLayerNorm(experts, hidden)
        self.mlp = mlp

    def forward(self, x):
        normed = self.attention_norm(x)
        attended = self.projection(attention(self.query(normed), *self.key_value(normed).chunk(2, dim=-1), self.heads))
        x = (attended if self.reference else x) + attended
        return x + self.mlp(self.mlp_norm(x))


class AttentionFusion(nn.Module):
    """Blocks of attention over the tokens of all modalities, and a linear head on the means of each: [E, B, O]."""

    def __init__(self, experts, modalities, outputs, patches, hidden, heads, reference, mlps):
        super().__init__()
        self.modalities, self.patches = modalities, patches
        self.position_embedding = nn.Parameter(torch.empty(experts, modalities * patches, hidden))
        self.blocks = nn.ModuleList(TransformerBlock(experts, hidden, heads, reference, mlp) for mlp in mlps)
        self.head = StackedLinear(experts, modalities * hidden, outputs)

    def forward(self, embeddings):
        x = torch.cat(embeddings, dim=1) + self.position_embedding.unsqueeze(1)
        router_logits = None
        for block in self.blocks:
            if hasattr(block.mlp, "gating_residual_of"):
                block.mlp.gating_residual_of = router_logits
            x = block(x)
            router_logits = getattr(block.mlp, "router_logits", None)
        return self.head(x.unflatten(2, (self.modalities, self.patches)).mean(-2).flatten(-2))
