namespace I2MoE.Dsl.Data;

/// <summary>Three datasets of the same modalities: one to train on, one to choose by, one to report. Owns them.</summary>
/// <param name="train">The training part.</param>
/// <param name="validation">The validation part.</param>
/// <param name="test">The test part.</param>
/// <param name="standardiser">How the features were standardised; null where they were not.</param>
public sealed class DataSplits(MultimodalDataset train, MultimodalDataset validation, MultimodalDataset test, Standardiser? standardiser = null) : IDisposable
{
    /// <summary>The training part.</summary>
    public MultimodalDataset Train { get; } = train;

    /// <summary>The validation part.</summary>
    public MultimodalDataset Validation { get; } = validation;

    /// <summary>The test part.</summary>
    public MultimodalDataset Test { get; } = test;

    /// <summary>How the features were standardised; null where they were not.</summary>
    public Standardiser? Standardiser { get; } = standardiser;

    /// <summary>New splits with standardised features; mean and deviation come from the training part only. These splits stay as they are.</summary>
    public DataSplits Standardise()
    {
        Standardiser fitted = Standardiser.Fit(Train);
        return new DataSplits(fitted.Apply(Train), fitted.Apply(Validation), fitted.Apply(Test), fitted);
    }

    /// <summary>Frees the three datasets.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}
