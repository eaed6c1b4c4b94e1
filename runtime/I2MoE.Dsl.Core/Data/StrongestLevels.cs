using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Makes levels of categories of any numbers, to try a model without data.</summary>
internal static class StrongestLevels
{
    /// <summary>Features whose levels are 0 but for the one of each column that had the greatest value, which is 1.</summary>
    /// <param name="modality">The modality; without levels the values stay as they are.</param>
    /// <param name="values">Values [N, F], which stay as they are.</param>
    public static Tensor Of(Modality modality, Tensor values)
    {
        if (modality.Categories is not { } categories)
        {
            return values;
        }

        long place = modality.Shape[0] - categories.Features;
        List<Tensor> parts = [values.narrow(1, 0, place)];
        foreach (int levels in categories.Levels)
        {
            Tensor column = values.narrow(1, place, levels);
            parts.Add(zeros_like(column).scatter(1, column.argmax(dim: 1, keepdim: true), ones(column.shape[0], 1)));
            place += levels;
        }

        return cat(parts, dim: 1);
    }
}
