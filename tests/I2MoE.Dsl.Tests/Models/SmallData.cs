using I2MoE.Dsl.Data;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>Data of a model's shapes that can be learned: the class shifts the first feature of every modality, labels and targets follow from the features.</summary>
internal static class SmallData
{
    public static MultimodalDataset For(ModelDescription model, int samples = 120)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(7);
        torch.Tensor classes = torch.arange(samples, dtype: torch.int64).remainder(Math.Max(2, model.Outputs));
        var modalities = new OrderedDictionary<string, torch.Tensor>();
        foreach (Modality modality in model.Modalities)
        {
            long[] shape = [samples, .. modality.Shape.Select(length => (long)length)];
            torch.Tensor values = modality.Vocabulary is { } vocabulary
                ? torch.randint(vocabulary, shape, dtype: torch.int64, generator: generator)
                : torch.randn(shape, generator: generator);
            if (modality.Vocabulary is null)
            {
                values.view(samples, shape[1], -1).select(1, 0).add_(classes.to_type(torch.float32).unsqueeze(1) * 2);
                for (int sample = 0; sample < samples && modality.HasOwnLength; sample++)
                {
                    values[sample, (1 + (sample % modality.Shape[0]))..].fill_(float.NaN);
                }
            }
            else
            {
                values.select(1, 0).copy_(classes);
            }

            modalities.Add(modality.Name, modality.Vocabulary is null ? StrongestLevels.Of(modality, values) : values);
        }

        torch.Tensor first = modalities.Values.First();
        var data = new MultimodalDataset(modalities, model.Task switch
        {
            TaskKind.Classification => classes,
            TaskKind.Ordinal => ((first.select(1, 0) * 0.7) + (first.select(1, 1) * 0.5)).round().clamp(0, model.Outputs - 1).to_type(torch.int64),
            TaskKind.Count => ((first.select(1, 0) * 0.4) + (first.select(1, 1) * 0.4) + 1).exp().round(),
            TaskKind.Survival => torch.stack([(1 - (first.select(1, 0) * 0.4) - (first.select(1, 1) * 0.4)).exp(), first.select(1, 1).gt(-1).to_type(torch.float32)], dim: 1),
            TaskKind.MultiLabel => first.narrow(1, 0, model.Outputs).gt(0.5).to_type(torch.float32),
            _ => first.select(1, 0) + first.select(1, 1),
        });
        foreach (Modality modality in model.Modalities.Where(modality => modality.HasOwnLength))
        {
            data.EndSequences(modality.Name);
        }

        foreach (Modality modality in model.Modalities.Where(modality => modality.Categories is not null))
        {
            data.KeepLevels(modality.Name, modality.Categories!.Features);
        }

        return data;
    }

    public static DataSplits Splits(ModelDescription model, int samples = 120)
    {
        using MultimodalDataset data = For(model, samples);
        return data.Split(seed: 0);
    }

    public static MultimodalBatch Batch(ModelDescription model, int samples = 6)
    {
        using MultimodalDataset data = For(model, samples);
        return data.ToBatch(model.ModalityNames, [.. Enumerable.Range(0, samples).Select(row => (long)row)]);
    }

    public static StepRandom Random(long step = 0) => new(seed: 3, epoch: 1, step);
}
