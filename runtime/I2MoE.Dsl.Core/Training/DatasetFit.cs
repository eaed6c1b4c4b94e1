using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>Checks that data fit a model before anything is computed, so that no tensor operation has to fail later.</summary>
internal static class DatasetFit
{
    /// <summary>Checks modalities, shapes and labels, that every value is finite and every token id is in the vocabulary.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="part">What they are, for messages: <c>training</c>.</param>
    /// <param name="hasLabels">Whether the labels mean anything; they are not looked at otherwise.</param>
    /// <exception cref="DatasetException">It names the part, the modality and what was found.</exception>
    public static void Check(ModelDescription model, MultimodalDataset data, string part, bool hasLabels = true)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (Modality modality in model.Modalities)
        {
            long[] shape = data.ShapeOf(modality.Name);
            torch.ScalarType type = data.TypeOf(modality.Name);
            if (!shape.Skip(1).SequenceEqual(modality.Shape.Select(length => (long)length)))
            {
                throw new DatasetException(
                    $"{model.Name} declares modality {modality.Name} as {modality.BatchShape}, but the {part} data have [{string.Join(", ", shape)}].");
            }

            if (modality.Vocabulary is { } vocabulary)
            {
                CheckTokens(modality.Name, vocabulary, data, part);
                continue;
            }

            if (type != torch.ScalarType.Float32)
            {
                throw new DatasetException($"Modality {modality.Name} takes features (Float32), but the {part} data have {type}. Convert them, or give the modality a text encoder if they are token ids.");
            }

            data.ForEachBlock(modality.Name, (start, block) =>
            {
                torch.Tensor finite = (modality.HasOwnLength ? SequenceEnds.Filled(block) : block).isfinite().flatten(1).all(dim: 1);
                if (modality.IsOptional)
                {
                    // What a sample lacks altogether is not looked at.
                    finite = finite.logical_or(block.isnan().flatten(1).all(dim: 1));
                }

                CheckLevels(modality, data, part, start, block);
                if (!finite.all().item<bool>())
                {
                    long row = start + finite.logical_not().nonzero()[0].item<long>();
                    throw new DatasetException(
                        $"Modality {modality.Name} has a missing (NaN) or infinite value in sample {data.SampleRows[(int)row]} of the {part} data. Call Standardise() on the splits (in YAML, standardise: true in the data section), which puts the mean in its place and remembers which samples lack the whole modality; or fill it in.");
                }
            });
        }

        if (hasLabels)
        {
            CheckLabels(model, data, part);
        }
    }

    /// <summary>Checks the labels alone, of data that are to be looked at.</summary>
    /// <exception cref="DatasetException">It names the part and what was found.</exception>
    public static void CheckLabels(ModelDescription model, MultimodalDataset data, string part) => PredictionTask.Of(model).CheckLabels(model, data, part);

    /// <summary>Checks that the values of the training part say as 32-bit numbers what they said where they were read.</summary>
    /// <exception cref="DatasetException">It names the feature and what is lost.</exception>
    public static void CheckRounding(MultimodalDataset training)
    {
        if (training.Lost is { } lost)
        {
            throw new DatasetException(lost);
        }
    }

    /// <summary>Checks that the metrics by which epochs are compared have a value on the validation part, whatever a model predicts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="validation">The validation part, whose labels are checked.</param>
    /// <exception cref="DatasetException">It names the option, the metric and what is wrong with the part.</exception>
    public static void CheckMetrics(ModelDescription model, TrainingOptions options, MultimodalDataset validation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var task = PredictionTask.Of(model);
        (string Option, ValidationMetric Metric)[] used = [(nameof(options.BestMetric), options.BestMetric), .. options.StopPatience > 0 ? [(nameof(options.StopMetric), options.StopMetric)] : ((string, ValidationMetric)[])[]];
        foreach ((string option, ValidationMetric metric) in used)
        {
            if (task.Undefined(metric, validation.Labels) is { } reason)
            {
                string key = option == nameof(options.BestMetric) ? "best.metric" : "stop.metric";
                throw new DatasetException(
                    $"{model.Name} compares epochs by {metric.InWords()} ({option}; in YAML {key} of the training), which has no value here: the validation part {reason}. Choose another metric, for example {nameof(ValidationMetric.Loss)}, or another split.");
            }
        }
    }

    // The vector of a level is weighed by what stands there.
    private static void CheckLevels(Modality modality, MultimodalDataset data, string part, long start, torch.Tensor block)
    {
        if (modality.Categories is not { } categories)
        {
            return;
        }

        torch.Tensor levels = block.narrow(1, modality.Shape[0] - categories.Features, categories.Features);
        torch.Tensor isOther = levels.ne(TorchNumber.Of(0)).logical_and(levels.ne(TorchNumber.One)).logical_and(levels.isnan().logical_not()).any(dim: 1);
        if (isOther.any().item<bool>())
        {
            long row = start + isOther.nonzero()[0].item<long>();
            throw new DatasetException(
                $"Modality {modality.Name} learns vectors of levels, its last {categories.Features} features, which have to be 0 or 1, but sample {data.SampleRows[(int)row]} of the {part} data has another value. Call KeepLevels(\"{modality.Name}\", {categories.Features}) on the data before they are split, so that standardising leaves them.");
        }
    }

    private static void CheckTokens(string modality, int vocabulary, MultimodalDataset data, string part)
    {
        if (data.TypeOf(modality) is var type and not torch.ScalarType.Int64)
        {
            throw new DatasetException($"Modality {modality} takes token ids (Int64), but the {part} data have {type}. Convert them with to(ScalarType.Int64).");
        }

        data.ForEachBlock(modality, (start, block) =>
        {
            torch.Tensor ids = block.flatten(1);
            torch.Tensor outside = ids.lt(TorchNumber.Of(0)).logical_or(ids.ge(TorchNumber.Of(vocabulary)));
            if (outside.any().item<bool>())
            {
                torch.Tensor place = outside.nonzero()[0];
                throw new DatasetException(
                    $"Modality {modality} has the token id {ids[place[0], place[1]].item<long>()} in sample {data.SampleRows[(int)(start + place[0].item<long>())]} of the {part} data. Allowed: 0 to {vocabulary - 1}, as Vocabulary = {vocabulary} declares.");
            }
        });
    }
}
