namespace I2MoE.Dsl.Onnx.Graphs;

/// <summary>Numbers of a model, row by row.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Shape">Their shape.</param>
internal sealed record StoredTensor(float[] Values, long[] Shape)
{
    /// <summary>The last two dimensions exchanged: the weights [.., outputs, inputs] of a linear layer as a product from the left takes them.</summary>
    public StoredTensor Transposed()
    {
        long rows = Shape[^2];
        long columns = Shape[^1];
        float[] values = new float[Values.Length];
        for (long start = 0; start < values.Length; start += rows * columns)
        {
            for (long row = 0; row < rows; row++)
            {
                for (long column = 0; column < columns; column++)
                {
                    values[start + (column * rows) + row] = Values[start + (row * columns) + column];
                }
            }
        }

        return new StoredTensor(values, [.. Shape[..^2], columns, rows]);
    }

    /// <summary>One of several parts of equal size along the first dimension, in their order.</summary>
    public StoredTensor Part(int part, int of)
    {
        int size = Values.Length / of;
        return new StoredTensor(Values[(part * size)..((part + 1) * size)], [Shape[0] / of, .. Shape[1..]]);
    }

    /// <summary>Parts of equal size along the first dimension in another order.</summary>
    public StoredTensor Reordered(params int[] order) => new([.. order.SelectMany(part => Part(part, order.Length).Values)], Shape);

    /// <summary>The rows from one on, of the last dimension but one.</summary>
    public StoredTensor Rows(int first, int count)
    {
        int rows = (int)Shape[^2];
        int columns = (int)Shape[^1];
        float[] values = [.. Values.Chunk(rows * columns).SelectMany(matrix => matrix.AsSpan(first * columns, count * columns).ToArray())];
        return new StoredTensor(values, [.. Shape[..^2], count, columns]);
    }

    /// <summary>Every number times a factor.</summary>
    public StoredTensor Times(double factor) => this with { Values = [.. Values.Select(value => (float)(value * factor))] };

    /// <summary>The same numbers in another shape.</summary>
    public StoredTensor As(params long[] shape) => this with { Shape = shape };

    /// <summary>Tensors of one shape as one, with a dimension more in front.</summary>
    public static StoredTensor Stack(IReadOnlyList<StoredTensor> tensors) => new([.. tensors.SelectMany(tensor => tensor.Values)], [tensors.Count, .. tensors[0].Shape]);

    /// <summary>Tensors one after the other along the first dimension.</summary>
    public static StoredTensor Concatenate(params StoredTensor[] tensors) => new([.. tensors.SelectMany(tensor => tensor.Values)], [tensors.Sum(tensor => tensor.Shape[0]), .. tensors[0].Shape[1..]]);
}
