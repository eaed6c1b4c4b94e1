using I2MoE.Dsl.Onnx.Graphs;

namespace I2MoE.Dsl.Onnx.Encoders;

/// <summary>Levels of categories as a graph: the vector of each column's level beside the numbers.</summary>
internal static class LevelGraph
{
    /// <summary>Writes what the encoder of a modality takes, [B, numbers + columns * width].</summary>
    /// <param name="part">Where it stands.</param>
    /// <param name="modality">The modality.</param>
    /// <param name="table">The name of the vectors of the levels of all columns, one below the other.</param>
    /// <param name="input">The features, [B, F].</param>
    public static string Write(Part part, Modality modality, string table, string input)
    {
        string vectors = part.Weight(table);
        CategoryEmbedding categories = modality.Categories!;
        long place = modality.Shape[0] - categories.Features;
        List<string> parts = place > 0 ? [Slice(part, input, 0, place, axis: 1)] : [];
        long row = 0;
        foreach (int levels in categories.Levels)
        {
            parts.Add(part.Product(Slice(part, input, place, place + levels, axis: 1), Slice(part, vectors, row, row + levels, axis: 0)));
            place += levels;
            row += levels;
        }

        return part.Concat(parts, axis: 1);
    }

    private static string Slice(Part part, string input, long start, long end, long axis) =>
        part.Add("Slice", [input, part.Graph.Wholes(start), part.Graph.Wholes(end), part.Graph.Wholes(axis)]);
}
