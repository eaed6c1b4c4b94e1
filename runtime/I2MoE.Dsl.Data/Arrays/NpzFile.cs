using System.IO.Compression;

namespace I2MoE.Dsl.Data;

/// <summary>Reads a dataset from one .npz file.</summary>
internal static class NpzFile
{
    private const string Extension = ".npy";

    // Deflate cannot shrink anything further; an entry that claims more is refused before memory is taken for it.
    private const long MaximumRatio = 1032;

    /// <summary>Reads the arrays of the layout; see <see cref="DatasetSources"/>.</summary>
    public static MultimodalDataset Read(string path, ArrayLayout? layout = null) =>
        Open(path, source => source.ToDataset(layout ?? new ArrayLayout(), null));

    /// <summary>Reads from the arrays of a file.</summary>
    internal static T Open<T>(string path, Func<ArraySource, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DataFiles.RequireFile(path, "an .npz file");
        return DataFiles.Reading(
            path,
            "as a zip archive of arrays",
            () =>
            {
                using ZipArchive archive = ZipFile.OpenRead(path);
                return read(new Source(path, archive));
            },
            () => FileMarks.ZipProblem(path));
    }

    private sealed class Source : ArraySource
    {
        private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

        public Source(string path, ZipArchive archive)
            : base(path)
        {
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal)))
            {
                string name = entry.FullName[..^Extension.Length];
                if (!_entries.TryAdd(name, entry))
                {
                    throw Problem(name, "the file contains it twice; every array needs a name of its own.");
                }
            }

            Names = [.. _entries.Keys.Order(StringComparer.Ordinal)];
        }

        public override IReadOnlyList<string> Names { get; }

        protected override string Noun => "array";

        protected override StoredArray Open(string name)
        {
            ZipArchiveEntry entry = _entries[name];
            if (entry.Length / MaximumRatio > entry.CompressedLength)
            {
                throw Problem(name, $"it claims {entry.Length} bytes, which {entry.CompressedLength} compressed bytes cannot hold; the file is damaged.");
            }

            return Reading(name, () => NpyArray.Open(() => new CheckedEntry(entry), entry.Length));
        }

        protected override T Reading<T>(string name, Func<T> read)
        {
            try
            {
                return base.Reading(name, read);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                throw Problem(name, "its bytes are damaged, or compressed in a way that is not known here. Copy the file again, or write it anew, in Python with numpy.savez_compressed('new.npz', …).", e);
            }
        }
    }
}
