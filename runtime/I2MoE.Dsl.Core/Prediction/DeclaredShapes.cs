using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Prediction;

/// <summary>Brings data into the shapes and types that a model declares, or says why they do not fit.</summary>
/// <param name="model">The model.</param>
/// <param name="path">The path of the data of a modality, for messages.</param>
internal sealed class DeclaredShapes(ModelDescription model, Func<string, string> path)
{
    /// <summary>The modalities of the model in their order. The columns of a table fill a shape of several dimensions row by row.</summary>
    /// <param name="stored">The data as they were read; still the caller's.</param>
    /// <exception cref="DatasetException">A modality has another shape, or token ids are no whole numbers.</exception>
    public MultimodalDataset Conform(MultimodalDataset stored)
    {
        using DisposeScope scope = NewDisposeScope();
        KeyValuePair<string, Tensor>[] values = [.. model.Modalities.Select(modality => KeyValuePair.Create(modality.Name, Conform(modality, stored)))];
        return new MultimodalDataset(values, stored.Labels.alias(), stored.ClassNames, stored.FeatureNames) { HasLabels = stored.HasLabels, Origin = stored.Origin, Files = stored.Files, Tokens = stored.Tokens, OwnLengths = OwnLengths(model), KeptLevels = KeptLevels(model) };
    }

    /// <summary>The modalities whose samples have lengths of their own.</summary>
    public static IReadOnlyCollection<string> OwnLengths(ModelDescription model) => [.. model.Modalities.Where(modality => modality.HasOwnLength).Select(modality => modality.Name)];

    /// <summary>How many of the last features of the modalities are levels for which vectors are learned.</summary>
    public static IReadOnlyDictionary<string, int> KeptLevels(ModelDescription model) =>
        model.Modalities.Where(modality => modality.Categories is not null).ToDictionary(modality => modality.Name, modality => modality.Categories!.Features);

    /// <summary>What is wrong with the shape [N, …] of the stored values of a modality; null for nothing.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="stored">The shape of its stored values.</param>
    /// <param name="isTable">Whether they are the columns of a table.</param>
    public static string? Misfit(Modality modality, long[] stored, bool isTable)
    {
        long declared = modality.Shape.Aggregate(1L, (product, length) => product * length);
        if (isTable ? stored[1] == declared : stored.Skip(1).SequenceEqual(modality.Shape.Select(length => (long)length)))
        {
            return null;
        }

        string found = isTable ? $"the data have {stored[1]} columns for it" : $"the data have [{string.Join(", ", stored)}]";
        string size = isTable && modality.Shape.Count > 1 ? $", that is {declared} values" : "";
        return $"modality {modality.Name} is declared as {modality.BatchShape}{size}, but {found}.";
    }

    private Tensor Conform(Modality modality, MultimodalDataset stored)
    {
        Tensor values = stored[modality.Name];
        if (Misfit(modality, values.shape, isTable: stored.FeatureNames.ContainsKey(modality.Name)) is { } misfit)
        {
            throw new DatasetException(misfit + Categories(stored, modality), path(modality.Name));
        }

        if (modality.Categories is { } categories && SlotsOf(stored, modality) is { Count: > 0 } slots && !slots.Select(slot => slot.Width).SequenceEqual(categories.Levels))
        {
            throw new DatasetException($"modality {modality.Name} is declared with levels: [{string.Join(", ", categories.Levels)}].{Categories(stored, modality)}", path(modality.Name));
        }

        long[] shape = [values.shape[0], .. modality.Shape.Select(length => (long)length)];
        Tensor shaped = values.reshape(shape);
        return modality.Vocabulary is not null && shaped.dtype != ScalarType.Int64 ? ToTokens(modality, shaped, stored) : shaped.alias();
    }

    private static IReadOnlyList<CategorySlot> SlotsOf(MultimodalDataset stored, Modality modality) => CategorySlot.Of(stored.FeatureNames.GetValueOrDefault(modality.Name, []));

    private static string Categories(MultimodalDataset stored, Modality modality)
    {
        IReadOnlyList<string> names = stored.FeatureNames.GetValueOrDefault(modality.Name, []);
        IReadOnlyList<CategorySlot> slots = SlotsOf(stored, modality);
        string levels = modality.Categories is null ? "" : $", levels: [{string.Join(", ", slots.Select(slot => slot.Width))}]";
        return slots.Count == 0 ? "" : FormattableString.Invariant(
            $" They are {slots[0].Start} of numbers and {string.Join(", ", slots.Select(slot => FormattableString.Invariant($"{slot.Width} of {slot.Column}")))}: a category has one for each level, one for <other> and one for <missing>. Declare features: {names.Count}{levels}, or state the levels that count.");
    }

    // Where the modality is missing nothing stands for it: the ids there are 0, and the presence says that they mean nothing.
    private Tensor ToTokens(Modality modality, Tensor values, MultimodalDataset stored)
    {
        Tensor isMissing = tensor(stored.Origin.MissingOf(stored, modality.Name));
        Tensor isWhole = values.eq(values.round()).flatten(1).all(dim: 1).logical_or(isMissing);
        if (!isWhole.all().item<bool>())
        {
            long row = isWhole.logical_not().nonzero()[0].item<long>();
            throw new DatasetException($"modality {modality.Name} takes token ids, but sample {row} (counted from 0) has a value that is missing or no whole number.", path(modality.Name));
        }

        return values.nan_to_num(0).to(ScalarType.Int64);
    }
}
