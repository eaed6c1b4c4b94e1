namespace I2MoE.Dsl.Data;

/// <summary>Three datasets of the same modalities: one to train on, one to choose by, one to report. Owns them.</summary>
/// <param name="train">The training part.</param>
/// <param name="validation">The validation part.</param>
/// <param name="test">The test part.</param>
/// <param name="standardiser">How the features were standardised; null where they were not.</param>
public sealed class DataSplits(MultimodalDataset train, MultimodalDataset validation, MultimodalDataset test, Standardiser? standardiser = null) : IDisposable
{
    private DataSplits? _raw;

    /// <summary>The training part.</summary>
    public MultimodalDataset Train { get; } = train;

    /// <summary>The validation part.</summary>
    public MultimodalDataset Validation { get; } = validation;

    /// <summary>The test part.</summary>
    public MultimodalDataset Test { get; } = test;

    /// <summary>How the features were standardised; null where they were not.</summary>
    public Standardiser? Standardiser { get; } = standardiser;

    /// <summary>
    /// New splits with standardised features; mean and deviation come from the training part only. These splits stay as they are, and need no disposal of
    /// their own: <c>using DataSplits splits = data.Split(seed).Standardise();</c> leaves nothing behind.
    /// </summary>
    public DataSplits Standardise()
    {
        Standardiser fitted = Standardiser.Fit(Train);
        return new DataSplits(fitted.Apply(Train), fitted.Apply(Validation), fitted.Apply(Test), fitted) { _raw = this };
    }

    /// <summary>As <see cref="Standardise"/>, but in the memory of the dataset that these are the parts of, which nobody else uses.</summary>
    /// <param name="whole">That dataset.</param>
    internal DataSplits StandardiseInPlace(MultimodalDataset whole)
    {
        Standardiser fitted = Standardiser.Fit(Train);
        foreach (MultimodalDataset part in (MultimodalDataset[])[Train, Validation, Test])
        {
            part.Origin = part.Origin.Remember(part);
        }

        fitted.ApplyInPlace(whole);
        return new DataSplits(Train, Validation, Test, fitted);
    }

    /// <summary>Frees the three datasets.</summary>
    public void Dispose()
    {
        foreach (MultimodalDataset part in (MultimodalDataset[])[Train, Validation, Test])
        {
            part.Dispose();
        }

        _raw?.LetGo();
    }

    // Parts are lists of rows: what they were made of belongs to another dataset, which keeps it for them where it is still there.
    private void LetGo()
    {
        foreach (MultimodalDataset part in ((MultimodalDataset[])[Train, Validation, Test]).Where(part => part.IsPart))
        {
            part.LetGo();
        }
    }
}
