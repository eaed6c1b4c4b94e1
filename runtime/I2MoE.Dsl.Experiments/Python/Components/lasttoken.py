class PostNormLayer(nn.Module):
    """norm(x + attention(x)), then norm(x + mlp(x)); of the last layer the last token is wanted alone."""

    def __init__(self, experts, width, heads, feed_forward):
        super().__init__()
        self.heads = heads
        self.query_key_value = StackedLinear(experts, width, 3 * width)
        self.projection = StackedLinear(experts, width, width)
        self.mlp_expand = StackedLinear(experts, width, feed_forward)
        self.mlp_contract = StackedLinear(experts, feed_forward, width)
        self.attention_norm = StackedLayerNorm(experts, width)
        self.mlp_norm = StackedLayerNorm(experts, width)

    def forward(self, x, last_only):
        query, key, value = self.query_key_value(x).chunk(3, dim=-1)
        if last_only:
            x, query = x[:, :, -1:], query[:, :, -1:]
        x = self.attention_norm(x + self.projection(attention(query, key, value, self.heads)))
        return self.mlp_norm(x + self.mlp_contract(F.relu(self.mlp_expand(x))))


class LastTokenFusion(nn.Module):
    """Early fusion: patch p of all modalities is token p. Late fusion: every number is a token. A linear head on the last token: [E, B, O]."""

    def __init__(self, experts, late, features, outputs, layers, heads, width, feed_forward):
        super().__init__()
        self.late = late
        self.embed = StackedLinear(experts, features, width, bias=False)
        self.layers = nn.ModuleList(PostNormLayer(experts, width, heads, feed_forward) for _ in range(layers))
        self.head = StackedLinear(experts, width, outputs)

    def forward(self, embeddings):
        x = torch.cat([e.flatten(1) for e in embeddings], dim=1).unsqueeze(-1) if self.late else torch.cat(embeddings, dim=-1)
        x = self.embed(x.expand(len(self.embed.weight), *x.shape))
        for index, layer in enumerate(self.layers):
            x = layer(x, last_only=index == len(self.layers) - 1)
        return self.head(x.squeeze(2))
