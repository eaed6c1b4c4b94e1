using System.IO.Compression;
using System.Text;

namespace I2MoE.Trials.Hostile;

/// <summary>CSV files, plain and compressed.</summary>
internal static class HostileTables
{
    private const string Name = "data.csv";
    private const long Bomb = 1_500_000_000;

    private static string Text => string.Join('\n', [Plain.Header, .. Plain.Rows]) + "\n";

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All =>
    [
        Of("plain", Verdict.Read, Text),
        Of("header only", Verdict.Refuse, Plain.Header + "\n"),
        Of("one row", Verdict.Refuse, $"{Plain.Header}\n{Plain.Rows[0]}\n"),
        Of("only a byte order mark", Verdict.Refuse, [0xEF, 0xBB, 0xBF]),
        Of("with a byte order mark", Verdict.Read, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]),
        Of("only line ends", Verdict.Refuse, new string('\n', 5000)),
        Of("a quote that is never closed", Verdict.Refuse, WithCell("\"1")),
        Of("a row that is too short", Verdict.Refuse, Text.Replace(Plain.Rows[7], "1,2", StringComparison.Ordinal)),
        Of("a row that is too long", Verdict.Refuse, Text.Replace(Plain.Rows[7], Plain.Rows[7] + ",1,2", StringComparison.Ordinal)),
        Of("the last row cut off", Verdict.Refuse, Text[..^12]),
        Of("a NUL in a number", Verdict.Refuse, WithCell("0.\05")),
        Of("a NUL in a label", Verdict.Refuse, WithLabel("we\0ll")),
        Of("a picture as a table", Verdict.Refuse, HostileImages.Picture(8, 8)),
        Of("compressed bytes without the ending", Verdict.Either, Zipped(Encoding.UTF8.GetBytes(Text))),
        Of("1e999", Verdict.Refuse, WithCell("1e999")),
        Of("inf", Verdict.Refuse, WithCell("inf")),
        Of("-Infinity", Verdict.Refuse, WithCell("-Infinity")),
        Of("1e39, beyond 32 bits", Verdict.Refuse, WithCell("1e39")),
        Of("NaN, a missing value", Verdict.Read, WithCell("NaN")),
        Of("0x10", Verdict.Refuse, WithCell("0x10")),
        Of("1_000", Verdict.Refuse, WithCell("1_000")),
        Of("Arabic digits", Verdict.Refuse, WithCell("١٢")),
        Of("a decimal comma", Verdict.Refuse, WithCell("\"0,5\"")),
        Of("a date", Verdict.Refuse, WithCell("2024-01-02")),
        Of("1 in parentheses", Verdict.Refuse, WithCell("(1)")),
        Of("two numbers in a cell", Verdict.Refuse, WithCell("1 2")),
        Of("a hundred thousand digits", Verdict.Either, WithCell("0." + new string('1', 100_000))),
        Great("a cell of 50 MB", Verdict.Refuse, () => WithCell(new string('x', 50_000_000))),
        Great("a header of 10 MB", Verdict.Refuse, () => new string('h', 10_000_000) + "\n1\n"),
        Great("a million columns", Verdict.Either, () => string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"k{i}")) + "," + Text.Replace("\n", "\n" + new string(',', 1_000_000), StringComparison.Ordinal)[..^1_000_001]),
        Of("a used column twice", Verdict.Refuse, "a," + Text.Replace("\n", "\n9,", StringComparison.Ordinal)[..^2]),
        Of("an unused column twice", Verdict.Read, "k,k," + Text.Replace("\n", "\n9,8,", StringComparison.Ordinal)[..^4]),
        Of("a column that is not there", Verdict.Refuse, Text.Replace("a,b,", "a,B2,", StringComparison.Ordinal)),
        Of("no labels at all", Verdict.Refuse, Text.Replace("well", "", StringComparison.Ordinal).Replace("ill", "", StringComparison.Ordinal)),
        Of("one label missing", Verdict.Refuse, WithLabel("")),
        Of("one label NA", Verdict.Refuse, WithLabel("NA")),
        Of("a third class", Verdict.Refuse, WithLabel("dead")),
        Of("a label in Latin-1", Verdict.Refuse, Encoding.Latin1.GetBytes(Text.Replace("well", "gesünd", StringComparison.Ordinal))),
        Of("a feature name in Latin-1 that is not used", Verdict.Refuse, Encoding.Latin1.GetBytes("größe," + Text.Replace("\n", "\n9,", StringComparison.Ordinal)[..^2])),
        Of("UTF-16 with its mark", Verdict.Either, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)]),
        Of("UTF-16 without its mark", Verdict.Refuse, Encoding.Unicode.GetBytes(Text)),
        Of("half of a surrogate pair", Verdict.Refuse, [.. Encoding.UTF8.GetBytes(Text), 0xED, 0xA0, 0x80, (byte)'\n']),
        Of("line ends of old Macintoshes", Verdict.Either, Text.Replace('\n', '\r')),
        Of("line ends of Windows", Verdict.Read, Text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        Of("a page of a web site", Verdict.Refuse, "<!DOCTYPE html>\n<html><body>404, a, b, c, d, cls</body></html>\n"),
        Of("a pointer of Git LFS", Verdict.Refuse, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
        Of("marks of a merge", Verdict.Refuse, Text.Replace(Plain.Rows[7], "<<<<<<< HEAD\n" + Plain.Rows[7] + "\n=======", StringComparison.Ordinal)),
        Of("labels that are formulas", Verdict.Read, Text.Replace("well", "=cmd|' /C calc'!A0", StringComparison.Ordinal)),
        .. SpecialFiles.InPlaceOf(Plain.Table(Name), Name),
        new("the environment of the process", Plain.Table("/proc/self/environ"), Verdict.Refuse, _ => { }),
        new("/dev/zero itself", Plain.Table("/dev/zero"), Verdict.Refuse, _ => { }),
        Compressed("plain", Verdict.Read, Zipped(Encoding.UTF8.GetBytes(Text))),
        Compressed("cut off", Verdict.Refuse, Zipped(Encoding.UTF8.GetBytes(Text))[..^60]),
        Compressed("with a wrong sum", Verdict.Refuse, Flipped(Zipped(Encoding.UTF8.GetBytes(Text)), -6)),
        Compressed("no more than its magic number", Verdict.Refuse, [0x1F, 0x8B]),
        Compressed("text that is not compressed", Verdict.Either, Encoding.UTF8.GetBytes(Text)),
        Compressed("an archive of an archive", Verdict.Refuse, Zipped(Zipped(Encoding.UTF8.GetBytes(Text)))),
        new("csv.gz: 1.5 GB of zeros in 7 MB", Plain.Table("data.csv.gz"), Verdict.Refuse, folder => WriteBomb(Path.Combine(folder, "data.csv.gz"), ""u8.ToArray(), 0)),
        new("csv.gz: 1.5 GB in one cell", Plain.Table("data.csv.gz"), Verdict.Refuse, folder => WriteBomb(Path.Combine(folder, "data.csv.gz"), Encoding.UTF8.GetBytes(Plain.Header + "\n1,"), (byte)'1')),
        new("csv.gz: 1.5 GB of empty lines", Plain.Table("data.csv.gz"), Verdict.Refuse, folder => WriteBomb(Path.Combine(folder, "data.csv.gz"), Encoding.UTF8.GetBytes(Text), (byte)'\n')),
    ];

    /// <summary>Bytes with one of them changed.</summary>
    public static byte[] Flipped(byte[] bytes, int place)
    {
        byte[] changed = [.. bytes];
        changed[place < 0 ? changed.Length + place : place] ^= 0x41;
        return changed;
    }

    private static string WithCell(string cell) => Text.Replace(Plain.Rows[7], cell + Plain.Rows[7][Plain.Rows[7].IndexOf(',', StringComparison.Ordinal)..], StringComparison.Ordinal);

    private static string WithLabel(string label) => Text.Replace(Plain.Rows[7], Plain.Rows[7][..(Plain.Rows[7].LastIndexOf(',') + 1)] + label, StringComparison.Ordinal);

    private static HostileFile Of(string name, Verdict verdict, string text) => Of(name, verdict, Encoding.UTF8.GetBytes(text));

    private static HostileFile Of(string name, Verdict verdict, byte[] bytes) => new($"csv: {name}", Plain.Table(Name), verdict, folder => File.WriteAllBytes(Path.Combine(folder, Name), bytes));

    private static HostileFile Great(string name, Verdict verdict, Func<string> text) => new($"csv: {name}", Plain.Table(Name), verdict, folder => File.WriteAllText(Path.Combine(folder, Name), text()));

    private static HostileFile Compressed(string name, Verdict verdict, byte[] bytes) =>
        new($"csv.gz: {name}", Plain.Table("data.csv.gz"), verdict, folder => File.WriteAllBytes(Path.Combine(folder, "data.csv.gz"), bytes));

    private static byte[] Zipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            zip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static void WriteBomb(string path, byte[] head, byte filling)
    {
        byte[] block = new byte[1 << 20];
        block.AsSpan().Fill(filling);
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        zip.Write(head);
        for (long written = 0; written < Bomb; written += block.Length)
        {
            zip.Write(block);
        }
    }
}
