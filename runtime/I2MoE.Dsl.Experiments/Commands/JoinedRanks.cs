using System.Globalization;
using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Distributed.Mpi;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>
/// The processes that <c>mpirun</c> or <c>srun</c> started together, for the commands that train one model with all of them. Rank 0 speaks for all: what goes
/// wrong on every rank is told once, what goes wrong on another alone is told by that rank, and either ends the job.
/// </summary>
internal sealed class JoinedRanks
{
    // In which rank 0, where the same went wrong there, has told it and ended the job.
    private static readonly TimeSpan s_precedence = TimeSpan.FromSeconds(3);

    private MpiProcessGroup? _group;
    private bool _haveStopped;

    /// <summary>The group; null where this process trains by itself.</summary>
    public IProcessGroup? Group => _group;

    /// <summary>Whether another process logs and writes files.</summary>
    public bool Follows => _group is { Rank: > 0 };

    /// <summary>Joins the processes that were started with this one.</summary>
    /// <param name="console">The console of the command.</param>
    /// <returns>Where this process writes: nowhere where it follows another.</returns>
    /// <exception cref="MpiException">There is no MPI library, or another one than that of the launcher.</exception>
    public ProgramConsole Join(ProgramConsole console)
    {
        _group ??= MpiProcessGroup.Join();
        if (_group is null)
        {
            return console;
        }

        string[] places = _group.Ask(_group.Place);
        if (Follows)
        {
            return new ProgramConsole(TextWriter.Null, TextWriter.Null) { Folder = console.Folder };
        }

        console.Line(string.Create(CultureInfo.InvariantCulture, $"{places.Length} ranks on {string.Join(", ", places.CountBy(place => place).Select(place => $"{place.Key} ({place.Value})"))}"));
        return console;
    }

    /// <summary>What rank 0 decides, on every rank.</summary>
    /// <param name="decide">Decides, on rank 0.</param>
    public string Tell(Func<string> decide)
    {
        if (_group is null)
        {
            return decide();
        }

        // Rank 0 may still evaluate the run before.
        _group.Barrier();
        return _group.Tell(Follows ? null : decide())!;
    }

    /// <summary>Runs a command; what goes wrong with a follower is told after rank 0 had time to tell it.</summary>
    /// <param name="run">Runs it.</param>
    /// <param name="error">The error stream of the process.</param>
    public async Task RunAsync(Func<Task> run, TextWriter error)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_group is not null && (e is RanksStoppedException || e.InnerException is RanksStoppedException))
        {
            // All of them stop after the same step, of which rank 0 tells.
            _haveStopped = true;
            if (!Follows)
            {
                throw;
            }
        }
        catch (Exception e) when (Follows || (e is MpiException && Launch.Of() is { Rank: > 0 }))
        {
            await Task.Delay(s_precedence).ConfigureAwait(false);
            (int rank, int size) = _group is null ? (Launch.Of()!.Rank, Launch.Of()!.Size) : (_group.Rank, _group.Size);
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"rank {rank} of {size} (on {Environment.MachineName}):")).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Says that a command does the same in each process, where it was started as several.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="remedy">What would share its work; empty for nothing.</param>
    /// <param name="console">Where rank 0 writes.</param>
    public static void RemarkOn(string command, string remedy, ProgramConsole console)
    {
        if (Launch.Of() is { Rank: 0, Size: > 1 } launch)
        {
            console.Warn(string.Create(CultureInfo.InvariantCulture, $"{launch.By} started {launch.Size} processes, and each of them does the whole of '{command}': only 'train' is divided among ranks.{remedy}"));
        }
    }

    /// <summary>Leaves the group; where the command failed, the whole job ends. Ranks that have stopped together leave together.</summary>
    /// <param name="exitCode">The exit code of the command.</param>
    public int End(int exitCode)
    {
        if (exitCode != 0 && !_haveStopped)
        {
            _group?.Abort(exitCode);
        }

        _group?.Dispose();
        return _haveStopped ? Interruption.ExitCode : exitCode;
    }
}
