using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using I2MoE.Dsl.Writing;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.SafeTensors;

/// <summary>
/// The content of a safetensors file: named tensors and a map of strings. Owns the tensors, which lie on the CPU and outlive dispose scopes until the
/// file is disposed. Element types: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private const int Alignment = 8;

    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    private SafeTensorsFile(IReadOnlyDictionary<string, string> metadata)
    {
        Metadata = metadata;
    }

    /// <summary>The strings of <c>__metadata__</c>; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Reads a whole file. It may come from anywhere: a malformed file is refused before memory for its tensors is taken.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors and the metadata; to be disposed.</returns>
    /// <exception cref="ModelException">
    /// The file is not a valid safetensors file, has element types other than those above, is a folder, or is not what its digest (<c>sha256</c> of the
    /// metadata) says was written.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static SafeTensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw ModelException.InFile(path, "this is a folder; expected a file.");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            (SafeTensorsHeader header, byte[] json) = ReadHeader(path, stream);
            return ReadTensors(path, stream, header, json);
        }
        catch (EndOfStreamException e)
        {
            throw ModelException.InFile(path, "the file became shorter while it was read.", e);
        }
    }

    /// <summary>
    /// Writes a file. Equal tensors and metadata give equal bytes, in whichever order they come. The file appears complete or not at all: it is written
    /// beside its place under another name and then moved, replacing an existing file.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">The tensors by name, on any device; they stay as they are.</param>
    /// <param name="metadata">Strings to keep with them; null for none. <c>sha256</c>, whatever it says, becomes the digest of what is written.</param>
    /// <exception cref="ModelException">A tensor has an element type other than those above, or the name <c>__metadata__</c>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        (SafeTensorsEntry Entry, Tensor Tensor)[] placed = Place(path, tensors);
        byte[] header = HeaderBytes(placed.Select(item => item.Entry), metadata);
        if (metadata?.ContainsKey(SafeTensorsDigest.Key) == true)
        {
            WriteDigest(header, placed.Select(item => item.Tensor));
        }

        if (header.Length > SafeTensorsHeader.MaximumLength)
        {
            throw ModelException.InFile(path, $"the header would have {header.Length} bytes; at most {SafeTensorsHeader.MaximumLength} are allowed.");
        }

        WholeFile.Write(path, $".{Path.GetRandomFileName()}.tmp", stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach ((_, Tensor tensor) in placed)
            {
                WriteTensor(stream, tensor);
            }

            stream.Flush(flushToDisk: true);
        });
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private static (SafeTensorsHeader Header, byte[] Json) ReadHeader(string path, FileStream stream)
    {
        long available = stream.Length - LengthBytes;
        if (available < 0)
        {
            throw ModelException.InFile(path, $"the file has {stream.Length} bytes; a safetensors file starts with {LengthBytes} bytes that tell the length of its header.");
        }

        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthBytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > SafeTensorsHeader.MaximumLength)
        {
            throw ModelException.InFile(path, $"the header claims {length} bytes; at most {SafeTensorsHeader.MaximumLength} are allowed. The file may not be a safetensors file.");
        }

        if ((long)length > available)
        {
            throw ModelException.InFile(path, $"the header claims {length} bytes, but only {available} follow; the file is truncated or not a safetensors file.");
        }

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        return (SafeTensorsHeader.Parse(path, json, available - (long)length), json);
    }

    private static SafeTensorsFile ReadTensors(string path, FileStream stream, SafeTensorsHeader header, byte[] json)
    {
        SafeTensorsFile file = new(header.Metadata);
        string? stated = header.Metadata.GetValueOrDefault(SafeTensorsDigest.Key);
        using SafeTensorsDigest? digest = stated is null ? null : new(json, stated);
        try
        {
            foreach (SafeTensorsEntry entry in header.Entries)
            {
                Tensor tensor = empty(entry.Shape, entry.Type.Type, CPU).DetachFromDisposeScope();
                file._tensors.Add(entry.Name, tensor);
                TensorBytes.ReadFrom(stream, tensor);
                digest?.Add(tensor);
                if (entry.Type.Type == ScalarType.Bool && !TensorBytes.AreBooleans(tensor))
                {
                    throw ModelException.InFile(path, $"tensor '{entry.Name}' is BOOL, but has bytes other than 0 and 1.");
                }
            }

            return digest is null || digest.Finish() == stated
                ? file
                : throw ModelException.InFile(path, $"the file was damaged or changed after it was written: its digest is not the {SafeTensorsDigest.Key} of its metadata.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Large elements first and then by name: every tensor is aligned to its element size, and the order of the caller does not matter.
    private static (SafeTensorsEntry Entry, Tensor Tensor)[] Place(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        List<(SafeTensorsEntry Entry, Tensor Tensor)> placed = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, Tensor tensor) in tensors)
        {
            SafeTensorsType type = SafeTensorsType.All.FirstOrDefault(known => known.Type == tensor.dtype)
                ?? throw ModelException.InFile(path, $"tensor '{name}' has the type {tensor.dtype}, which cannot be written; allowed: {string.Join(", ", SafeTensorsType.All.Select(known => known.Type))}.");
            if (name == SafeTensorsHeader.MetadataKey || !names.Add(name))
            {
                throw ModelException.InFile(path, name == SafeTensorsHeader.MetadataKey
                    ? $"a tensor cannot be called '{name}', because this name holds the metadata."
                    : $"there are two tensors called '{name}'.");
            }

            placed.Add((new SafeTensorsEntry(name, type, tensor.shape, 0, tensor.NumberOfElements * type.Size), tensor));
        }

        long position = 0;
        return
        [
            .. placed.OrderByDescending(item => item.Entry.Type.Size).ThenBy(item => item.Entry.Name, StringComparer.Ordinal).Select(item =>
            {
                long begin = position;
                position += item.Entry.End;
                return (item.Entry with { Begin = begin, End = position }, item.Tensor);
            }),
        ];
    }

    private static byte[] HeaderBytes(IEnumerable<SafeTensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafeTensorsHeader.MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, key == SafeTensorsDigest.Key ? SafeTensorsDigest.Blank : value);
                }

                json.WriteEndObject();
            }

            foreach (SafeTensorsEntry entry in entries)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", entry.Type.Name);
                WriteNumbers(json, "shape", entry.Shape);
                WriteNumbers(json, "data_offsets", [entry.Begin, entry.End]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces after the header let the data begin at a multiple of the largest element.
        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteDigest(byte[] header, IEnumerable<Tensor> tensors)
    {
        using SafeTensorsDigest digest = new(header, SafeTensorsDigest.Blank);
        foreach (Tensor tensor in tensors)
        {
            using DisposeScope scope = NewDisposeScope();
            digest.Add(tensor.detach().cpu().contiguous());
        }

        SafeTensorsDigest.Write(header, digest.Finish());
    }

    private static void WriteTensor(FileStream stream, Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        TensorBytes.WriteTo(stream, tensor.detach().cpu().contiguous());
    }
}
