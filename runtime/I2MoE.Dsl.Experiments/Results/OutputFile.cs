using System.Text;
using I2MoE.Dsl.Native;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>A file that a command is told to write. It replaces nothing but what the same command wrote before: not the data, not an experiment.</summary>
internal static class OutputFile
{
    private const int Looked = 1 << 16;

    /// <summary>Refuses a file that is there and is something else, before anything is computed.</summary>
    /// <param name="option">The option that names it, for messages: <c>--out</c>.</param>
    /// <param name="path">The file; null or <c>-</c> for none.</param>
    /// <param name="sign">What stands at the beginning of every file that the command writes.</param>
    /// <exception cref="ExperimentException">It would be lost.</exception>
    public static void Require(string option, string? path, string sign)
    {
        // What goes into a pipe or a device replaces nothing; to look into a pipe would be to wait for ever.
        if (path is null or "-" || FileStatus.Of(WorkingFolder.Full(path)) is { IsSpecial: true } || new FileInfo(WorkingFolder.Full(path)) is not { Exists: true, Length: > 0 } || Begins(WorkingFolder.Full(path)).Contains(sign, StringComparison.Ordinal))
        {
            return;
        }

        throw new ExperimentException($"{option}: {path} is there already and is not what this command writes, so it is kept. Name another file, or delete it first.");
    }

    private static string Begins(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[Looked];
        return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, Looked, throwOnEndOfStream: false));
    }
}
