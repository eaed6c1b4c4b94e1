using I2MoE.Dsl;
using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Proof.Trials;

/// <summary>Random data of the shapes that a declaration states.</summary>
internal static class TrialData
{
    /// <summary>Samples for a model.</summary>
    public static MultimodalDataset Create(ModelDescription model, Claims claims, int samples, int seed)
    {
        using var generator = new torch.Generator((ulong)seed);
        var modalities = new List<KeyValuePair<string, torch.Tensor>>();
        foreach (ModalityClaim claim in claims.Modalities)
        {
            long[] shape = [samples, .. claim.Shapes[0]];
            modalities.Add(new(claim.Name, claim.Vocabulary is { } ids
                ? Tokens(Math.Max(ids, 1), claim.Padding, shape, generator)
                : WithLevels(model.Modalities.FirstOrDefault(modality => modality.Name == claim.Name), torch.randn(shape, generator: generator))));
        }

        return new MultimodalDataset(modalities, Differing(model.Task, Labels(model, claims.Outputs, samples, generator)));
    }

    // Of each column of categories one level, by turns.
    private static torch.Tensor WithLevels(Modality? modality, torch.Tensor values)
    {
        if (modality?.Categories is { } categories)
        {
            int place = modality.Shape[0] - categories.Features;
            foreach (int levels in categories.Levels)
            {
                for (long sample = 0; sample < values.shape[0]; sample++)
                {
                    values[sample, place..(place + levels)] = torch.nn.functional.one_hot(torch.tensor(sample % levels), levels).to_type(torch.float32);
                }

                place += levels;
            }
        }

        return values;
    }

    // The first and the third sample are in the part for validation, where a metric that compares kinds of samples needs both.
    private static torch.Tensor Differing(TaskKind task, torch.Tensor labels)
    {
        if (labels.shape[0] > 2 && task != TaskKind.Survival)
        {
            labels[0] = torch.zeros_like(labels[0]);
            labels[2] = torch.ones_like(labels[2]);
        }

        return labels;
    }

    // Of the first and the third sample it is known who had the event first.
    private static torch.Tensor Times(int samples) => torch.tensor(
        [.. Enumerable.Range(0, samples).SelectMany(sample => (float[])[0.1f * (sample + 1), sample % 5 == 2 ? 0 : 1])], [samples, 2]);

    // The first text ends in padding, and the second is nothing else.
    private static torch.Tensor Tokens(int ids, int padding, long[] shape, torch.Generator generator)
    {
        torch.Tensor tokens = torch.randint(0, ids, shape, torch.int64, generator: generator);
        tokens[0, -1] = padding;
        tokens[1] = padding;
        return tokens;
    }

    private static torch.Tensor Labels(ModelDescription model, int outputs, int samples, torch.Generator generator) => model.Task switch
    {
        TaskKind.Classification => torch.randint(0, outputs, new long[] { samples }, torch.int64, generator: generator),
        TaskKind.MultiLabel => torch.randint(0, 2, new long[] { samples, outputs }, torch.float32, generator: generator),
        TaskKind.Ordinal => torch.randint(0, outputs, new long[] { samples }, torch.int64, generator: generator),
        TaskKind.Count => torch.randint(0, 5, new long[] { samples }, torch.float32, generator: generator),
        TaskKind.Survival => Times(samples),
        TaskKind.Regression => torch.randn(new long[] { samples }, generator: generator),
        _ => throw new NotSupportedException($"There are no labels for the task {model.Task}."),
    };
}
