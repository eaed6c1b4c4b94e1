namespace I2MoE.Dsl.Data;

/// <content>Levels of categories for which a model learns vectors.</content>
public sealed partial class MultimodalDataset
{
    /// <summary>How many of the last features of a modality are levels that stay 0 and 1, here and in the parts.</summary>
    internal IReadOnlyDictionary<string, int> KeptLevels
    {
        get => _shared.Levels;
        init
        {
            foreach ((string modality, int levels) in value)
            {
                _shared.Levels[modality] = levels;
            }
        }
    }

    /// <summary>
    /// Says that the last features of a modality are levels of categories, 0 or 1, as <c>Embedding</c> of a model's modality expects:
    /// <see cref="DataSplits.Standardise"/> then leaves them so. To be called before the dataset is split.
    /// </summary>
    /// <param name="modality">The name of a modality [N, F] of features.</param>
    /// <param name="levels">How many features are levels, all columns together, 1 to F; the sum of the model's <c>Levels</c>.</param>
    /// <exception cref="DatasetException">There is no such modality, it is no vector of features, or it has fewer.</exception>
    public void KeepLevels(string modality, int levels)
    {
        ArgumentNullException.ThrowIfNull(modality);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (ShapeOf(modality) is not [_, var features] || TypeOf(modality) != TorchSharp.torch.ScalarType.Float32)
        {
            throw new DatasetException($"The modality '{modality}' has the shape [{string.Join(", ", ShapeOf(modality))}] and the type {TypeOf(modality)}; levels are among features, Float32 [N, F].");
        }

        if (levels < 1 || levels > features)
        {
            throw new DatasetException($"The modality '{modality}' has {features} features, so that {levels} of them cannot be levels. Allowed: 1 to {features}.");
        }

        _shared.Levels[modality] = levels;
    }
}
