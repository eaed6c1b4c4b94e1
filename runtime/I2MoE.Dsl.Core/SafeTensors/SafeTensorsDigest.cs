using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace I2MoE.Dsl.SafeTensors;

/// <summary>
/// The SHA-256 of a safetensors file in its own metadata: over the header, with zeros in the place of the digest, and the data. It tells a file that
/// was damaged, or changed on purpose, from the one that was written.
/// </summary>
internal sealed class SafeTensorsDigest : IDisposable
{
    /// <summary>The key of the metadata. What is to be written with a digest has it, with any value.</summary>
    public const string Key = "sha256";

    /// <summary>What stands in the place of the digest while it is computed.</summary>
    public const string Blank = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins with the header.</summary>
    /// <param name="header">The header as it stands in the file.</param>
    /// <param name="digest">The digest in it.</param>
    public SafeTensorsDigest(ReadOnlySpan<byte> header, string digest)
    {
        byte[] blank = header.ToArray();
        if (PlaceOf(blank, digest) is { } place)
        {
            Encoding.ASCII.GetBytes(Blank).CopyTo(blank, place);
        }

        _hash.AppendData(blank);
    }

    /// <summary>Adds the tensors in the order of the file.</summary>
    public void Add(Tensor tensor) => TensorBytes.AddTo(_hash, tensor);

    /// <summary>The digest, 64 hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Puts the digest in its place in a header that was made with <see cref="Blank"/>.</summary>
    public static void Write(Span<byte> header, string digest) => Encoding.ASCII.GetBytes(digest).CopyTo(header[PlaceOf(header, Blank)!.Value..]);

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private static int? PlaceOf(ReadOnlySpan<byte> header, string digest)
    {
        if (digest.Length != Blank.Length)
        {
            return null;
        }

        // The metadata come first and are sorted, but a value may hold any text.
        byte[] entry = Encoding.UTF8.GetBytes($"\"{Key}\":\"{digest}\"");
        int place = header.IndexOf(entry);
        return place < 0 ? null : place + entry.Length - 1 - Blank.Length;
    }
}
