using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Which samples of a dataset belong to which part, each in ascending order.</summary>
/// <param name="Train">The rows of the training part.</param>
/// <param name="Validation">The rows of the validation part.</param>
/// <param name="Test">The rows of the test part.</param>
internal sealed record ExperimentSplits(long[] Train, long[] Validation, long[] Test)
{
    /// <summary>The rows of a part.</summary>
    public long[] Of(DataPart part) => part switch
    {
        DataPart.Train => Train,
        DataPart.Validation => Validation,
        DataPart.Test => Test,
        _ => [.. Train.Concat(Validation).Concat(Test).Order()],
    };

    /// <summary>The part of a row.</summary>
    public DataPart PartOf(long row) => Train.Contains(row) ? DataPart.Train : Validation.Contains(row) ? DataPart.Validation : DataPart.Test;

    /// <summary>The three parts as datasets of their own, to be disposed.</summary>
    public DataSplits Divide(MultimodalDataset data) => new(data.Subset(Train), data.Subset(Validation), data.Subset(Test));
}
