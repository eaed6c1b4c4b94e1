using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Makes a draft of arrays: a folder of .npy files, an .npz file, or an HDF5 file.</summary>
/// <param name="keys">Makes the keys of the modalities.</param>
/// <param name="kind">The kind of the source.</param>
/// <param name="path">The file or folder.</param>
/// <param name="shown">The path as the experiment states it.</param>
internal sealed class ArrayDraft(DraftKeys keys, string kind, string path, string shown)
{
    private const int MostModalities = 8;
    private const int MostColumns = 4096;
    private const long MostRead = 250_000_000;

    private readonly List<string> _notes = [];

    /// <summary>The draft.</summary>
    /// <param name="arrays">The arrays.</param>
    /// <param name="target">The array that is predicted; null to look for it.</param>
    /// <exception cref="ExperimentException">Nothing can be predicted, or there are no two modalities.</exception>
    public Draft Make(ArraySource arrays, string? target)
    {
        string labels = target ?? ColumnNames.Target(arrays.Names)
            ?? throw new ExperimentException($"Which array is predicted? Name it with --target; the arrays are {NearestName.List(arrays.Names)}.");
        if (!arrays.Names.Contains(labels))
        {
            throw new ExperimentException($"--target: {path} has no array '{labels}'; the arrays are {NearestName.List(arrays.Names)}.{NearestName.Suggest(labels, arrays.Names)}");
        }

        StoredArray stored = arrays.Header(labels);
        ArrayValues values = ArrayValues.Read(arrays, labels, stored);
        int samples = (int)stored.Shape[0];
        DraftTask task = TaskOf(values, labels, stored);
        string[] usable = [.. arrays.Names.Where(name => name != labels && IsModality(name, arrays.Header(name), samples))];
        DraftModality[] modalities = [.. usable.Take(MostModalities).Select(name => Modality(arrays, name, values)).OfType<DraftModality>()];
        _notes.AddRange(usable.Skip(MostModalities).Select(name => $"'{name}': a model has at most {MostModalities} modalities."));
        if (modalities.Length < 2)
        {
            throw new ExperimentException($"{path} has {(modalities.Length == 0 ? "no array" : "one array")} to learn from beside '{labels}'; a model needs two modalities [N, …]. {string.Join(" ", _notes)}".TrimEnd());
        }

        var neighbours = new ArrayNeighbours(path, shown, kind == "npy");
        (string? split, string? comment) = SplitOf(arrays, samples, neighbours);
        string option = labels == "labels" ? "" : $"labels: {YamlWriter.Text(labels)}";
        string names = task.SourceOption;
        if (neighbours.ClassNames is { } stated && task.Yaml.StartsWith('{') && stored.Shape.Length == 1)
        {
            (task, names) = Named(task, stated, values);
        }

        return new Draft
        {
            Samples = samples,
            Task = task,
            Modalities = [.. modalities.Select(modality => modality with { FeatureNames = neighbours.FeatureNames(modality.Key, FeaturesOf(arrays, modality)) })],
            Source = [$"source: {{ {string.Join(", ", new[] { $"kind: {kind}", $"path: {YamlWriter.Text(shown)}", option, names }.Where(text => text.Length > 0))} }}"],
            Split = split,
            SplitComment = comment,
            SampleNames = neighbours.SampleNames(samples),
            Notes = _notes,
        };
    }

    // Where the names of the classes are numbers, the labels are looked for among them; others would be refused.
    private (DraftTask Task, string Option) Named(DraftTask task, string[] stated, ArrayValues values)
    {
        HashSet<LabelValue> names = [.. stated.Select(LabelValue.Parse)];
        LabelValue[] found = [.. values.Counts.Keys.Select(LabelValue.Parse).Distinct().Order()];
        if (names.Any(name => name.Number is not null) && !found.All(names.Contains))
        {
            _notes.Add($"The classes are called {string.Join(", ", stated.Take(8))} in classes.txt, which are numbers other than those of the labels; class_names says what stands in the array.");
            return (task, $"class_names: {YamlWriter.Of(found.Select(value => value.Text).ToEquatableArray())}");
        }

        return (task with
        {
            Yaml = string.Create(CultureInfo.InvariantCulture, $"{{ kind: classification, classes: {stated.Length} }}"),
            Comments = [.. task.Comments, $"classes.txt calls them {TableDraft.Listed(stated)}."],
        }, "");
    }

