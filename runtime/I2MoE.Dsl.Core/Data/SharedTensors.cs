using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>The tensors of a dataset and of its parts, freed when the last that holds them lets go.</summary>
/// <param name="modalities">The values [N, …] of each modality in order.</param>
/// <param name="labels">The labels [N, …].</param>
internal sealed class SharedTensors(OrderedDictionary<string, Tensor> modalities, Tensor labels)
{
    private int _holders = 1;

    public OrderedDictionary<string, Tensor> Modalities { get; } = modalities;

    public Tensor Labels { get; } = labels;

    /// <summary>The files that the values are mapped from; null where they lie in memory.</summary>
    public MappedFiles? Files { get; set; }

    /// <summary>What is done to the values of a modality whenever they are read, because they cannot be changed where they lie.</summary>
    public Dictionary<string, FeatureScaling> Scalings { get; } = new(StringComparer.Ordinal);

    /// <summary>The levels of categories that are taken for others whenever values are read, before <see cref="Scalings"/>.</summary>
    public Dictionary<string, LevelFolding> Foldings { get; } = new(StringComparer.Ordinal);

    /// <summary>The token of each id, by modality, as far as they are known.</summary>
    public Dictionary<string, IReadOnlyList<string>> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>The modalities whose samples are sequences with lengths of their own.</summary>
    public HashSet<string> OwnLengths { get; } = new(StringComparer.Ordinal);

    /// <summary>How many of the last features of a modality are levels of categories, which stay 0 and 1.</summary>
    public Dictionary<string, int> Levels { get; } = new(StringComparer.Ordinal);

    /// <summary>Some rows of one of the tensors, as a tensor of their own.</summary>
    /// <param name="values">The tensor [N, …].</param>
    /// <param name="rows">The rows.</param>
    public Tensor Collect(Tensor values, long[] rows)
    {
        if (Files?.Holds(values) == true)
        {
            Tensor collected = MappedFiles.EmptyRows(values, rows.Length);
            Files.Read(values, rows, collected);
            return collected;
        }

        using Tensor index = tensor(rows);
        return values.index_select(0, index);
    }

    /// <summary>Holds the tensors once more.</summary>
    /// <exception cref="ObjectDisposedException">Nobody holds them any more.</exception>
    public SharedTensors Hold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders == 0, typeof(MultimodalDataset));
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);

        return this;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Labels.Dispose();
            foreach (Tensor values in Modalities.Values)
            {
                values.Dispose();
            }

            foreach (FeatureScaling scaling in Scalings.Values)
            {
                scaling.Dispose();
            }

            Files?.Dispose();
        }
    }
}
