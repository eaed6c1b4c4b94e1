using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>Opens text files. Whatever is not text in the stated encoding is refused with its line.</summary>
internal static class StrictText
{
    /// <summary>What to do about a file that cannot state its encoding.</summary>
    public const string SaveAsUtf8 = "Save the file as UTF-8.";

    private static readonly string[] s_yaml = [".yaml", ".yml"];

    // What every compressed file may unfold to, and how many times its own length beyond that. Tables of text reach 5 to 50 times.
    private const long AlwaysUnfolded = 64 << 20;
    private const int MostTimes = 200;

    // Of files that are kept whole: names of classes, features and samples.
    private const long LongestWhole = 64 << 20;

    /// <summary>Opens a file, which may be compressed by gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">One of <see cref="TextEncodingNames"/>.</param>
    /// <param name="remedy">What to do about other encodings, a sentence for the end of a message.</param>
    /// <exception cref="DatasetException">The file is of another kind.</exception>
    public static TextReader Open(string path, string encoding, string remedy) => Open(path, encoding, remedy, isWhole: false);

    private static StrictTextReader OpenWhole(string path) => Open(path, TextEncodingNames.Utf8, SaveAsUtf8, isWhole: true);

    private static StrictTextReader Open(string path, string encoding, string remedy, bool isWhole)
    {
        DataFiles.RequireFile(path, "a text file");
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            byte[] start = new byte[4];
            int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            file.Position = 0;
            RefuseOtherKinds(start.AsSpan(0, length), path);
            if (BlockGzip.IsCutOff(file))
            {
                throw new DatasetException("the file was compressed with bgzip and was cut off: the empty block is missing with which such files end. Copy it again, or compress it anew.", path);
            }

            // The GZipStream of the platform ends without a word where a file was cut off.
            Stream bytes = start is [0x1F, 0x8B, ..] ? Unfolded(file, path) : file;
            bytes = isWhole ? new BoundedStream(bytes, LongestWhole, FormattableString.Invariant($"the text has more than {LongestWhole:N0} bytes, the most that are read of such a file."), path) : bytes;
            return new StrictTextReader(bytes, path, encoding, remedy);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The lines of a text file in UTF-8, or what its byte order mark says.</summary>
    public static string[] ReadLines(string path)
    {
        using TextReader text = OpenWhole(path);
        List<string> lines = [];
        while (text.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }

    /// <summary>The whole of a YAML file in UTF-8, or what its byte order mark says.</summary>
    /// <exception cref="DatasetException">It is another file, of which no message must print a line, or far larger than what people write.</exception>
    public static string ReadAll(string path)
    {
        if (!s_yaml.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            throw new DatasetException($"this is no YAML file; expected one whose name ends in {string.Join(" or ", s_yaml)}.", path);
        }

        DataFiles.RequireFile(path, "a YAML file");
        long length = RegularFile.Length(path);
        if (length > RegularFile.LongestYaml)
        {
            throw new DatasetException($"the file has {length} bytes; a YAML file has at most {RegularFile.LongestYaml}.", path);
        }

        using TextReader text = OpenWhole(path);
        return text.ReadToEnd();
    }

    private static BoundedStream Unfolded(FileStream file, string path)
    {
        string problem = FormattableString.Invariant(
            $"the compressed file unfolds to more than {MostTimes} times its {file.Length:N0} bytes, as no usual table does; if it is right, unpack it and read it as it is.");
        return new BoundedStream(new WholeGzip(file), Math.Max(AlwaysUnfolded, file.Length * MostTimes), problem, path);
    }

    private static void RefuseOtherKinds(ReadOnlySpan<byte> start, string path)
    {
        string? kind = start switch
        {
            [(byte)'P', (byte)'K', 3, 4] => "a zip archive, or a workbook of a spreadsheet program; save the sheet as CSV",
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1'] => "a Parquet file",
            [0x89, (byte)'H', (byte)'D', (byte)'F'] => "an HDF5 file",
            [0x93, (byte)'N', (byte)'U', (byte)'M'] => "a NumPy array",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F'] => "a PDF document",
            _ => null,
        };
        if (kind is not null)
        {
            throw new DatasetException($"this is {kind}, and no text.", path);
        }
    }
}