    private static long FeaturesOf(ArraySource arrays, DraftModality modality) =>
        arrays.Header(modality.Data?.Trim('"') ?? modality.Key) is var header ? header.Shape.Skip(1).Aggregate(1L, (product, length) => product * length) : 0;

    private static DraftTask TaskOf(ArrayValues values, string labels, StoredArray stored)
    {
        if (stored.Shape.Length == 2)
        {
            return new DraftTask(string.Create(CultureInfo.InvariantCulture, $"{{ kind: multi_label, labels: {stored.Shape[1]} }}"), "", [$"The array '{labels}' is {stored.ShapeText}: several labels, 0 or 1 each, for every sample."]);
        }

        DraftTask task = TaskGuess.Of($"the array '{labels}'", values.Counts, !stored.Type.IsText && stored.Type.Kind != ElementKind.Boolean, stored.Type.Kind == ElementKind.Floating, "", "");
        return task with { SourceOption = task.SourceOption.TrimStart(',', ' ') };
    }

    private bool IsModality(string name, StoredArray array, int samples)
    {
        string? reason = array.Shape.Length == 0 || array.Shape[0] != samples ? $"it is {array.ShapeText}, not [{samples}, …]"
            : !array.Type.IsNumeric ? $"it is {array.Type.Name}"
            : array.Shape.Contains(0) ? "it is empty"
            : array.Shape.Length == 1 ? "it has one value for each sample; as a modality it would have to be [N, 1]"
            : array.Shape.Length > 5 ? $"it is {array.ShapeText}, of more dimensions than an encoder takes"
            : null;
        if (reason is not null)
        {
            _notes.Add($"'{name}': {reason}.");
        }

        return reason is null;
    }

    private DraftModality? Modality(ArraySource arrays, string name, ArrayValues labels)
    {
        StoredArray array = arrays.Header(name);
        string found = $"{array.ShapeText} {array.Type.Name}";
        string flags = "";
        if (array.Count <= MostRead)
        {
            ArrayValues.Summary summary = ArrayValues.Summarise(arrays, name, array, labels, MostColumns);
            if (summary.Leaks.Count > 0)
            {
                _notes.Insert(0, $"LEAKAGE? '{name}': feature {string.Join(", ", summary.Leaks.Take(8))} (counted from 0) is one to one with what is predicted.");
            }

            found += summary.Text;
            flags = (summary.IsOptional ? "optional: true, " : "") + (summary.HasOwnLength ? "own_length: true, " : "");
        }

        string key = keys.Of(name);
        string data = YamlNames.PascalCase(key) == ArraySource.PascalCase(name) && arrays.Names.Count(other => ArraySource.PascalCase(other) == ArraySource.PascalCase(name)) == 1 ? "" : YamlWriter.Text(name);
        return new DraftModality(key, Encoders(array.Shape, flags), data.Length == 0 ? null : data, found + ".");
    }

    private static string[] Encoders(long[] shape, string flags)
    {
        string sample = $"shape: [{string.Join(", ", shape.Skip(1))}]";
        string[] kinds = shape.Length switch
        {
            2 => ["linear"],
            3 => ["gru", "cnn1d"],
            4 => ["cnn2d", "vgg11"],
            _ => ["cnn3d"],
        };
        return shape.Length == 2 ? [$"{{ features: {shape[1]}, {flags}encoder: linear }}"] : [.. kinds.Select(encoder => $"{{ {sample}, {flags}encoder: {encoder} }}")];
    }

    private static (string? Split, string? Comment) SplitOf(ArraySource arrays, int samples, ArrayNeighbours neighbours)
    {
        foreach (string name in (string[])["split", "part"])
        {
            if (arrays.Names.Contains(name) && arrays.Header(name) is { Shape: [var count] } && count == samples)
            {
                return ($"{{ kind: given, column: {name} }}", $"The array '{name}' says which part a sample belongs to.");
            }
        }

        foreach (string name in (string[])["group", "groups", "patient", "subject"])
        {
            if (arrays.Names.Contains(name) && arrays.Header(name) is { Shape: [var count], Type.Kind: not ElementKind.Floating } && count == samples)
            {
                return ($"{{ kind: group, column: {name} }}", $"Samples of one value of '{name}' stay together, so that none is in two parts.");
            }
        }

        return neighbours.Split(samples);
    }
}
