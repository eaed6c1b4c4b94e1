using I2MoE.Dsl.Data;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Calls the reader of a source with the layout that the data section states.</summary>
/// <param name="model">The model that the data are for.</param>
/// <param name="data">The data section.</param>
/// <param name="path">The full path of the source.</param>
/// <param name="fitted">What a run fixed about its data; null before the first training.</param>
/// <param name="labelsAreOptional">Whether data without labels will do.</param>
internal sealed class SourceReader(ModelDescription model, DataSpecification data, string path, Preprocessing? fitted, bool labelsAreOptional)
{
    /// <summary>Reads all samples as they are stored.</summary>
    /// <param name="storage">Where their values are to lie.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<MultimodalDataset> ReadAsync(TensorStorage storage, CancellationToken cancellationToken)
    {
        Component source = data.Source;
        if (source.Definition == CsvDataOptions.Definition)
        {
            return CsvDataset.Read(path, new CsvLayout(Table(source, storage)) { Format = FormatOf(source) });
        }

        if (source.Definition == ParquetDataOptions.Definition)
        {
            return await ParquetDataset.ReadAsync(path, Table(source, storage), cancellationToken).ConfigureAwait(false);
        }

        return source.Definition == NpzDataOptions.Definition ? NpzFile.Open(path, arrays => Read(arrays, storage, source.Get(NpyDataOptions.Labels), source.Get(NpzDataOptions.ClassNames)))
            : source.Definition == Hdf5DataOptions.Definition ? Hdf5Dataset.Open(path, arrays => Read(arrays, storage, source.Get(Hdf5DataOptions.Labels), source.Get(NpzDataOptions.ClassNames)))
            : NpyFolder.Open(path, arrays => Read(arrays, storage, source.Get(NpyDataOptions.Labels), source.Get(NpyDataOptions.ClassNames)));
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

    private MultimodalDataset Read(ArraySource arrays, TensorStorage storage, string labels, EquatableArray<string> classNames)
    {
        var layout = new ArrayLayout
        {
            Modalities = new OrderedDictionary<string, string>(model.Modalities.Select(modality => KeyValuePair.Create(modality.Name, ArrayOf(modality, arrays, labels)))),
            TokenIds = [.. model.Modalities.Where(modality => modality.Vocabulary is not null).Select(modality => modality.Name)],
            Labels = labels,
            Expected = Expected(),
            LabelsAreOptional = labelsAreOptional,
            Storage = storage,
            Misfit = (name, shape) => DeclaredShapes.Misfit(model.Modalities.First(modality => modality.Name == name), shape, isTable: false),
        };
        return arrays.ToDataset(layout, ClassNames(classNames) ?? (data.Source.Definition == NpyDataOptions.Definition ? NpyFolder.ReadClassNames(path) : null));
    }

    // As stated, or the array that is named like the modality.
    private string ArrayOf(Modality modality, ArraySource arrays, string labels) =>
        data.Modalities.FirstOrDefault(stated => stated.Modality == modality.Name)?.Names[0]
        ?? arrays.Names.FirstOrDefault(name => name != labels && ArraySource.PascalCase(name) == modality.Name)
        ?? modality.Name;

    // The two kinds of tables share their options.
    private TableLayout Table(Component source, TensorStorage storage)
    {
        string label = source.Get(CsvDataOptions.Label);
        string target = source.Get(CsvDataOptions.Target);
        EquatableArray<string> labels = source.Get(CsvDataOptions.Labels);
        return new TableLayout
        {
            Label = label.Length > 0 ? label : null,
            Labels = labels.Count > 0 ? labels : null,
            Target = target.Length > 0 ? target : null,
            ClassNames = label.Length > 0 ? ClassNames(source.Get(CsvDataOptions.ClassNames)) : null,
            Missing = source.Get(CsvDataOptions.Missing),
            Expected = Expected(),
            LabelsAreOptional = labelsAreOptional,
            Storage = storage,
            Modalities = new OrderedDictionary<string, IReadOnlyList<string>>(
                data.Modalities.Where(stated => !stated.IsImage).Select(stated => KeyValuePair.Create(stated.Modality, ColumnsOf(stated)))),
            Images = new OrderedDictionary<string, TableImages>(
                data.Modalities.Where(stated => stated.IsImage).Select(stated => KeyValuePair.Create(stated.Modality, ImagesOf(stated)))),
        };
    }

    // The columns that the run was trained on, because a pattern may stand for others, or in another order, in another file.
    private IReadOnlyList<string> ColumnsOf(ModalityData stated) =>
        fitted?.FeatureNames.GetValueOrDefault(stated.Modality) ?? stated.Names;

    private TableImages ImagesOf(ModalityData stated)
    {
        Modality modality = model.Modalities.First(declared => declared.Name == stated.Modality);
        return modality.Shape is [1 or 3, _, _]
            ? new TableImages(stated.Names[0], modality.Shape[0], modality.Shape[1], modality.Shape[2])
            : throw new DatasetException($"Modality {modality.Name} is declared as {modality.BatchShape}, but its data are images, which are [B, 3, H, W] or [B, 1, H, W].");
    }

    private ExpectedLabels Expected() => model.Task switch
    {
        TaskKind.Classification => new ExpectedLabels(ExpectedLabels.Prediction.Class, model.Outputs),
        TaskKind.MultiLabel => new ExpectedLabels(ExpectedLabels.Prediction.Labels),
        _ => new ExpectedLabels(ExpectedLabels.Prediction.Target),
    };

    private IReadOnlyList<string>? ClassNames(EquatableArray<string> stated) => fitted?.ClassNames ?? (stated.Count > 0 ? stated : null);
}
