using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace I2MoE.Dsl.Distributed.Mpi;

/// <summary>
/// The processes that <c>mpirun</c> or <c>srun</c> has started together, over Open MPI or MPICH. The command <c>train</c> joins them by itself; a program of
/// its own gives <see cref="Join"/> to <c>TrainerOptions.ProcessGroup</c>. Tensors on a GPU are exchanged through main memory.
/// </summary>
public sealed unsafe partial class MpiProcessGroup : IProcessGroup, IFailureListener, IDisposable
{
    /// <summary>The variable with the seconds that a rank waits for the others before it ends the job; 0 waits for ever. Default: 300.</summary>
    public const string TimeoutVariable = "I2MOE_RANK_TIMEOUT";

    private const int Serialized = 2;
    private const int Multiple = 3;
    private const int StatusBytes = 256;
    private const int TimedOut = 2;
    private const int Failed = 1;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(300);
    private static readonly Lock s_joining = new();
    private static readonly TimeSpan s_abortPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_precedence = TimeSpan.FromSeconds(3);
    private static MpiProcessGroup? s_joined;

    private readonly MpiLibrary _mpi;
    private readonly CallWatch _watch;
    private readonly Lock _calling = new();
    private bool _isDisposed;
    private Exception? _problem;

    private MpiProcessGroup(MpiLibrary mpi, Launch launch)
    {
        _mpi = mpi;
        Place = Environment.MachineName;
        Initialise(mpi);
        int rank;
        int size;
        Check(mpi.CommRank(mpi.World, &rank), "MPI_Comm_rank");
        Check(mpi.CommSize(mpi.World, &size), "MPI_Comm_size");
        if (size != launch.Size)
        {
            string library = mpi.IsOpenMpi ? "Open MPI" : "MPICH";
            throw new MpiException(
                $"{launch.By} started {launch.Size} processes, but the {library} library of this program sees {size}: they do not belong together. Start it with the mpirun of the same MPI, "
                + $"under Slurm with srun --mpi=pmix (Open MPI) or --mpi=pmi2 (MPICH), name the library with {MpiLibrary.Variable}, or let every process train by itself with {Launch.Switch}=off.");
        }

        Rank = rank;
        Size = size;
        _watch = new CallWatch(PatienceOf(Environment.GetEnvironmentVariable(TimeoutVariable)), GiveUp);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>The time that this rank has spent in calls of MPI, waiting for the others included.</summary>
    public TimeSpan Exchanging { get; private set; }

    /// <summary>
    /// Joins the processes that were started with this one. Ranks that share processors of a machine share them evenly, where <c>OMP_NUM_THREADS</c> does not
    /// say otherwise. A second call gives the same group.
    /// </summary>
    /// <returns>The group; null where this process was started alone, or <c>I2MOE_RANKS</c> is <c>off</c>.</returns>
    /// <exception cref="MpiException">There is no MPI library, or another one than that of the launcher.</exception>
    public static MpiProcessGroup? Join()
    {
        lock (s_joining)
        {
            if (s_joined is null && Launch.Of() is { Size: > 1 } launch)
            {
                s_joined = new MpiProcessGroup(MpiLibrary.Load(launch), launch);
                s_joined.ShareProcessors();
            }

            return s_joined;
        }
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
        fixed (float* memory = values)
        {
            float* buffer = memory;
            int count = values.Length;
            Call(() => _mpi.Allreduce(_mpi.InPlace, buffer, count, _mpi.Float, _mpi.Plus, _mpi.World), "MPI_Allreduce");
        }
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values)
    {
        fixed (byte* memory = values)
        {
            byte* buffer = memory;
            int count = values.Length;
            Call(() => _mpi.Bcast(buffer, count, _mpi.Byte, 0, _mpi.World), "MPI_Bcast");
        }
    }

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts)
    {
        Span<int> places = counts.Length <= 1024 ? stackalloc int[counts.Length] : new int[counts.Length];
        for (int rank = 1; rank < counts.Length; rank++)
        {
            places[rank] = checked(places[rank - 1] + counts[rank - 1]);
        }

        fixed (byte* ownMemory = own)
        fixed (byte* allMemory = all)
        fixed (int* countMemory = counts)
        fixed (int* placeMemory = places)
        {
            (nint from, nint to, nint lengths, nint firsts, int count) = ((nint)ownMemory, (nint)allMemory, (nint)countMemory, (nint)placeMemory, own.Length);
            Call(() => _mpi.Allgatherv((void*)from, count, _mpi.Byte, (void*)to, (int*)lengths, (int*)firsts, _mpi.Byte, _mpi.World), "MPI_Allgatherv");
        }
    }

