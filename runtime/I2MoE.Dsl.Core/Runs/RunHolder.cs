namespace I2MoE.Dsl.Runs;

/// <summary>The process that trains in a folder, as its <see cref="RunLock"/> says.</summary>
/// <param name="Process">The number of the process; 0 where it is not known.</param>
/// <param name="Started">When it was started, which tells it from a later one of that number.</param>
/// <param name="Machine">The name of its machine.</param>
internal sealed record RunHolder(int Process, DateTimeOffset Started, string Machine)
{
    /// <summary>This process.</summary>
    public static RunHolder Current
    {
        get
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return new RunHolder(process.Id, process.StartTime.ToUniversalTime(), Environment.MachineName);
        }
    }
}
