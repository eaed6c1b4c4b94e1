namespace I2MoE.Dsl.Data;

/// <summary>A file or folder whose samples have ids, to be joined to others: see <c>MultimodalDataset.FromJoinedAsync</c>.</summary>
public sealed class SampleSource
{
    private readonly Func<TensorStorage, SourceRole, CancellationToken, Task<MultimodalDataset>> _read;
    private readonly Func<CancellationToken, Task<IReadOnlyList<string>>> _ids;

    /// <summary>Takes how a source is read.</summary>
    /// <param name="path">The file or folder, for messages.</param>
    /// <param name="read">Reads its samples.</param>
    /// <param name="ids">Reads their ids.</param>
    internal SampleSource(
        string path,
        Func<TensorStorage, SourceRole, CancellationToken, Task<MultimodalDataset>> read,
        Func<CancellationToken, Task<IReadOnlyList<string>>> ids)
    {
        Path = path;
        _read = read;
        _ids = ids;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>A CSV file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Which columns make up each modality and, of the first source, what is predicted.</param>
    /// <param name="id">The column of the ids; no pattern of the layout takes it.</param>
    public static SampleSource Csv(string path, CsvLayout layout, string id)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new SampleSource(
            path,
            (storage, role, _) => Task.FromResult(CsvDataset.Read(path, layout with { Storage = storage, Role = role, Id = id })),
            _ => Task.FromResult(SampleColumn.ReadCsv(path, id, layout.Format, layout.Missing)));
    }

    /// <summary>A Parquet file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Which columns make up each modality and, of the first source, what is predicted.</param>
    /// <param name="id">The column of the ids; no pattern of the layout takes it.</param>
    public static SampleSource Parquet(string path, TableLayout layout, string id)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new SampleSource(
            path,
            (storage, role, cancellationToken) => ParquetDataset.ReadAsync(path, layout with { Storage = storage, Role = role, Id = id }, cancellationToken),
            cancellationToken => SampleColumn.ReadParquetAsync(path, id, layout.Missing, cancellationToken));
    }

    /// <summary>A folder of .npy files, or one .npy file.</summary>
    /// <param name="path">The folder or the file.</param>
    /// <param name="layout">Which arrays are the modalities and, of the first source, what is predicted.</param>
    /// <param name="ids">The id of each sample, in order, for example the lines of a file.</param>
    public static SampleSource Npy(string path, ArrayLayout layout, IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Arrays(path, ids, (storage, role) => NpyFolder.Read(path, layout with { Storage = storage, Role = role }));
    }

    /// <summary>An .npz file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Which arrays are the modalities and, of the first source, what is predicted.</param>
    /// <param name="ids">The id of each sample, in order; <see cref="SampleColumn.ReadNpz"/> reads an array of them.</param>
    public static SampleSource Npz(string path, ArrayLayout layout, IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Arrays(path, ids, (storage, role) => NpzFile.Read(path, layout with { Storage = storage, Role = role }));
    }

    /// <summary>An HDF5 file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Which data sets are the modalities and, of the first source, what is predicted.</param>
    /// <param name="ids">The id of each sample, in order; <see cref="SampleColumn.ReadHdf5"/> reads a data set of them.</param>
    public static SampleSource Hdf5(string path, ArrayLayout layout, IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Arrays(path, ids, (storage, role) => Hdf5Dataset.Read(path, layout with { Storage = storage, Role = role }));
    }

    /// <summary>The id of each sample, in order.</summary>
    internal Task<IReadOnlyList<string>> ReadIdsAsync(CancellationToken cancellationToken) => _ids(cancellationToken);

    /// <summary>The samples.</summary>
    internal Task<MultimodalDataset> ReadAsync(TensorStorage storage, SourceRole role, CancellationToken cancellationToken) => _read(storage, role, cancellationToken);

    /// <summary>Refuses data that have not a sample for each id.</summary>
    /// <param name="read">The data.</param>
    /// <param name="count">The number of ids.</param>
    /// <exception cref="DatasetException">There are more or fewer.</exception>
    internal void CheckCount(MultimodalDataset read, int count)
    {
        // Labels that are not there, of a source of labels alone, have no number.
        if (read.Count != count && (read.Count > 0 || read.HasLabels))
        {
            throw new DatasetException(FormattableString.Invariant($"there are {read.Count} samples, and {count} ids; expected an id for each sample."), Path);
        }
    }

    private static SampleSource Arrays(string path, IReadOnlyList<string> ids, Func<TensorStorage, SourceRole, MultimodalDataset> read)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new SampleSource(path, (storage, role, _) => Task.FromResult(read(storage, role)), _ => Task.FromResult(ids));
    }
}
