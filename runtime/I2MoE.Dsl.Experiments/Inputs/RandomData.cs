using I2MoE.Dsl.Data;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Draws samples and labels in the shapes of a model, to try it without data. There is nothing to learn in them.</summary>
internal static class RandomData
{
    /// <summary>Draws a dataset: features from the standard normal distribution, levels of categories, lengths of sequences that have their own, token ids, classes, labels and counts evenly, targets as features.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">The number of samples N.</param>
    /// <param name="seed">Which samples.</param>
    public static MultimodalDataset Draw(ModelDescription model, int samples, long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        RandomKey key = RandomKey.Of(seed, RandomPurpose.RandomData);
        List<KeyValuePair<string, Tensor>> modalities = [];
        foreach (Modality modality in model.Modalities)
        {
            using Generator generator = key.Derive(modality.Index).CreateGenerator(CPU);
            long[] shape = [samples, .. modality.Shape.Select(length => (long)length)];
            modalities.Add(KeyValuePair.Create(modality.Name, modality.Vocabulary is { } vocabulary
                ? randint(0, vocabulary, shape, dtype: ScalarType.Int64, generator: generator)
                : Ended(modality, StrongestLevels.Of(modality, randn(shape, dtype: ScalarType.Float32, generator: generator)), generator)));
        }

        using Generator labels = key.Derive(model.Modalities.Count).CreateGenerator(CPU);
        return new MultimodalDataset(modalities, model.Task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => randint(0, model.Outputs, [samples], dtype: ScalarType.Int64, generator: labels),
            TaskKind.MultiLabel => randint(0, 2, [samples, model.Outputs], dtype: ScalarType.Float32, generator: labels),
            TaskKind.Count => randint(0, 6, [samples], dtype: ScalarType.Float32, generator: labels),
            TaskKind.Survival => stack([rand([samples], dtype: ScalarType.Float32, generator: labels), Events(samples)], dim: 1),
            _ => randn([samples], dtype: ScalarType.Float32, generator: labels),
        })
        { OwnLengths = DeclaredShapes.OwnLengths(model), KeptLevels = DeclaredShapes.KeptLevels(model) };
    }

    // At least one step.
    private static Tensor Ended(Modality modality, Tensor drawn, Generator generator) => modality.HasOwnLength
        ? SequenceEnds.Fill(drawn, randint(1, modality.Shape[0] + 1, [drawn.shape[0]], dtype: ScalarType.Int64, generator: generator), float.NaN)
        : drawn;

    // Whatever is the training part of two samples or more has an event.
    private static Tensor Events(int samples) => TensorSum.Range(samples).gt(TorchNumber.Of(0)).to(ScalarType.Float32);
}
