using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Studies.Larger;

/// <summary>A folder of .npy files of any size: two modalities of 1000 features each, of which the first tells one of two classes.</summary>
internal static class DrawnArrays
{
    /// <summary>The features of a modality.</summary>
    public const int Features = 1000;

    /// <summary>The bytes of a sample.</summary>
    public const long BytesOfSample = 2L * Features * sizeof(float);

    /// <summary>Writes the folder, unless it is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="samples">The number of samples.</param>
    public static void Write(string folder, int samples)
    {
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, "left.npy"), samples, Features, "<f4", seed: 1);
        Write(Path.Combine(folder, "right.npy"), samples, Features, "<f4", seed: 2);
        Write(Path.Combine(folder, "labels.npy"), samples, features: 0, "<i8", seed: 0);
    }

    private static void Write(string path, int samples, int features, string type, ulong seed)
    {
        string shape = features > 0 ? string.Create(CultureInfo.InvariantCulture, $"({samples}, {features})") : string.Create(CultureInfo.InvariantCulture, $"({samples},)");
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        long bytes = 10 + header.Length + (features > 0 ? (long)samples * features * sizeof(float) : (long)samples * sizeof(long));
        if (File.Exists(path) && new FileInfo(path).Length == bytes)
        {
            return;
        }

        using FileStream file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        file.Write(Encoding.ASCII.GetBytes(header));
        var random = new SplitMix64(seed);
        float[] row = new float[features];
        for (int sample = 0; sample < samples; sample++)
        {
            if (features == 0)
            {
                file.Write(BitConverter.GetBytes((long)(sample % 2)));
                continue;
            }

            for (int feature = 0; feature < features; feature++)
            {
                row[feature] = (float)random.NextDouble() + (feature == 0 && seed == 1 ? sample % 2 : 0);
            }

            file.Write(MemoryMarshal.AsBytes<float>(row));
        }
    }
}
