using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace I2MoE.Dsl.Testing.Data;

/// <summary>Small data in the shapes in which people have them.</summary>
/// <param name="Name">What the shape is called.</param>
/// <param name="Location">The file or folder, in the folder that it was written to.</param>
/// <param name="Target">The column that is predicted.</param>
public sealed record DataShape(string Name, string Location, string Target)
{
    private const int Rows = 60;

    /// <summary>Writes all of them into a folder.</summary>
    public static IReadOnlyList<DataShape> WriteAll(string folder) =>
    [
        WritePrefixed(folder),
        WriteGerman(folder),
        WriteHeadless(folder),
        WriteListed(folder),
        WritePictures(folder),
        WriteArrays(folder),
    ];

    /// <summary>A table whose columns begin alike, with ids, patients, a part of missing values and a column that gives the class away.</summary>
    public static DataShape WritePrefixed(string folder)
    {
        StringBuilder text = new("sample_id,patient,mri_1,mri_2,mri_3,lab_a,lab_b,site,outcome,diagnosis\n");
        for (int row = 0; row < Rows; row++)
        {
            bool isIll = row % 3 == 0;
            int lab = row % 10 == 1 ? -9 : (int)(Wave(row, 1, 50) + 60);
            text.Append(CultureInfo.InvariantCulture, $"S{row},P{row / 2},{Number(Wave(row, 2, 1))},{Number(Wave(row, 3, 1) + (isIll ? 1 : 0))},{(row % 7 == 0 ? "" : Number(Wave(row, 4, 1)))},{lab},{(row % 20 == 3 ? "unknown" : Number(Wave(row, 5, 3)))},{(row % 2 == 0 ? "north" : "south")},{(isIll ? 7 : 4)},{(isIll ? "ill" : "well")}\n");
        }

        return Write(folder, "prefixed", "prefixed.csv", Encoding.UTF8.GetBytes(text.ToString()), "diagnosis");
    }

    /// <summary>A table with semicolons, decimal commas and letters that are not UTF-8, from which a number is predicted.</summary>
    public static DataShape WriteGerman(string folder)
    {
        StringBuilder text = new("größe;gewicht;höhe;preis\n");
        for (int row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Comma(Wave(row, 1, 2))};{Comma(Wave(row, 2, 2))};{Comma(Wave(row, 3, 2))};{Comma(100 + Wave(row, 1, 20) + Wave(row, 6, 2))}\n");
        }

        return Write(folder, "german", "german.csv", Encoding.Latin1.GetBytes(text.ToString()), "preis");
    }

    /// <summary>A compressed table without names of columns.</summary>
    public static DataShape WriteHeadless(string folder)
    {
        StringBuilder text = new();
        for (int row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Number(Wave(row, 1, 1))}\t{Number(Wave(row, 2, 1))}\t{Number(Wave(row, 3, 1))}\t{Number(Wave(row, 4, 1))}\t{1 + row % 3}\n");
        }

        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return Write(folder, "headless", "headless.tsv.gz", packed.ToArray(), "c5");
    }

    /// <summary>A table that names a picture for each row, beside numbers and a column with the part of the split.</summary>
    public static DataShape WriteListed(string folder)
    {
        StringBuilder text = new("file,width,height,split,kind\n");
        for (int row = 0; row < Rows; row++)
        {
            WritePicture(Path.Combine(folder, "listed", "pictures", Invariant($"{row}.bmp")), row);
            text.Append(CultureInfo.InvariantCulture, $"pictures/{row}.bmp,{Number(Wave(row, 1, 3))},{Number(Wave(row, 2, 3))},{(row % 5 == 0 ? "test" : "train")},{(row % 2 == 0 ? "cat" : "dog")}\n");
        }

        return Write(folder, "listed", "listed/table.csv", Encoding.UTF8.GetBytes(text.ToString()), "kind");
    }

    /// <summary>A folder of pictures for each class.</summary>
    public static DataShape WritePictures(string folder)
    {
        for (int row = 0; row < Rows; row++)
        {
            WritePicture(Path.Combine(folder, "pictures", row % 2 == 0 ? "cat" : "dog", Invariant($"{row}.bmp")), row);
        }

        return new DataShape("pictures", Path.Combine(folder, "pictures"), "label");
    }

    /// <summary>A folder of arrays.</summary>
    public static DataShape WriteArrays(string folder)
    {
        WriteArray(Path.Combine(folder, "arrays", "wave.npy"), [Rows, 8, 1], 8, row => row % 9 == 4 ? null : row);
        WriteArray(Path.Combine(folder, "arrays", "visits.npy"), [Rows, 6, 2], 2, step => step % 6 > step / 6 % 5 ? null : step / 6);
        WriteArray(Path.Combine(folder, "arrays", "clinical.npy"), [Rows, 3], 3, row => row);
        string header = Header("<i8", [Rows]);
        byte[] labels = new byte[Rows * sizeof(long)];
        for (int row = 0; row < Rows; row++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(labels.AsSpan(row * sizeof(long)), row % 2);
        }

        File.WriteAllBytes(Path.Combine(folder, "arrays", "labels.npy"), [.. Encoding.Latin1.GetBytes(header), .. labels]);
        return new DataShape("arrays", Path.Combine(folder, "arrays"), "labels");
    }

    private static DataShape Write(string folder, string name, string file, byte[] bytes, string target)
    {
        string path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return new DataShape(name, path, target);
    }

    private static void WriteArray(string path, int[] shape, int width, Func<int, int?> seed)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        int count = shape.Aggregate(1, (product, length) => product * length);
        byte[] values = new byte[count * sizeof(float)];
        for (int i = 0; i < count; i++)
        {
            float value = seed(i / width) is { } row ? (float)Wave(row, 1 + i % width, 1) : float.NaN;
            BinaryPrimitives.WriteSingleLittleEndian(values.AsSpan(i * sizeof(float)), value);
        }

        File.WriteAllBytes(path, [.. Encoding.Latin1.GetBytes(Header("<f4", shape)), .. values]);
    }

    private static string Header(string type, int[] shape)
    {
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}";
        text = text.PadRight(117) + "\n";
        return $"\u0093NUMPY\u0001\0{(char)text.Length}\0{text}";
    }

    // 24 bits a pixel, 8 x 8, its rows from below; lighter for odd rows.
    private static void WritePicture(string path, int row)
    {
        const int Side = 8;
        byte[] picture = new byte[54 + 3 * Side * Side];
        "BM"u8.CopyTo(picture);
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(2), picture.Length);
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(18), Side);
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(22), Side);
        picture[26] = 1;
        picture[28] = 24;
        for (int i = 54; i < picture.Length; i++)
        {
            picture[i] = (byte)(row % 2 * 100 + (i * 7 + row * 13) % 100);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, picture);
    }

    private static double Wave(int row, int column, double size) => size * Math.Sin(row * (0.7 + 0.31 * column) + column);

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Comma(double value) => Number(value).Replace('.', ',');

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
