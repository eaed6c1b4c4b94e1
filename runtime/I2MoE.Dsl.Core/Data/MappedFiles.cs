using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static TorchSharp.torch;
using NativeMemory = I2MoE.Dsl.Native.Memory;

namespace I2MoE.Dsl.Data;

/// <summary>
/// Values in files that are mapped into memory: the system reads a page when it is used, and takes it back when memory is short. What was read is
/// given back several times a second, so that the process stays small also where memory is not short. Rows are read past the mapping, since a page that is
/// touched costs far more than the bytes of it.
/// </summary>
/// <remarks>Held by those who use the values, as <see cref="SharedTensors"/>; the mappings end with the last of them. Linux; elsewhere nothing is given back early.</remarks>
internal sealed unsafe partial class MappedFiles : TensorStorage, IDisposable
{
    // What is read between two of them stays in memory: some hundred megabytes at the speed of a fast disk.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    // What a row takes that no disk was asked for.
    private static readonly TimeSpan s_fromMemory = TimeSpan.FromMicroseconds(20);

    private readonly string _folder;
    private readonly Dictionary<string, FilePlace> _places = new(StringComparer.Ordinal);
    private readonly List<string> _dependencies = [];
    private readonly Lock _gate = new();
    private readonly List<Mapping> _mappings = [];
    private readonly Timer _timer;
    private volatile bool _isSlow = true;
    private int _holders = 1;

    /// <summary>Keeps values in a folder.</summary>
    /// <param name="folder">The folder, which exists; it is the caller's to delete.</param>
    public MappedFiles(string folder)
    {
        _folder = folder;
        _timer = new Timer(_ => GiveBack(), state: null, s_interval, s_interval);
    }

    /// <inheritdoc/>
    public override bool IsMemory => false;

