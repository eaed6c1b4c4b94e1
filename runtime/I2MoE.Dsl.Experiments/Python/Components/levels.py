def embed_levels(x, table, levels):
    """The numbers of a sample and, behind them, of each column of categories the vector of its level: [B, F] to [B, numbers + columns * width]."""
    numbers = x.shape[1] - sum(levels)
    columns = zip(x[:, numbers:].split(levels, dim=1), table.split(levels, dim=0))
    return torch.cat([x[:, :numbers], *(column @ vectors for column, vectors in columns)], dim=1)
