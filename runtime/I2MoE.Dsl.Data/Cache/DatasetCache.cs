using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data.Cache;

/// <summary>
/// Keeps what was read of a source in files, from which it is mapped into memory: data need not fit in memory, and a source is converted once. Arrays
/// that are single precision in files of their own (<c>.npy</c>) are mapped where they are.
/// </summary>
/// <param name="root">The folder of all caches, made if need be.</param>
/// <param name="description">What is read, and how; what says otherwise has a cache of its own.</param>
/// <param name="sources">The files that are read.</param>
internal sealed class DatasetCache(string root, string description, IReadOnlyList<string> sources)
{
    private const string ManifestName = "cache.json";
    private const string LockName = "lock";
    private const string LabelsName = "";
    private const string TurnSuffix = ".turn";

    // What the system says of a file that another process holds: Windows, Linux, macOS.
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;

    // A folder that is younger may be one that somebody has made and is about to lock.
    private static readonly TimeSpan s_untilLocked = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.1);

    // Enough to tell the data sets of a folder apart; the manifest has the whole description.
    private readonly string _folder = Path.Combine(root, Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(description))));

    /// <summary>The samples, converted first where that has not been done or a source has changed.</summary>
    /// <param name="read">Reads the source into a storage.</param>
    /// <exception cref="DatasetException">The source cannot be read, or the files not written.</exception>
    public async Task<MultimodalDataset> OpenAsync(Func<TensorStorage, Task<MultimodalDataset>> read)
    {
        if (ReadManifest() is { } found)
        {
            return Open(found);
        }

        try
        {
            await ConvertAsync(read).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new DatasetException($"the values cannot be kept in files there: {e.Message} Free some space, or set I2MOE_CACHE to a folder with room.", root, innerException: e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DatasetException("the folder cannot be written. Set I2MOE_CACHE to one that can.", root, innerException: e);
        }

        return Open(ReadManifest() ?? throw new DatasetException("the source changed while it was read; read it again.", root));
    }

    /// <summary>The samples as they were converted before; null where they were not, or with other names than those that are needed.</summary>
    /// <param name="classNames">The names of the classes that are needed; null for any.</param>
    /// <param name="featureNames">The names of the features that are needed, of the modalities where they matter.</param>
    public MultimodalDataset? OpenWith(IReadOnlyList<string>? classNames, IReadOnlyDictionary<string, IReadOnlyList<string>> featureNames)
    {
        return ReadManifest() is { } manifest
            && (classNames is null || manifest.ClassNames?.SequenceEqual(classNames) == true)
            && featureNames.All(needed => manifest.Modalities.Any(stored => stored.Name == needed.Key && stored.Features?.SequenceEqual(needed.Value) == true))
            ? Open(manifest)
            : null;
    }

    // Null where there is none that is right.
    private CacheManifest? ReadManifest()
    {
        string file = Path.Combine(_folder, ManifestName);
        try
        {
            CacheManifest? manifest = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), CacheJson.Default.CacheManifest) : null;
            return manifest is { Version: CacheManifest.Current }
                && manifest.Description == description
                && manifest.Sources.All(SourceDigest.IsSame)
                && manifest.Modalities.Append(manifest.Labels).All(IsWhole) ? manifest : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A file that was cut off would end the process when its end is read.
    private bool IsWhole(CachedTensor tensor)
    {
        var file = new FileInfo(Path.Combine(_folder, tensor.Place.File));
        long size = tensor.IsWhole ? sizeof(long) : sizeof(float);
        return file.Exists && file.Length >= tensor.Place.Offset + (size * tensor.Shape.Aggregate(1L, (product, length) => product * length));
    }

    private MultimodalDataset Open(CacheManifest manifest)
    {
        using DisposeScope scope = NewDisposeScope();
        using var files = new MappedFiles(_folder);
        KeyValuePair<string, Tensor>[] modalities = [.. manifest.Modalities.Select(stored => KeyValuePair.Create(stored.Name, Map(files, stored)))];
        var features = manifest.Modalities.Where(stored => stored.Features is not null).ToDictionary(stored => stored.Name, stored => stored.Features!);

        // The labels are looked at all the time, and are small.
        return new MultimodalDataset(modalities, Map(files, manifest.Labels).clone(), manifest.ClassNames, features)
        {
            HasLabels = manifest.HasLabels,
            Lost = manifest.Lost,
            Files = files,
            Tokens = manifest.Modalities.Where(stored => stored.Tokens is not null).ToDictionary(stored => stored.Name, stored => stored.Tokens!),
        };
    }

    private static Tensor Map(MappedFiles files, CachedTensor stored) =>
        files.Open(stored.Name, stored.Place, stored.Shape, stored.IsWhole ? ScalarType.Int64 : ScalarType.Float32);

    // Whole or not at all: what is not finished has another name.
    private async Task ConvertAsync(Func<TensorStorage, Task<MultimodalDataset>> read)
    {
        Directory.CreateDirectory(root);
        using FileStream turn = await TakeTurnAsync().ConfigureAwait(false);
        if (ReadManifest() is not null)
        {
            return;
        }

        RemoveLeftovers();
        string unfinished = $"{_folder}.{Path.GetRandomFileName()}";
        Directory.CreateDirectory(unfinished);
        using (FileStream held = new(Path.Combine(unfinished, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
        {
            try
            {
                await WriteAsync(unfinished, read).ConfigureAwait(false);
            }
            catch
            {
                Directory.Delete(unfinished, recursive: true);
                throw;
            }
        }

        // Where the file system has no locks, another process may have converted the same meanwhile, and reads from it now.
        if (ReadManifest() is not null)
        {
            Directory.Delete(unfinished, recursive: true);
            return;
        }

        // Whoever has the old files mapped keeps them.
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        Directory.Move(unfinished, _folder);
    }

    // The ranks of a training, or runs that begin together, convert a source once: the first does, and the others wait for it. The system frees what a
    // process held that was killed.
    private async Task<FileStream> TakeTurnAsync()
    {
        while (true)
        {
            try
            {
                return new FileStream(_folder + TurnSuffix, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1);
            }
            catch (IOException e) when (e.HResult is SharingViolation or WouldBlock or WouldBlockOnMac)
            {
                await Task.Delay(s_pause).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(string folder, Func<TensorStorage, Task<MultimodalDataset>> read)
    {
        // Before the values: a file that changes meanwhile is another one.
        List<CachedSource> sourcesBefore = [.. sources.Select(SourceDigest.Of)];
        using var files = new MappedFiles(folder);
        using MultimodalDataset data = await read(files).ConfigureAwait(false);
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = data.CopyLabels();
        bool areClasses = labels.dtype == ScalarType.Int64;
        files.Allocate(LabelsName, labels.shape, labels.dtype).copy_(labels);
        CacheManifest manifest = new(
            CacheManifest.Current,
            description,
            [.. sourcesBefore, .. files.Dependencies.Select(SourceDigest.Of)],
            [.. data.Modalities.Select(name => Stored(files, folder, name, data.ShapeOf(name), data.TypeOf(name) == ScalarType.Int64, data.FeatureNames.GetValueOrDefault(name)) with { Tokens = data.Tokens.GetValueOrDefault(name) })],
            Stored(files, folder, LabelsName, labels.shape, areClasses, features: null),
            data.HasLabels,
            data.ClassNames,
            data.Lost);
        await File.WriteAllBytesAsync(Path.Combine(folder, ManifestName), JsonSerializer.SerializeToUtf8Bytes(manifest, CacheJson.Default.CacheManifest)).ConfigureAwait(false);
    }

    private static CachedTensor Stored(MappedFiles files, string folder, string name, long[] shape, bool isWhole, IReadOnlyList<string>? features)
    {
        FilePlace place = files.PlaceOf(name);
        bool isOwn = Path.GetDirectoryName(place.File) == folder;
        return new CachedTensor(name, isOwn ? place with { File = Path.GetFileName(place.File) } : place, shape, isWhole, features);
    }

    // Of conversions that were killed: nobody holds their lock.
    private void RemoveLeftovers()
    {
        foreach (string folder in Directory.EnumerateDirectories(root, Path.GetFileName(_folder) + ".*"))
        {
            try
            {
                string taken = Path.Combine(folder, LockName);
                if (File.Exists(taken))
                {
                    using FileStream free = new(taken, FileMode.Open, FileAccess.Write, FileShare.None);
                }
                else if (DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) < s_untilLocked)
                {
                    continue;
                }

                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Somebody is at it.
            }
        }
    }
}