    /// <summary>The number of mappings that are held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _mappings.Count;
            }
        }
    }

    /// <summary>The folder of the values.</summary>
    public string Folder => _folder;

    /// <summary>The files that <see cref="DependOn"/> named.</summary>
    public IReadOnlyList<string> Dependencies => _dependencies;

    /// <summary>Where values lie that were made or adopted.</summary>
    /// <param name="name">Their name.</param>
    public FilePlace PlaceOf(string name) => _places[name];

    /// <inheritdoc/>
    public override void DependOn(string file) => _dependencies.Add(file);

    /// <inheritdoc/>
    public override Tensor Allocate(string name, long[] shape, ScalarType type)
    {
        string file = NewFile(name);
        long count = shape.Aggregate(1L, (product, length) => product * length);
        long bytes = count * (type == ScalarType.Int64 ? sizeof(long) : sizeof(float));

        // The blocks are taken now: where a mapping runs out of disk, the process ends by a signal.
        using (File.OpenHandle(file, FileMode.CreateNew, FileAccess.ReadWrite, preallocationSize: bytes))
        {
        }

        return Map(file, isWritten: true, count, type).view(shape);
    }

    /// <inheritdoc/>
    public override Stream Append(string name) => new FileStream(NewFile(name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <inheritdoc/>
    public override Tensor Appended(string name, long[] shape) =>
        Map(_places[name].File, isWritten: true, shape.Aggregate(1L, (product, length) => product * length), ScalarType.Float32).view(shape);

    /// <inheritdoc/>
    public override Tensor? Adopt(string name, string file, long offset, long[] shape)
    {
        if (offset % sizeof(float) != 0 || !BitConverter.IsLittleEndian)
        {
            return null;
        }

        return Open(name, new FilePlace(Path.GetFullPath(file), offset), shape, ScalarType.Float32);
    }

    /// <summary>Maps values that were made before.</summary>
    /// <param name="name">What they are; each name once.</param>
    /// <param name="place">Where they lie; a relative path is one in the folder.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="type">Their type.</param>
    public Tensor Open(string name, FilePlace place, long[] shape, ScalarType type)
    {
        FilePlace full = place with { File = Path.Combine(_folder, place.File) };
        _places.Add(name, full);
        long size = type == ScalarType.Int64 ? sizeof(long) : sizeof(float);
        long count = shape.Aggregate(1L, (product, length) => product * length);
        return Map(full.File, isWritten: false, (full.Offset / size) + count, type).narrow(0, full.Offset / size, count).view(shape);
    }

    /// <summary>Holds the mappings once more.</summary>
    public MappedFiles Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Lets go of the mappings, which end with the last holder.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
        {
            return;
        }

        _timer.Dispose();
        lock (_gate)
        {
            foreach (Mapping mapping in _mappings)
            {
                mapping.Values.Dispose();
                mapping.File.Dispose();
            }

            _mappings.Clear();
        }
    }

    /// <summary>Whether a tensor lies in these files.</summary>
    public bool Holds(Tensor values) => MappingOf(First(values)) is not null;

    /// <summary>A tensor for some rows of another, in the current dispose scope.</summary>
    public static Tensor EmptyRows(Tensor values, int rows) => empty([rows, .. values.shape.Skip(1)], values.dtype);

    /// <summary>Reads rows of a tensor of these files.</summary>
    /// <param name="values">The tensor [N, …].</param>
    /// <param name="rows">The rows.</param>
    /// <param name="target">Takes them in that order, [rows, …].</param>
    /// <exception cref="DatasetException">A file has become shorter.</exception>
    public void Read(Tensor values, ReadOnlySpan<long> rows, Tensor target)
    {
        nint start = First(values);
        Mapping mapping = MappingOf(start) ?? throw new ArgumentException("The values lie in none of these files.", nameof(values));
        long rowBytes = BytesOfRow(values);
        byte* destination = (byte*)First(target);
        long began = Stopwatch.GetTimestamp();
        for (int done = 0; done < rows.Length;)
        {
            // What lies together is read at once.
            int end = done + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1)
            {
                end++;
            }

            Read(mapping, start - mapping.Start + (rows[done] * rowBytes), destination + (done * rowBytes), (end - done) * rowBytes);
            done = end;
        }

        GC.KeepAlive(target);
        _isSlow = Stopwatch.GetElapsedTime(began) > s_fromMemory * rows.Length;
    }

    private static void Read(Mapping mapping, long offset, byte* target, long bytes)
    {
        while (bytes > 0)
        {
            int read = RandomAccess.Read(mapping.File, new Span<byte>(target, (int)Math.Min(bytes, MaximumRead)), offset);
            if (read == 0)
            {
                throw new DatasetException($"{mapping.Path} has become shorter since it was opened. Leave the files of the data as they are while they are used, and start again.");
            }

            offset += read;
            target += read;
            bytes -= read;
        }
    }

    /// <summary>
    /// Tells the system that some rows of a tensor of these files are read soon, so that it fetches them meanwhile: not where the last ones were in memory,
    /// and telling would take as long as reading.
    /// </summary>
    /// <param name="values">The tensor [N, …].</param>
    /// <param name="rows">The rows.</param>
    public void Announce(Tensor values, ReadOnlySpan<long> rows)
    {
        if (!OperatingSystem.IsLinux() || !_isSlow)
        {
            return;
        }

        long rowBytes = BytesOfRow(values);
        nint start = First(values);
        foreach (long row in rows)
        {
            Advise(start + (nint)(row * rowBytes), rowBytes, WillNeed);
        }

        GC.KeepAlive(values);
    }

    private Mapping? MappingOf(nint address)
    {
        lock (_gate)
        {
            return _mappings.Find(mapping => mapping.Start <= address && address < mapping.Start + (nint)mapping.Bytes);
        }
    }

    private static long BytesOfRow(Tensor values) => values.NumberOfElements / values.shape[0] * values.element_size();

    private string NewFile(string name)
    {
        string file = Path.Combine(_folder, FormattableString.Invariant($"{_places.Count}.bin"));
        _places.Add(name, new FilePlace(file, 0));
        return file;
    }

    private Tensor Map(string file, bool isWritten, long count, ScalarType type)
    {
        Tensor values = from_file(file, isWritten, count, type);
        Tensor held = values.alias().DetachFromDisposeScope();
        lock (_gate)
        {
            _mappings.Add(new Mapping(held, First(held), count * held.element_size(), file, File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete)));
        }

        return values;
    }

    // The mappings last as long as the tensors here are not disposed, which needs the same lock: the addresses are theirs.
    internal void GiveBack()
    {
        if (!OperatingSystem.IsLinux() || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            foreach (Mapping mapping in _mappings)
            {
                Advise(mapping.Start, mapping.Bytes, DontNeed);
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    private static nint First(Tensor values)
    {
        using Tensor flat = values.view(-1);
        using Tensor first = flat.narrow(0, 0, 1);
        return values.dtype == ScalarType.Int64 ? (nint)NativeMemory.Of<long>(first) : (nint)NativeMemory.Of<float>(first);
    }

    // The advice is for whole pages, and only that: nothing is lost where it is refused.
    private static void Advise(nint start, long bytes, int advice)
    {
        nint page = start & ~(nint)(Environment.SystemPageSize - 1);
        _ = MemoryAdvice(page, (nuint)(start - page + bytes), advice);
    }

    private const int MaximumRead = 1 << 24;
    private const int WillNeed = 3;
    private const int DontNeed = 4;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvice(nint start, nuint length, int advice);

    private sealed record Mapping(Tensor Values, nint Start, long Bytes, string Path, SafeFileHandle File);
}
