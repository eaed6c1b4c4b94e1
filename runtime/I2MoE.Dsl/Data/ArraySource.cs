using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Named arrays in a file or a folder, from which a dataset is made.</summary>
/// <param name="path">The file or folder.</param>
internal abstract class ArraySource(string path)
{
    /// <summary>The names of the arrays that exist, in ordinal order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>What an array is called in messages.</summary>
    protected abstract string Noun { get; }

    /// <summary>Whether there is an array of this name, which need not be listed in <see cref="Names"/>.</summary>
    protected virtual bool Exists(string name) => Names.Contains(name);

    /// <summary>The array as it is stored, in row order.</summary>
    protected abstract Tensor Read(string name);

    /// <summary>A problem with one array.</summary>
    protected virtual DatasetException Problem(string name, string message, Exception? inner = null) => new($"the {Noun} '{name}': {message}", path, innerException: inner);

    /// <summary>Reads what the layout asks for.</summary>
    /// <exception cref="DatasetException">An array is missing or does not fit.</exception>
    public MultimodalDataset ToDataset(ArrayLayout layout, IReadOnlyList<string>? classNames)
    {
        IReadOnlyList<KeyValuePair<string, string>> modalities = Modalities(layout);
        string[] named = [.. modalities.Select(pair => pair.Key)];
        if (layout.TokenIds.FirstOrDefault(name => !named.Contains(name)) is { } unknown)
        {
            throw new DatasetException($"TokenIds names '{unknown}', which is no modality; the modalities are {NearestName.List(named)}.{NearestName.Suggest(unknown, named)}", path);
        }

        foreach ((string modality, string array) in modalities)
        {
            Require(array, $"the modality '{modality}' needs");
            if (array == layout.Labels)
            {
                throw Problem(array, $"it holds the labels, which the modality '{modality}' must not contain; a model must not see them.");
            }
        }

        bool hasLabels = !layout.LabelsAreOptional || Exists(layout.Labels);
        if (hasLabels)
        {
            Require(layout.Labels, "holds the labels");
        }

        using DisposeScope scope = NewDisposeScope();
        (Tensor labels, IReadOnlyList<string>? names) = hasLabels
            ? new ArrayLabels(classNames ?? layout.ClassNames, layout.Expected, message => Problem(layout.Labels, message)).Of(Read(layout.Labels))
            : (zeros(Read(modalities[0].Value).shape[0], dtype: ScalarType.Int64), null);
        string counted = hasLabels ? $"the labels ('{layout.Labels}') have" : $"'{modalities[0].Value}' has";
        List<KeyValuePair<string, Tensor>> values = [];
        foreach ((string modality, string array) in modalities)
        {
            values.Add(KeyValuePair.Create(modality, Values(array, labels.shape[0], counted, layout.TokenIds.Contains(modality))));
        }

        try
        {
            return new MultimodalDataset(values, labels, names) { HasLabels = hasLabels };
        }
        catch (DatasetException e) when (e.File is null)
        {
            throw new DatasetException(e.Message, path, innerException: e);
        }
    }

    /// <summary>An array [N] of whole numbers or Booleans, as the digits of each number; true becomes 1.</summary>
    /// <exception cref="DatasetException">There is no such array, or it has another shape or type.</exception>
    public IReadOnlyList<string> ReadColumn(string name)
    {
        Require(name, "has a value for each sample");
        using DisposeScope scope = NewDisposeScope();
        Tensor values = Read(name);
        return SampleColumn.Digits(values)
            ?? throw Problem(name, $"it is {values.dtype} [{string.Join(", ", values.shape)}]; expected whole numbers or Booleans [N], one for each sample.");
    }

    private IReadOnlyList<KeyValuePair<string, string>> Modalities(ArrayLayout layout)
    {
        if (layout.Modalities is not null)
        {
            return [.. layout.Modalities];
        }

        string[] arrays = [.. Names.Where(name => name != layout.Labels)];
        foreach (IGrouping<string, string> clash in arrays.GroupBy(PascalCase).Where(group => group.Count() > 1))
        {
            throw new DatasetException($"the {Noun}s {NearestName.List([.. clash])} would all be the modality '{clash.Key}'; name the modalities in the layout.", path);
        }

        return arrays.Length > 0
            ? [.. arrays.Select(array => KeyValuePair.Create(PascalCase(array), array))]
            : throw new DatasetException($"there is no {Noun} beside the labels; expected at least one, each a modality.", path);
    }

    private void Require(string name, string need)
    {
        if (!Exists(name))
        {
            string found = Names.Count == 0 ? $"there are no {Noun}s" : $"the {Noun}s are {NearestName.List(Names)}";
            throw new DatasetException($"there is no {Noun} '{name}', which {need}; {found}.{NearestName.Suggest(name, Names)}", path);
        }
    }

    private Tensor Values(string array, long count, string counted, bool areTokenIds)
    {
        Tensor stored = Read(array);
        string shape = $"[{string.Join(", ", stored.shape)}]";
        if (stored.dim() < 2)
        {
            throw Problem(array, $"the shape is {shape}; expected [N, …] with at least two dimensions. One number for each sample is [N, 1].");
        }

        if (stored.shape[0] != count)
        {
            throw Problem(array, $"the shape is {shape}, that is {stored.shape[0]} samples; {counted} {count}.");
        }

        if (areTokenIds)
        {
            return stored.is_floating_point() || stored.is_complex()
                ? throw Problem(array, $"the type is {stored.dtype}; token ids are whole numbers.")
                : stored.to(ScalarType.Int64);
        }

        Tensor values = stored.to(ScalarType.Float32);
        Tensor infinite = values.isinf().reshape(count, -1).any(1);
        return infinite.any().item<bool>()
            ? throw Problem(array, $"row {infinite.to(ScalarType.Int32).argmax().item<long>()} (counted from 0) has a value that is infinite or too large for 32 bits (at most 3.4e38); a missing value is NaN.")
            : values;
    }

    /// <summary>The modality that an array is where nothing else is said: <c>csf_core</c> is <c>CsfCore</c>.</summary>
    public static string PascalCase(string name) =>
        string.Concat(name.Split(['_', '-', ' ', '.', '/'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
