using Parquet;
using Parquet.Schema;
using PureHDF;

namespace I2MoE.Trials.Hostile;

/// <summary>HDF5 and Parquet files: whole ones are written by their libraries and damaged byte by byte.</summary>
internal static class HostileContainers
{
    private const int Flips = 6;

    private static readonly Lazy<byte[]> s_hdf5 = new(WriteHdf5);
    private static readonly Lazy<byte[]> s_parquet = new(() => WriteParquetAsync().GetAwaiter().GetResult());

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All => [.. Of("data.h5", "hdf5", s_hdf5), .. Of("data.parquet", "parquet", s_parquet), .. ParquetOnly];

    private static IEnumerable<HostileFile> ParquetOnly =>
    [
        Parquet("a footer of 2 GB", bytes => [.. bytes[..^8], 255, 255, 255, 127, .. "PAR1"u8]),
        Parquet("a footer of negative size", bytes => [.. bytes[..^8], 255, 255, 255, 255, .. "PAR1"u8]),
        Parquet("no footer", bytes => [.. "PAR1"u8, .. "PAR1"u8]),
        Parquet("a footer of zeros", bytes => [.. bytes[..^208], .. new byte[200], 200, 0, 0, 0, .. "PAR1"u8]),
    ];

    private static IEnumerable<HostileFile> Of(string name, string kind, Lazy<byte[]> plain)
    {
        string experiment = kind == "hdf5" ? Plain.Arrays(name, kind) : Plain.Table(name, kind);
        HostileFile Made(string what, Verdict verdict, Func<byte[], byte[]> change) =>
            new($"{kind}: {what}", experiment, verdict, folder => File.WriteAllBytes(Path.Combine(folder, name), change(plain.Value)));

        return
        [
            Made("plain", Verdict.Read, bytes => bytes),
            Made("cut in half", Verdict.Refuse, bytes => bytes[..(bytes.Length / 2)]),
            Made("cut after a few bytes", Verdict.Refuse, bytes => bytes[..12]),
            Made("the end cut off", Verdict.Refuse, bytes => bytes[..^20]),
            Made("text", Verdict.Refuse, _ => [.. "a,b,c,d,cls\n1,2,3,4,well\n"u8]),
            Made("its magic number and zeros", Verdict.Refuse, bytes => [.. bytes[..8], .. new byte[4096]]),
            Made("the second half zeros", Verdict.Refuse, bytes => [.. bytes[..(bytes.Length / 2)], .. new byte[bytes.Length - (bytes.Length / 2)]]),
            .. Enumerable.Range(1, Flips).Select(flip => Made($"byte {flip} of {Flips + 1} parts changed", Verdict.Either, bytes => HostileTables.Flipped(bytes, bytes.Length * flip / (Flips + 1)))),
            .. Enumerable.Range(1, Flips).Select(flip => Made($"sixteen bytes set at part {flip}", Verdict.Either, bytes => Set(bytes, bytes.Length * flip / (Flips + 2)))),
            .. SpecialFiles.InPlaceOf(experiment, name),
        ];
    }

    private static HostileFile Parquet(string what, Func<byte[], byte[]> change) =>
        new($"parquet: {what}", Plain.Table("data.parquet", "parquet"), Verdict.Refuse, folder => File.WriteAllBytes(Path.Combine(folder, "data.parquet"), change(s_parquet.Value)));

    // Great numbers where sizes and places stand.
    private static byte[] Set(byte[] bytes, int place)
    {
        byte[] changed = [.. bytes];
        changed.AsSpan(place, 16).Fill(0x7F);
        return changed;
    }

    private static byte[] WriteHdf5()
    {
        string path = Path.GetTempFileName();
        try
        {
            float[,] Features(int first)
            {
                float[,] values = new float[Plain.Samples, 2];
                for (int i = 0; i < Plain.Samples * 2; i++)
                {
                    values[i / 2, i % 2] = Plain.Value(i / 2, first + (i % 2));
                }

                return values;
            }

            new H5File { ["left"] = Features(0), ["right"] = Features(2), ["labels"] = Enumerable.Range(0, Plain.Samples).Select(row => row % 2L).ToArray() }.Write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<byte[]> WriteParquetAsync()
    {
        DataField[] features = [.. "abcd".Select(name => new DataField<float>($"{name}"))];
        var labels = new DataField<string>("cls");
        using var stream = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. features, labels]), stream))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach ((int feature, DataField field) in features.Index())
            {
                await group.WriteAsync<float>(field, Enumerable.Range(0, Plain.Samples).Select(row => Plain.Value(row, feature)).ToArray());
            }

            await group.WriteAsync(labels, Enumerable.Range(0, Plain.Samples).Select(row => row % 2 == 0 ? "well" : "ill").ToArray());
        }

        return stream.ToArray();
    }
}
