using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>The checks that every file of data passes, whatever its format.</summary>
internal static class DataFiles
{
    /// <summary>Refuses a path that is not an existing file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="expected">What was expected, for example "a CSV file".</param>
    public static void RequireFile(string path, string expected)
    {
        if (Directory.Exists(path))
        {
            throw new DatasetException($"this is a folder; expected {expected}.", path);
        }

        if (!File.Exists(path))
        {
            throw new DatasetException($"the file does not exist {LookedIn(path)}{Suggest(path, Directory.EnumerateFiles)}", path);
        }

        if (RegularFile.Misnomer(path) is { } misnomer)
        {
            throw new DatasetException($"this is {misnomer}; expected {expected}.", path);
        }
    }

    /// <summary>Refuses a path that is not an existing folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="expected">What was expected, for example "a folder of images".</param>
    public static void RequireFolder(string path, string expected)
    {
        if (File.Exists(path))
        {
            throw new DatasetException($"this is a file; expected {expected}.", path);
        }

        if (!Directory.Exists(path))
        {
            throw new DatasetException($"the folder does not exist {LookedIn(path)}{Suggest(path, Directory.EnumerateDirectories)}", path);
        }
    }

    /// <summary>Refuses data that cannot fit in the memory of the machine.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="bytes">The memory that its values need.</param>
    public static void RequireMemory(string path, double bytes)
    {
        const double Gigabyte = 1e9;
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > available)
        {
            throw new DatasetException(
                FormattableString.Invariant($"the values need {bytes / Gigabyte:0.#} GB of memory as 32-bit numbers, and this machine has {available / Gigabyte:0.#} GB; choose fewer samples or modalities."), path);
        }
    }

    /// <summary>Turns what goes wrong while a file is read into a <see cref="DatasetException"/> that names it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="how">How it is read, for example "as CSV".</param>
    /// <param name="read">Reads it; reports a bad content by a <see cref="FormatException"/>, whose message is taken over.</param>
    /// <param name="describeDamage">Says what is wrong with bytes that make no sense, and what to do; null for a general word.</param>
    public static T Reading<T>(string file, string how, Func<T> read, Func<string>? describeDamage = null)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new DatasetException(e.Message, file, innerException: e);
        }
        catch (EndOfStreamException e)
        {
            throw new DatasetException($"the file cannot be read {how}: {describeDamage?.Invoke() ?? "it ends too early."}", file, innerException: e);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException($"the file cannot be read {how}: {describeDamage?.Invoke() ?? "its bytes are damaged. Copy it again, or write it anew."}", file, innerException: e);
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            throw new DatasetException($"the file cannot be read {how}: {reason}", file, innerException: e);
        }
    }

    /// <summary>Why the system does not let a file be read; null where something else went wrong.</summary>
    public static string? Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "this user may not read it. Change its permissions, or copy it.",
        EndOfStreamException => null,
        IOException => e.Message,
        _ => null,
    };

    private static string LookedIn(string path) => $"(looked in {Path.GetDirectoryName(Path.GetFullPath(path))}).";

    private static string Suggest(string path, Func<string, IEnumerable<string>> neighbours)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? folder = Path.GetDirectoryName(full);
        return Directory.Exists(folder) ? NearestName.Suggest(Path.GetFileName(full), neighbours(folder).Select(entry => Path.GetFileName(entry))) : "";
    }
}