    /// <inheritdoc/>
    public void Barrier()
    {
        // Libraries wait with a processor of their own; this may take as long as an evaluation.
        nint request = 0;
        int isThere = 0;
        byte* status = stackalloc byte[StatusBytes];
        lock (_calling)
        {
            Check(_mpi.Ibarrier(_mpi.World, &request), "MPI_Ibarrier");
            for (int wait = 0; ; wait = Math.Min(wait + 1, 20))
            {
                Check(_mpi.Test(&request, &isThere, status), "MPI_Test");
                if (isThere != 0)
                {
                    return;
                }

                Thread.Sleep(wait);
            }
        }
    }

    /// <summary>Ends all processes of the group at once, this one included.</summary>
    /// <param name="exitCode">The exit code of the job.</param>
    public void Abort(int exitCode)
    {
        Console.Error.Flush();
        Console.Out.Flush();

        // Where a call of another thread is under way, not every library comes back from this one.
        new Thread(() =>
        {
            Thread.Sleep(s_abortPatience);
            EndAtOnce(exitCode);
        })
        { IsBackground = true }.Start();
        _mpi.Abort(_mpi.World, exitCode);
        EndAtOnce(exitCode);
    }

    /// <inheritdoc/>
    void IFailureListener.Hear(Exception? problem) => _problem = problem;

    /// <summary>Waits for the other processes and leaves the group. Where a training has failed on this rank, the job ends instead: the others would wait for it.</summary>
    public void Dispose()
    {
        lock (_calling)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _watch.Dispose();
        if (_problem is not null)
        {
            EndFor(_problem);
        }

        Barrier();
        _mpi.Finish();
    }

    /// <summary>The time that a rank waits for the others.</summary>
    /// <param name="text">The seconds; null for the default.</param>
    /// <exception cref="MpiException">It is no number of 0 or more.</exception>
    internal static TimeSpan PatienceOf(string? text) => string.IsNullOrEmpty(text) ? s_patience
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds)
        : throw new MpiException($"{TimeoutVariable} is '{text}'. Allowed: seconds, 0 (wait for ever) or more.");

    private static void Initialise(MpiLibrary mpi)
    {
        // Open MPI would take over the signals by which .NET knows a null reference.
        if (mpi.IsOpenMpi && !OperatingSystem.IsWindows())
        {
            SetVariable("OMPI_MCA_opal_signal", "6", 1);
        }

        int provided;
        Check(mpi.InitThread(null, null, Multiple, &provided), "MPI_Init_thread");
        if (provided < Serialized)
        {
            throw new MpiException($"The MPI library allows calls of its first thread only (level {provided}); training needs MPI_THREAD_SERIALIZED.");
        }
    }

    private void ShareProcessors()
    {
        string mask = OperatingSystem.IsLinux() || OperatingSystem.IsWindows() ? Process.GetCurrentProcess().ProcessorAffinity.ToString(CultureInfo.InvariantCulture) : "";
        string own = $"{Place} {mask}";
        int sharing = this.Ask(own).Count(other => other == own);
        if (sharing > 1 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OMP_NUM_THREADS")))
        {
            TorchNative.EnsureRegistered();
            torch.set_num_threads(Math.Max(1, Math.Min(torch.get_num_threads(), Environment.ProcessorCount / sharing)));
        }
    }

    private void Call(Func<int> call, string name)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_calling)
        {
            long start = Stopwatch.GetTimestamp();
            _watch.Begin();
            int result = call();
            _watch.End();
            Exchanging += Stopwatch.GetElapsedTime(start);
            Check(result, name);
        }
    }

    // Where the same goes wrong on every rank, rank 0 has told it before another does.
    private void EndFor(Exception problem)
    {
        Thread.Sleep(Rank == 0 ? TimeSpan.Zero : s_precedence);
        string text = problem is I2MoEException or OperationCanceledException ? problem.Message : problem.ToString();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error: rank {Rank} of {Size} (on {Place}): {text}"));
        Abort(Failed);
    }

    private void GiveUp(TimeSpan waited)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"error: rank {Rank} of {Size} (on {Place}) has waited {waited.TotalSeconds:0} s for the other ranks: one of them hangs or is much slower. The job ends; go on from the last checkpoint with --resume. A longer wait: {TimeoutVariable}=SECONDS."));
        Abort(TimedOut);
    }

    // MPI ends the job by itself where a call fails, unless it was told otherwise.
    private static void Check(int result, string name)
    {
        if (result != 0)
        {
            throw new MpiException(string.Create(CultureInfo.InvariantCulture, $"{name} failed with error {result} of the MPI library."));
        }
    }

    // That of .NET does not reach native code.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndAtOnce(int exitCode);
}
