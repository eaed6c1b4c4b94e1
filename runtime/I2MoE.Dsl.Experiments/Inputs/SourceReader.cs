using I2MoE.Dsl.Data;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Calls the reader of a source with the layout that the data section states.</summary>
/// <param name="model">The model that the data are for.</param>
/// <param name="data">The data section.</param>
/// <param name="source">The source, of the section itself or of a modality alone.</param>
/// <param name="modalities">The modalities that are read from it.</param>
/// <param name="path">The full path of the source.</param>
/// <param name="texts">The modalities that are text.</param>
/// <param name="networks">The modalities of pictures that networks make features of.</param>
/// <param name="fitted">What a run fixed about its data; null before the first training.</param>
/// <param name="labelsAreOptional">Whether data without labels will do.</param>
internal sealed class SourceReader(
    ModelDescription model, DataSpecification data, Component source, IReadOnlyList<Modality> modalities, string path, ExperimentTexts texts, ExperimentNetworks networks, Preprocessing? fitted, bool labelsAreOptional)
{
    private static readonly EquatableArray<string> s_every = new[] { "*" }.ToEquatableArray();

    private IEnumerable<ModalityData> Stated => data.Modalities.Where(stated => modalities.Any(modality => modality.Name == stated.Modality));

    // Later data may have nothing of a modality that samples may lack.
    private IReadOnlyCollection<string> MayLack => fitted is null ? [] : [.. modalities.Where(modality => modality.IsOptional).Select(modality => modality.Name)];

    /// <summary>The source to be joined to others by the ids of its samples.</summary>
    /// <param name="ids">The full path of the file of its ids; null where the source has them itself.</param>
    public SampleSource Identified(string? ids) => new(path, ReadAsync, cancellationToken => ReadIdsAsync(ids, cancellationToken));

    /// <summary>The id of each sample, in order.</summary>
    /// <param name="ids">The full path of the file of the ids; null where the source has them itself.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<string>> ReadIdsAsync(string? ids, CancellationToken cancellationToken) => ids is null
        ? await new SourceColumn(source, path).ReadAsync(source.Get(IdentityOptions.Id), cancellationToken).ConfigureAwait(false)
        : Path.GetExtension(ids).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? SampleColumn.ReadNpy(ids) : StatedNames.Lines("ids", ids);

    /// <summary>Reads all samples as they are stored.</summary>
    /// <param name="storage">Where their values are to lie.</param>
    /// <param name="role">What the source is read for.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<MultimodalDataset> ReadAsync(TensorStorage storage, SourceRole role, CancellationToken cancellationToken)
    {
        MultimodalDataset read = await ReadStoredAsync(storage, role, cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (ModalityData stated in Stated.Where(stated => stated.Length.Length > 0 && read.Modalities.Contains(stated.Modality)))
            {
                Modality modality = modalities.First(modality => modality.Name == stated.Modality);
                await new SequenceLengths(modality, stated.Length, new SourceColumn(source, path), path).CutAsync(read, cancellationToken).ConfigureAwait(false);
            }

            return read;
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    private async Task<MultimodalDataset> ReadStoredAsync(TensorStorage storage, SourceRole role, CancellationToken cancellationToken)
    {
        if (source.Definition == CsvDataOptions.Definition)
        {
            return CsvDataset.Read(path, new CsvLayout(Table(storage, role)) { Format = FormatOf(source) });
        }

        if (source.Definition == ParquetDataOptions.Definition)
        {
            return await ParquetDataset.ReadAsync(path, Table(storage, role), cancellationToken).ConfigureAwait(false);
        }

        return source.Definition == NpzDataOptions.Definition ? NpzFile.Open(path, arrays => Read(arrays, storage, role, source.Get(NpyDataOptions.Labels), source.Get(NpzDataOptions.ClassNames)))
            : source.Definition == Hdf5DataOptions.Definition ? Hdf5Dataset.Open(path, arrays => Read(arrays, storage, role, source.Get(Hdf5DataOptions.Labels), source.Get(NpzDataOptions.ClassNames)))
            : NpyFolder.Open(path, arrays => Read(arrays, storage, role, source.Get(NpyDataOptions.Labels), source.Get(NpyDataOptions.ClassNames)));
    }

    /// <summary>How a CSV file is written.</summary>
    public static CsvFormat FormatOf(Component source) => new()
    {
        Delimiter = Mark(source.Get(CsvDataOptions.Delimiter)),
        Encoding = source.Get(CsvDataOptions.Encoding),
        HasHeader = source.Get(CsvDataOptions.Header),
        Comment = Mark(source.Get(CsvDataOptions.Comment)),
        Decimal = source.Get(CsvDataOptions.Decimal)[0],
        Thousands = Mark(source.Get(CsvDataOptions.Thousands)),
    };

    private static char? Mark(string text) => text.Length > 0 ? text[0] : null;

    private MultimodalDataset Read(ArraySource arrays, TensorStorage storage, SourceRole role, string labels, EquatableArray<string> classNames)
    {
        var layout = new ArrayLayout
        {
            Modalities = new OrderedDictionary<string, string>(modalities.Select(modality => KeyValuePair.Create(modality.Name, ArrayOf(modality, arrays, labels)))),
            TokenIds = [.. modalities.Where(modality => modality.Vocabulary is not null).Select(modality => modality.Name)],
            Labels = labels,
            MayLack = MayLack,
            Changed = [.. Stated.Where(stated => stated.Length.Length > 0).Select(stated => stated.Modality)],
            Expected = Expected(),
            LabelsAreOptional = labelsAreOptional,
            Storage = storage,
            Role = role,
            Misfit = (name, shape) => DeclaredShapes.Misfit(model.Modalities.First(modality => modality.Name == name), shape, isTable: false),
        };
        return arrays.ToDataset(layout, ClassNames(classNames) ?? (source.Definition == NpyDataOptions.Definition && role != SourceRole.Other ? NpyFolder.ReadClassNames(path) : null));
    }

    // As stated, or the array that is named like the modality, or all there is in a source of its own.
    private string ArrayOf(Modality modality, ArraySource arrays, string labels) =>
        data.Modalities.FirstOrDefault(stated => stated.Modality == modality.Name)?.Names[0]
        ?? arrays.Names.FirstOrDefault(name => name != labels && ArraySource.PascalCase(name) == modality.Name)
        ?? (data.Sources.Any(joined => joined.Modality == modality.Name) && arrays.Names is [var only] ? only : null)
        ?? modality.Name;

    // The two kinds of tables share their options.
    private TableLayout Table(TensorStorage storage, SourceRole role)
    {
        string label = source.Get(CsvDataOptions.Label);
        string target = source.Get(CsvDataOptions.Target);
        string happened = source.Get(CsvDataOptions.Event);
        EquatableArray<string> labels = source.Get(CsvDataOptions.Labels);
        return new TableLayout
        {
            Label = label.Length > 0 ? label : null,
            Labels = labels.Count > 0 ? labels : null,
            Target = target.Length > 0 ? target : null,
            Event = happened.Length > 0 ? happened : null,
            ClassNames = label.Length > 0 ? ClassNames(source.Get(CsvDataOptions.ClassNames)) : null,
            Missing = source.Get(CsvDataOptions.Missing),
            Expected = Expected(),
            LabelsAreOptional = labelsAreOptional,
            Storage = storage,
            Role = role,
            MayLack = MayLack,
            Apart = [.. data.Modalities.Where(stated => stated.Length.Length > 0).Select(stated => stated.Length), .. SplitColumns],
            Id = source.Get(IdentityOptions.Id) is { Length: > 0 } id ? id : null,
            Modalities = new OrderedDictionary<string, IReadOnlyList<string>>(
                Stated.Where(stated => !stated.IsImage && !stated.IsText).Concat(WholeTable()).Select(stated => KeyValuePair.Create(stated.Modality, ColumnsOf(stated)))),
            Categories = Stated.Where(stated => stated.Categories.Count > 0).ToDictionary(stated => stated.Modality, CategoriesOf),
            Texts = new OrderedDictionary<string, TableText>(
                Stated.Where(stated => stated.IsText).Select(stated => KeyValuePair.Create(stated.Modality, texts.Of(stated, modalities.First(modality => modality.Name == stated.Modality), fitted)))),
            Images = new OrderedDictionary<string, TableImages>(
                Stated.Where(stated => stated.IsImage).Select(stated => KeyValuePair.Create(stated.Modality, ImagesOf(stated)))),
        };
    }

    // What parts or groups the samples belong to, where it stands in the source itself.
    private IEnumerable<string> SplitColumns => new[] { (GivenSplitOptions.Definition, GivenSplitOptions.Column, GivenSplitOptions.File), (GroupSplitOptions.Definition, GroupSplitOptions.Column, GroupSplitOptions.File) }
        .Where(kind => data.Split.Definition == kind.Definition && data.Split.Get(kind.File).Length == 0 && data.Split.Get(kind.Column).Length > 0)
        .Select(kind => data.Split.Get(kind.Column));

    // Of a table that is one modality's own, all columns are the modality's where nothing else is said.
    private IEnumerable<ModalityData> WholeTable() => modalities
        .Where(modality => data.Sources.Any(joined => joined.Modality == modality.Name) && data.Modalities.All(stated => stated.Modality != modality.Name))
        .Select(modality => new ModalityData(modality.Name, s_every));

    // The columns that the run was trained on, because a pattern may stand for others, or in another order, in another file.
    private IReadOnlyList<string> ColumnsOf(ModalityData stated)
    {
        if (fitted?.FeatureNames.GetValueOrDefault(stated.Modality) is not { } names)
        {
            return stated.Names;
        }

        return stated.Categories.Count == 0 ? names : [.. names.Take(CategorySlot.Of(names) is [var first, ..] ? first.Start : names.Count)];
    }

    // The levels that the run was trained on, for the same reason.
    private IReadOnlyList<TableCategory> CategoriesOf(ModalityData stated)
    {
        if (fitted?.FeatureNames.GetValueOrDefault(stated.Modality) is not { } names)
        {
            return [.. stated.Categories.Select(category => new TableCategory(category.Column, category.Levels.Count > 0 ? category.Levels : null))];
        }

        IReadOnlyList<string> unseen = fitted.UnseenLevels.GetValueOrDefault(stated.Modality, []);
        return [.. CategorySlot.Of(names).Select(slot => new TableCategory(slot.Column, slot.Levels)
        {
            Unseen = [.. slot.Levels.Where(level => unseen.Contains(CategorySlot.NameOf(slot.Column, level)))],
        })];
    }

    private TableImages ImagesOf(ModalityData stated)
    {
        Modality modality = model.Modalities.First(declared => declared.Name == stated.Modality);
        return stated.Network is not null ? networks.Of(stated)
            : modality.Shape is [1 or 3, _, _]
            ? new TableImages(stated.Names[0], modality.Shape[0], modality.Shape[1], modality.Shape[2])
            : throw new DatasetException($"Modality {modality.Name} is declared as {modality.BatchShape}, but its data are images, which are [B, 3, H, W] or [B, 1, H, W].");
    }

    private ExpectedLabels Expected() => model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => new ExpectedLabels(ExpectedLabels.Prediction.Class, model.Outputs),
        TaskKind.MultiLabel => new ExpectedLabels(ExpectedLabels.Prediction.Labels),
        TaskKind.Count => new ExpectedLabels(ExpectedLabels.Prediction.Count),
        TaskKind.Survival => new ExpectedLabels(ExpectedLabels.Prediction.EventTime),
        _ => new ExpectedLabels(ExpectedLabels.Prediction.Target),
    };

    private IReadOnlyList<string>? ClassNames(EquatableArray<string> stated) => fitted?.ClassNames ?? (stated.Count > 0 ? stated : null);
}
