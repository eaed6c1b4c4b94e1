using TorchSharp;

namespace I2MoE.Dsl.Encoders;

/// <summary>Puts vectors in the place of levels of categories.</summary>
internal static class LevelEmbedding
{
    /// <summary>The numbers of each sample, and behind them for each column of categories the vector of its level, [B, numbers + columns * width].</summary>
    /// <param name="categories">The columns.</param>
    /// <param name="input">The features [B, F], of which the last are levels, 0 or 1. Whatever else stands there weighs the vectors, so that an explanation can go from none to one.</param>
    /// <param name="table">The vectors of the levels of all columns, one below the other, [levels, width].</param>
    public static torch.Tensor Of(CategoryEmbedding categories, torch.Tensor input, torch.Tensor table)
    {
        long place = input.shape[1] - categories.Features;
        List<torch.Tensor> parts = place > 0 ? [input.narrow(1, 0, place)] : [];
        long row = 0;
        foreach (int levels in categories.Levels)
        {
            parts.Add(input.narrow(1, place, levels).matmul(table.narrow(0, row, levels)));
            place += levels;
            row += levels;
        }

        return torch.cat(parts, dim: 1);
    }
}
