using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>Features that a network makes of pictures, computed once and kept in a file that is called by the content of network and pictures.</summary>
/// <param name="network">The network.</param>
/// <param name="size">The size of the pictures that it takes.</param>
internal sealed class NetworkFeatures(NetworkFile network, ImageLayout size)
{
    private const int AtOnce = 16;

    /// <summary>The features of pictures, [N, features].</summary>
    /// <param name="files">The files of the pictures.</param>
    /// <param name="place">Where the features are to lie.</param>
    /// <exception cref="DatasetException">A picture cannot be read, or the network not run.</exception>
    public Tensor Of(string[] files, TensorPlace place)
    {
        foreach (string file in files.Concat(network.Paths))
        {
            DataFiles.RequireFile(file, "a picture or a network");
            place.Storage.DependOn(file);
        }

        string kept = Path.Combine(network.Cache, $"features-{Fingerprint(files)}.f32");
        float[] features = Read(kept, files.Length) ?? Compute(files, kept);
        Tensor values = place.Allocate([files.Length, features.Length / Math.Max(1, files.Length)], ScalarType.Float32);
        using Tensor source = tensor(features, ScalarType.Float32);
        using Tensor shaped = source.view(values.shape);
        values.copy_(shaped);
        return values;
    }

    private float[] Compute(string[] files, string kept)
    {
        using IPictureNetwork opened = PictureNetworks.Open(network, size);
        float[] features = new float[checked(files.Length * opened.Features)];
        int pixels = size.Channels * size.Height * size.Width;
        float[] pictures = new float[AtOnce * pixels];
        for (int first = 0; first < files.Length; first += AtOnce)
        {
            int count = Math.Min(AtOnce, files.Length - first);
            for (int i = 0; i < count; i++)
            {
                Read(files[first + i], pictures.AsMemory(i * pixels, pixels));
            }

            opened.Compute(pictures, count, features.AsSpan(first * opened.Features, count * opened.Features));
        }

        int lost = Array.FindIndex(features, feature => !float.IsFinite(feature));
        if (lost >= 0)
        {
            throw new DatasetException(string.Create(CultureInfo.InvariantCulture, $"the network gives {features[lost]} for {files[lost / opened.Features]}; see whether 'scale', 'mean' and 'deviation' are what it was trained with."), network.Paths[0]);
        }

        Write(features, kept);
        return features;
    }

    private void Read(string file, Memory<float> picture)
    {
        DataFiles.Reading(file, "as an image", () =>
        {
            ImagePixels.Read(file, size, picture.Span);
            return true;
        });
        int channel = size.Height * size.Width;
        for (int c = 0; c < size.Channels; c++)
        {
            double mean = network.Mean.Count > 0 ? network.Mean[c] : 0;
            double deviation = network.Deviation.Count > 0 ? network.Deviation[c] : 1;
            foreach (ref float pixel in picture.Span.Slice(c * channel, channel))
            {
                pixel = (float)(((pixel * network.Scale) - mean) / deviation);
            }
        }
    }

    private string Fingerprint(string[] files)
    {
        string how = string.Create(CultureInfo.InvariantCulture, $"{network.Output}\n{network.Scale:R}\n{string.Join(' ', network.Mean)}\n{string.Join(' ', network.Deviation)}\n{size.Channels} {size.Height} {size.Width}");
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(how));
        foreach (string file in network.Paths.Concat(files))
        {
            DataFiles.Reading(file, "as a file", () =>
            {
                using FileStream content = File.OpenRead(file);
                var own = new XxHash128();
                own.Append(content);
                hash.Append(own.GetCurrentHash());
                return true;
            });
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // Null where there are none, or a file that was cut off.
    private static float[]? Read(string kept, int count)
    {
        if (!File.Exists(kept) || count == 0)
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(kept);
        return bytes.Length > 0 && bytes.Length % (count * sizeof(float)) == 0 ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : null;
    }

    // Features can be computed again, so that a disk that is full or cannot be written stops nothing.
    private static void Write(float[] features, string kept)
    {
        string unfinished = $"{kept}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.WriteAllBytes(unfinished, MemoryMarshal.AsBytes<float>(features));
            File.Move(unfinished, kept, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
        }
    }
}
