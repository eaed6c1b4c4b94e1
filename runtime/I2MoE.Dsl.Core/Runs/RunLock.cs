using System.Diagnostics;
using System.Text.Json;

namespace I2MoE.Dsl.Runs;

/// <summary>
/// Keeps two processes from training in one folder. The file <c>run.lock</c> says who trains. On one machine the operating system tells whether that
/// process lives, so that a killed one leaves nothing in the way; of another machine, which may share the folder, it lives as long as it renews the file.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string Name = "run.lock";

    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // The start of a process is told in ticks of the system's clock, and only roughly.
    private static readonly TimeSpan s_sameStart = TimeSpan.FromSeconds(2);

    // Who has made the file writes into it at once; an empty one that is older is what a killed process left.
    private static readonly TimeSpan s_writing = TimeSpan.FromSeconds(5);

    private const int Attempts = 50;
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(10);

    // Longer than two processes that take over at once need to write their names.
    private static readonly TimeSpan s_contest = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly string _file;
    private readonly string? _made;
    private readonly RunHolder _own;
    private readonly FileStream _stream;
    private readonly Timer _renewal;

    private RunLock(string folder, string? made, RunHolder own, FileStream stream, bool followsKilled)
    {
        FollowsKilled = followsKilled;
        _folder = folder;
        _file = stream.Name;
        _made = made;
        _own = own;
        _stream = stream;
        _renewal = new Timer(_ => Renew(), state: null, s_renewal, s_renewal);
    }

    /// <summary>Whether the folder was taken from a process that was killed, so that files of a run without a record are what it left.</summary>
    public bool FollowsKilled { get; }

    /// <summary>Whether another process has taken the folder since, as it may where this one stood still for longer than others wait.</summary>
    public bool IsLost => Read(_file) is { } holder && holder != _own;

    /// <summary>Takes the folder, which is made where it is missing.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <exception cref="ExperimentException">Another process trains in it, or no file can be written in it.</exception>
    public static RunLock Take(RunFolder folder) => Take(folder, out RunHolder? holder) ?? throw Busy(folder, folder.File(Name), holder!);

    /// <summary>Takes the folder, which is made where it is missing; null where another process trains in it.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <exception cref="ExperimentException">No file can be written in it.</exception>
    public static RunLock? TryTake(RunFolder folder) => Take(folder, out _);

    /// <summary>Whether a process trains in the folder.</summary>
    public static bool IsTaken(RunFolder folder) => LivingHolder(folder.File(Name)) is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Who finds the file between these lines finds a living process in it.
        bool isLost = IsLost;
        _renewal.Dispose();
        _stream.Dispose();
        if (!isLost)
        {
            Remove(_folder, _made, _file);
        }
    }

    private static RunLock? Take(RunFolder folder, out RunHolder? holder)
    {
        string? made = FirstMissing(folder.Path);
        string file = folder.File(Name);
        RunHolder own = RunHolder.Current;
        try
        {
            Directory.CreateDirectory(folder.Path);
            holder = LivingHolder(file);
            return holder is null ? Write(folder, made, own, out holder) : null;
        }
        catch (IOException) when (LivingHolder(file) is { } other)
        {
            // It came first.
            holder = other;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (made is not null)
            {
                Remove(folder.Path, made, file);
            }

            throw new ExperimentException($"The run cannot be kept in {folder.Path}: {e.Message} Nothing was trained; name another folder.");
        }
    }

    // Of several processes that make the file one succeeds, on every file system. Where a killed one left it, the last that writes its name into it has it.
    private static RunLock? Write(RunFolder folder, string? made, RunHolder own, out RunHolder? holder)
    {
        string file = folder.File(Name);
        bool followsKilled = File.Exists(file);
        bool isShared = Read(file) is { } killed && killed.Machine != own.Machine;
        WriteHolder(followsKilled ? new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None) : new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite), own);
        FileStream stream = Hold(file);
        if (isShared)
        {
            // Not every file system that machines share has locks.
            Thread.Sleep(s_contest);
        }

        holder = Read(file);
        if (holder is null || holder == own)
        {
            return new RunLock(folder.Path, made, own, stream, followsKilled);
        }

        stream.Dispose();
        return null;
    }

    private static void WriteHolder(FileStream stream, RunHolder own)
    {
        try
        {
            using (stream)
            {
                JsonSerializer.Serialize(stream, own, RunJson.Default.RunHolder);
            }
        }
        catch
        {
            // On a full disk, an empty file would seem to be another's.
            File.Delete(stream.Name);
            throw;
        }
    }

    private static FileStream Hold(string file)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process asks in this moment whether the file is locked.
                Thread.Sleep(s_moment);
            }
            catch (IOException)
            {
                File.Delete(file);
                throw;
            }
        }
    }

    // The highest folder on the way that is not there; null where all are.
    private static string? FirstMissing(string folder)
    {
        string? missing = null;
        for (string? on = folder; on is not null && !Directory.Exists(on); on = Path.GetDirectoryName(on))
        {
            missing = on;
        }

        return missing;
    }

    // Takes the folders that were made for it away again where nothing is in them.
    private static void Remove(string folder, string? made, string file)
    {
        try
        {
            File.Delete(file);
            for (string? on = made is null ? null : folder; on is not null && on.Length >= made!.Length && IsEmpty(on); on = Path.GetDirectoryName(on))
            {
                Directory.Delete(on);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stays tells of a process that has ended, and is in nobody's way.
        }
    }

    private static bool IsEmpty(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    private static RunHolder? LivingHolder(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        bool isLocked = IsLocked(file);
        RunHolder? holder = Read(file);
        return isLocked || (holder is null ? IsBeingWritten(file) : Lives(holder, file)) ? holder ?? new RunHolder(0, default, "") : null;
    }

    private static bool IsBeingWritten(string file) => new FileInfo(file) is { Exists: true, Length: 0 } empty && DateTime.UtcNow - empty.LastWriteTimeUtc < s_writing;

    // Where the file system knows no locks, the process is looked for by its number.
    private static bool IsLocked(string file)
    {
        try
        {
            using FileStream probe = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static RunHolder? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), RunJson.Default.RunHolder);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Lives(RunHolder holder, string file)
    {
        if (holder.Machine != Environment.MachineName)
        {
            return DateTime.UtcNow - File.GetLastWriteTimeUtc(file) < s_patience;
        }

        try
        {
            using var process = Process.GetProcessById(holder.Process);
            return (process.StartTime.ToUniversalTime() - holder.Started.UtcDateTime).Duration() < s_sameStart;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ExperimentException Busy(RunFolder folder, string file, RunHolder holder)
    {
        string process = holder.Process == 0 ? "another process" : FormattableString.Invariant($"process {holder.Process}");
        return new ExperimentException(holder.Machine == Environment.MachineName || holder.Machine.Length == 0
            ? $"The run in {folder.Path} is being trained by {process}. Wait until it ends, or name another folder."
            : $"The run in {folder.Path} is being trained by {process} on the machine {holder.Machine}. If that has ended, wait {s_patience.TotalMinutes:0} minutes or delete {file}.");
    }

    private void Renew()
    {
        try
        {
            if (!IsLost)
            {
                File.SetLastWriteTimeUtc(_file, DateTime.UtcNow);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next time may do; training must not end for it.
        }
    }
}
