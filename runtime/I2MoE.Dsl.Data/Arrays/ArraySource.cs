using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Named arrays in a file or a folder, from which a dataset is made.</summary>
/// <param name="path">The file or folder.</param>
internal abstract class ArraySource(string path)
{
    private const int MostNamed = 8;
    private const string Allowed = "floating-point numbers of 16, 32 or 64 bits, whole numbers of 8 to 64 bits and Booleans";
    private const string Rewrite = "Convert it in Python with astype('float32') or astype('int64').";

    private static readonly string[] s_columns = ["split", "part", "fold", "group", "id"];

    /// <summary>The names of the arrays that exist, in ordinal order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>What an array is called in messages.</summary>
    protected abstract string Noun { get; }

    /// <summary>Whether there is an array of this name, which need not be listed in <see cref="Names"/>.</summary>
    protected virtual bool Exists(string name) => Names.Contains(name);

    /// <summary>The array with what its header says; its values are read later.</summary>
    protected abstract StoredArray Open(string name);

    /// <summary>Reads from one array, and turns what goes wrong into a <see cref="Problem"/>.</summary>
    protected virtual T Reading<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw Problem(name, e.Message, e);
        }
    }

    /// <summary>A problem with one array.</summary>
    protected virtual DatasetException Problem(string name, string message, Exception? inner = null) => new($"the {Noun} '{name}': {message}", path, innerException: inner);

    /// <summary>Reads what the layout asks for.</summary>
    /// <exception cref="DatasetException">An array is missing or does not fit.</exception>
    public MultimodalDataset ToDataset(ArrayLayout layout, IReadOnlyList<string>? classNames)
    {
        KeyValuePair<string, string>[] modalities = Modalities(layout);
        string[] named = [.. modalities.Select(pair => pair.Key)];
        if (layout.TokenIds.FirstOrDefault(name => !named.Contains(name) && !layout.MayLack.Contains(name)) is { } unknown)
        {
            throw new DatasetException($"TokenIds names '{unknown}', which is no modality; the modalities are {NearestName.List(named)}.{NearestName.Suggest(unknown, named)}", path);
        }

        foreach ((string modality, string array) in modalities)
        {
            Require(array, $"the modality '{modality}' needs");
            if (array == layout.Labels && layout.Role != SourceRole.Other)
            {
                throw Problem(array, $"it holds the labels, which the modality '{modality}' must not contain; a model must not see them.");
            }
        }

        bool hasLabels = layout.Role != SourceRole.Other && (!layout.LabelsAreOptional || Exists(layout.Labels));
        if (hasLabels)
        {
            Require(layout.Labels, "holds the labels");
        }

        // Every header is read and compared before any value.
        StoredArray? labels = hasLabels ? OpenLabels(layout.Labels, layout.Expected) : null;
        StoredArray[] arrays = [.. modalities.Select(modality => Open(modality.Value))];
        long count = labels?.Shape[0] ?? (arrays is [{ Shape: [var first, ..] }, ..] ? first : 0);
        string counted = hasLabels ? $"the labels ('{layout.Labels}') have" : $"'{(modalities is [var one, ..] ? one.Value : "")}' has";
        foreach ((int m, (string modality, string array)) in modalities.Index())
        {
            Check(arrays[m], array, count, counted, layout.TokenIds.Contains(modality));
            if (layout.Misfit(modality, arrays[m].Shape) is { } misfit)
            {
                throw new DatasetException(misfit, path);
            }
        }

        if (layout.Storage.IsMemory)
        {
            DataFiles.RequireMemory(path, arrays.Sum(array => sizeof(float) * (double)array.Count));
        }

        using DisposeScope scope = NewDisposeScope();
        ArrayLabels reader = new(classNames ?? layout.ClassNames, layout.Expected, message => Problem(layout.Labels, message));
        (Tensor values, IReadOnlyList<string>? names) = labels is null ? (zeros(count, dtype: ScalarType.Int64), null) : ReadLabels(layout.Labels, labels, reader);
        if (layout.Role == SourceRole.First && modalities.Length == 0)
        {
            return MultimodalDataset.OfLabels(values, names, hasLabels);
        }

        List<KeyValuePair<string, Tensor>> read = [];
        foreach ((int m, (string modality, string array)) in modalities.Index())
        {
            read.Add(KeyValuePair.Create(modality, Values(array, arrays[m], layout.TokenIds.Contains(modality), new TensorPlace(layout.Storage, modality) { IsChanged = layout.Changed.Contains(modality) })));
        }

        try
        {
            string? lost = modalities.Index().Select(pair => arrays[pair.Index].Lost is { } sentence ? $"{pair.Item.Key}: {sentence}" : null).FirstOrDefault(sentence => sentence is not null);
            return new MultimodalDataset(read, values, names) { HasLabels = hasLabels, Lost = reader.Lost ?? lost };
        }
        catch (DatasetException e) when (e.File is null)
        {
            throw new DatasetException(e.Message, path, innerException: e);
        }
    }

    /// <summary>An array [N] of texts, or of whole numbers or Booleans as their digits; true becomes 1.</summary>
    /// <exception cref="DatasetException">There is no such array, or it has another shape or type.</exception>
    public IReadOnlyList<string> ReadColumn(string name)
    {
        Require(name, "has a value for each sample");
        StoredArray array = Open(name);
        return Reading(name, array.ReadColumn)
            ?? throw Problem(name, $"it is {array.Type.Name} {array.ShapeText}; expected texts, whole numbers or Booleans [N], one for each sample.");
    }

    /// <summary>What an array is, without its values.</summary>
    internal StoredArray Header(string name) => Reading(name, () => Open(name));

    /// <summary>The numbers of an array in single precision.</summary>
    internal Tensor Single(string name) => Reading(name, () => Open(name).ReadSingle());

    /// <summary>One value for each sample as text: texts, truth values, or the digits of numbers.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        StoredArray stored = Open(name);
        return stored.Type.IsText
            ? Reading(name, stored.ReadTexts)
            : ArrayLabels.Texts(Reading(name, () => stored.Type.Kind switch
            {
                ElementKind.Floating => stored.Type.Size == sizeof(double) ? stored.ReadDouble() : stored.ReadSingle(),
                ElementKind.Boolean => stored.ReadInt64().to(ScalarType.Bool),
                _ => stored.ReadInt64(),
            }));
    }

    private KeyValuePair<string, string>[] Modalities(ArrayLayout layout)
    {
        if (layout.Modalities is not null)
        {
            KeyValuePair<string, string>[] there = [.. layout.Modalities.Where(pair => !layout.MayLack.Contains(pair.Key) || Exists(pair.Value))];
            return there.Length > 0 ? there : [.. layout.Modalities];
        }

        List<string> arrays = [];
        List<string> others = [];
        foreach (string name in Names.Where(name => name != layout.Labels || layout.Role == SourceRole.Other))
        {
            StoredArray array = Open(name);
            (IsModality(name, array) ? arrays : others).Add(IsModality(name, array) ? name : $"'{name}', {array.Type.Name} {array.ShapeText}");
        }

        foreach (IGrouping<string, string> clash in arrays.GroupBy(PascalCase).Where(group => group.Count() > 1))
        {
            throw new DatasetException($"the {Noun}s {NearestName.List([.. clash])} would all be the modality '{clash.Key}'; name the modalities in the layout.", path);
        }

        string passedOver = others.Count == 0 ? "" : $" These are none: {string.Join("; ", others.Take(MostNamed))}{(others.Count > MostNamed ? "; …" : "")}.";
        return arrays.Count > 0
            ? [.. arrays.Select(array => KeyValuePair.Create(PascalCase(array), array))]
            : layout.Role == SourceRole.First ? []
            : throw new DatasetException($"there is no {Noun} beside the labels that is a modality; expected at least one with numbers [N, …].{passedOver}", path);
    }

    // A number for each sample is more likely a modality of the wrong shape than something else, unless its name says what it is.
    private static bool IsModality(string name, StoredArray array) => array.Shape.Contains(0) ? false
        : array.Shape.Length >= 2
        ? !array.Type.IsText
        : array.Shape.Length == 1 && array.Type.IsNumeric && !s_columns.Contains(name.TrimEnd('s'), StringComparer.OrdinalIgnoreCase);

    private void Require(string name, string need)
    {
        if (!Exists(name))
        {
            string found = Names.Count == 0 ? $"there are no {Noun}s" : $"the {Noun}s are {NearestName.List(Names)}";
            throw new DatasetException($"there is no {Noun} '{name}', which {need}; {found}.{NearestName.Suggest(name, Names)}", path);
        }
    }

    private StoredArray OpenLabels(string name, ExpectedLabels? expected)
    {
        StoredArray labels = Open(name);
        if (!labels.Type.IsNumeric && !labels.Type.IsText)
        {
            throw Problem(name, $"its elements are {labels.Type.Name}; allowed: {Allowed}, and texts [N] that name classes. {Rewrite}");
        }

        string? misfit = labels.Type.IsText && labels.Shape.Length != 1
            ? $"it is text {labels.ShapeText}; expected [N], the name of a class for each sample."
            : ArrayLabels.Misfit(labels.Shape, expected);
        return misfit is null ? labels : throw Problem(name, misfit);
    }

    private (Tensor Labels, IReadOnlyList<string>? Names) ReadLabels(string name, StoredArray stored, ArrayLabels labels) => stored.Type.IsText
        ? labels.OfTexts(Reading(name, stored.ReadTexts))
        : labels.Of(Reading(name, () => stored.Type.Kind switch
        {
            ElementKind.Floating => stored.Type.Size == sizeof(double) ? stored.ReadDouble() : stored.ReadSingle(),
            ElementKind.Boolean => stored.ReadInt64().to(ScalarType.Bool),
            _ => stored.ReadInt64(),
        }));

    private void Check(StoredArray array, string name, long count, string counted, bool areTokenIds)
    {
        if (!array.Type.IsNumeric)
        {
            throw Problem(name, $"its elements are {array.Type.Name}; allowed: {Allowed}. {Rewrite}");
        }

        if (array.Shape.Contains(0))
        {
            throw Problem(name, $"the shape is {array.ShapeText}; expected at least one value.");
        }

        if (array.Shape.Length < 2)
        {
            throw Problem(name, $"the shape is {array.ShapeText}; expected [N, …] with at least two dimensions. One number for each sample is [N, 1].");
        }

        if (array.Shape[0] != count)
        {
            throw Problem(name, $"the shape is {array.ShapeText}, that is {array.Shape[0]} samples; {counted} {count}.");
        }

        if (areTokenIds && array.Type.Kind == ElementKind.Floating)
        {
            throw Problem(name, $"the type is {array.Type.Name}; token ids are whole numbers.");
        }
    }

    private Tensor Values(string name, StoredArray array, bool areTokenIds, TensorPlace place)
    {
        Tensor values = Reading(name, () => areTokenIds ? array.ReadInt64(place) : array.ReadSingle(place));
        return !areTokenIds && !RowBlocks.HaveFiniteSums(values) && RowBlocks.First(values, block => block.isinf()) is { } row
            ? throw Problem(name, $"row {row} (counted from 0) has a value that is infinite or too large for 32 bits (at most 3.4e38); a missing value is NaN.")
            : values;
    }

    /// <summary>The modality that an array is where nothing else is said: <c>csf_core</c> is <c>CsfCore</c>.</summary>
    public static string PascalCase(string name) =>
        string.Concat(name.Split(['_', '-', ' ', '.', '/'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
