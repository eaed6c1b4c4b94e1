using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>What the tensors of a dataset must satisfy.</summary>
internal static class DatasetRules
{
    /// <summary>Checks a dataset.</summary>
    /// <returns>Whether values may be missing; false where none is.</returns>
    public static bool Check(MultimodalDataset dataset)
    {
        using DisposeScope scope = NewDisposeScope();
        CheckLabels(dataset.Labels, dataset.ClassNames);
        if (dataset.Modalities.Count == 0)
        {
            throw new DatasetException("The dataset has no modalities; give at least one.");
        }

        bool areMissing = false;
        foreach (string name in dataset.Modalities)
        {
            areMissing |= CheckModality(name, dataset[name], dataset.Labels.shape[0]);
        }

        foreach ((string modality, IReadOnlyList<string> names) in dataset.FeatureNames)
        {
            CheckFeatureNames(modality, dataset[modality].shape, names);
        }

        return areMissing;
    }

    public static void CheckFeatureNames(string modality, long[] shape, IReadOnlyList<string> names)
    {
        long features = shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        if (names.Count != features)
        {
            throw new DatasetException($"The modality '{modality}' has {features} features and {names.Count} feature names.");
        }
    }

    public static void CheckRows(ReadOnlySpan<long> rows, int count)
    {
        if (rows.IsEmpty)
        {
            throw new DatasetException("No rows are given; give at least one.");
        }

        foreach (long row in rows)
        {
            if (row < 0 || row >= count)
            {
                throw new DatasetException($"The row {row} does not exist; allowed: 0 to {count - 1}.");
            }
        }
    }

    public static void CheckLabels(Tensor labels, IReadOnlyList<string>? classNames)
    {
        CheckDevice("The labels", labels);
        if (labels.dtype is not (ScalarType.Int64 or ScalarType.Float32))
        {
            throw new DatasetException($"The labels have the type {labels.dtype}; allowed: Int64 (classes from 0) and Float32 (targets, or 0 and 1 for each of several labels).");
        }

        bool isMatrix = labels.dtype == ScalarType.Float32 && labels.dim() == 2;
        if (!(isMatrix || labels.dim() == 1) || labels.NumberOfElements == 0 || labels.shape[0] > int.MaxValue)
        {
            string expected = labels.dtype == ScalarType.Float32 ? "[N] (targets) or [N, L] (0 or 1 for each of L labels)" : "[N]";
            throw new DatasetException($"The labels have the shape [{string.Join(", ", labels.shape)}]; expected {expected} with at least one sample.");
        }

        if (labels.dtype == ScalarType.Float32)
        {
            CheckTargets(labels, classNames);
        }
        else if (FirstTrue(labels.lt(TorchNumber.Of(0))) is { } row)
        {
            throw new DatasetException($"The label of row {row} is {labels[row].item<long>()}; classes count from 0.");
        }
        else if (classNames is not null && FirstTrue(labels.ge(TorchNumber.Of(classNames.Count))) is { } outside)
        {
            throw new DatasetException(
                $"The label of row {outside} is {labels[outside].item<long>()}; allowed: 0 to {classNames.Count - 1} ({NearestName.List(classNames)}).");
        }
    }

    private static void CheckTargets(Tensor labels, IReadOnlyList<string>? names)
    {
        if (FirstTrue(labels.reshape(labels.shape[0], -1).isfinite().logical_not().any(1)) is { } row)
        {
            throw new DatasetException(labels.dim() == 1
                ? FormattableString.Invariant($"The label of row {row} is {labels[row].item<float>()}; targets must be finite.")
                : $"A label of row {row} is NaN or infinite; labels are 0 or 1.");
        }

        if (names is not null && (labels.dim() == 1 || names.Count != labels.shape[1]))
        {
            throw new DatasetException(labels.dim() == 1
                ? $"The labels are targets, which have no names, but {names.Count} class names are given."
                : $"The dataset has {labels.shape[1]} labels and {names.Count} names of labels.");
        }
    }

    private static bool CheckModality(string name, Tensor values, long count)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new DatasetException("A modality has an empty name.");
        }

        CheckDevice($"The modality '{name}'", values);
        string shape = string.Join(", ", values.shape);
        if (values.dtype is not (ScalarType.Float32 or ScalarType.Int64))
        {
            throw new DatasetException($"The modality '{name}' has the type {values.dtype}; allowed: Float32, and Int64 for token ids. Convert it with to(ScalarType.Float32).");
        }

        if (values.dim() < 2 || values.NumberOfElements == 0)
        {
            throw new DatasetException($"The modality '{name}' has the shape [{shape}]; expected [N, …] with at least one value for each sample.");
        }

        if (values.shape[0] != count)
        {
            throw new DatasetException($"The modality '{name}' has the shape [{shape}], that is {values.shape[0]} samples; the labels have {count}.");
        }

        if (values.dtype != ScalarType.Float32 || RowBlocks.HaveFiniteSums(values))
        {
            return false;
        }

        return RowBlocks.First(values, block => block.isinf()) is { } row
            ? throw new DatasetException($"The modality '{name}' has an infinite value in row {row}; values must be finite, or NaN where they are missing.")
            : true;
    }

    private static void CheckDevice(string what, Tensor values)
    {
        if (values.device_type != DeviceType.CPU)
        {
            throw new DatasetException($"{what}: the tensor lies on {values.device}; a dataset is kept on the CPU, and its batches are moved to the device of the model.");
        }
    }

    private static long? FirstTrue(Tensor flags) => flags.any().item<bool>() ? flags.to(ScalarType.Int32).argmax().item<long>() : null;
}
