using System.Runtime.InteropServices;

namespace I2MoE.Dsl.Distributed.Mpi;

/// <summary>
/// The functions of an MPI library that are used here, and its handles. The functions are those of the standard; a handle is the address of an exported
/// symbol in Open MPI, and a whole number in MPICH and what descends from it.
/// </summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The variable that names the library where it is not found by itself.</summary>
    public const string Variable = "I2MOE_MPI_LIBRARY";

    // mpi.h of MPICH and of the common ABI of its descendants.
    private const nint MpichWorld = 0x44000000;
    private const nint MpichFloat = 0x4c00040a;
    private const nint MpichByte = 0x4c00010d;
    private const nint MpichSum = 0x58000003;

    private static readonly string[] s_openMpi = OperatingSystem.IsMacOS() ? ["libmpi.40.dylib", "libmpi.dylib"] : ["libmpi.so.40", "libmpi.so"];
    private static readonly string[] s_mpich = OperatingSystem.IsMacOS() ? ["libmpi.12.dylib", "libmpi.dylib"] : ["libmpich.so.12", "libmpi.so.12", "libmpi.so"];

    private MpiLibrary(nint library)
    {
        IsOpenMpi = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out nint world);
        World = IsOpenMpi ? world : MpichWorld;
        Float = IsOpenMpi ? NativeLibrary.GetExport(library, "ompi_mpi_float") : MpichFloat;
        Byte = IsOpenMpi ? NativeLibrary.GetExport(library, "ompi_mpi_byte") : MpichByte;
        Plus = IsOpenMpi ? NativeLibrary.GetExport(library, "ompi_mpi_op_sum") : MpichSum;
        InPlace = IsOpenMpi ? (void*)1 : (void*)-1;
        nint At(string name) => NativeLibrary.GetExport(library, name);
        InitThread = (delegate* unmanaged<int*, byte***, int, int*, int>)At("MPI_Init_thread");
        CommRank = (delegate* unmanaged<nint, int*, int>)At("MPI_Comm_rank");
        CommSize = (delegate* unmanaged<nint, int*, int>)At("MPI_Comm_size");
        Allreduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)At("MPI_Allreduce");
        Bcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)At("MPI_Bcast");
        Allgatherv = (delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int>)At("MPI_Allgatherv");
        Ibarrier = (delegate* unmanaged<nint, nint*, int>)At("MPI_Ibarrier");
        Test = (delegate* unmanaged<nint*, int*, void*, int>)At("MPI_Test");
        Abort = (delegate* unmanaged<nint, int, int>)At("MPI_Abort");
        Finish = (delegate* unmanaged<int>)At("MPI_Finalize");
    }

    public bool IsOpenMpi { get; }

    /// <summary>The handle of all processes.</summary>
    public nint World { get; }

    /// <summary>The handle of single precision.</summary>
    public nint Float { get; }

    /// <summary>The handle of bytes.</summary>
    public nint Byte { get; }

    /// <summary>The handle of the sum.</summary>
    public nint Plus { get; }

    /// <summary>What stands for a buffer that is read and written.</summary>
    public void* InPlace { get; }

    public delegate* unmanaged<int*, byte***, int, int*, int> InitThread { get; }

    public delegate* unmanaged<nint, int*, int> CommRank { get; }

    public delegate* unmanaged<nint, int*, int> CommSize { get; }

    public delegate* unmanaged<void*, void*, int, nint, nint, nint, int> Allreduce { get; }

    public delegate* unmanaged<void*, int, nint, int, nint, int> Bcast { get; }

    public delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int> Allgatherv { get; }

    public delegate* unmanaged<nint, nint*, int> Ibarrier { get; }

    public delegate* unmanaged<nint*, int*, void*, int> Test { get; }

    public delegate* unmanaged<nint, int, int> Abort { get; }

    public delegate* unmanaged<int> Finish { get; }

    /// <summary>Loads the library that belongs to a launcher.</summary>
    /// <param name="launch">The launcher.</param>
    /// <param name="isTried">Whether a name is tried; null for all.</param>
    /// <exception cref="MpiException">There is none; the message says how it is installed.</exception>
    public static MpiLibrary Load(Launch launch, Func<string, bool>? isTried = null)
    {
        string? given = Environment.GetEnvironmentVariable(Variable);
        string[] names = given is { Length: > 0 } ? [given] : launch.IsMpich switch
        {
            false => s_openMpi,
            true => [.. s_mpich, .. s_openMpi],
            null => [.. s_openMpi, .. s_mpich],
        };
        foreach (string name in names)
        {
            if (isTried?.Invoke(name) != false && NativeLibrary.TryLoad(name, out nint library))
            {
                return NativeLibrary.TryGetExport(library, "MPI_Init_thread", out _)
                    ? new MpiLibrary(library).For(launch)
                    : throw new MpiException($"{name} is no MPI library: it has no MPI_Init_thread.{(given is null ? "" : $" {Variable} names it.")}");
            }
        }

        string package = launch.IsMpich == true ? "libmpich12" : "libopenmpi3";
        throw new MpiException(
            $"{launch.By} started this program as {launch.Size} processes, but there is no MPI library ({string.Join(", ", names)}) to train with. Install that of the launcher (Debian and Ubuntu: apt install {package}), "
            + $"name it with {Variable}=/path/to/libmpi.so, or let every process train by itself with {Launch.Switch}=off.");
    }

    // Open MPI itself would end the process, with a page about how Slurm is built.
    private MpiLibrary For(Launch launch) => !IsOpenMpi ? this
        : launch.IsMpich == true ? throw new MpiException(
            $"{launch.By} started this program as {launch.Size} processes, but the MPI library here is Open MPI: they do not belong together. Start it with the mpirun of Open MPI, under Slurm with srun --mpi=pmix, "
            + $"install MPICH's library (Debian and Ubuntu: apt install libmpich12), or let every process train by itself with {Launch.Switch}=off.")
        : !launch.HasInterface ? throw new MpiException(
            $"{launch.By} started this program as {launch.Size} processes that know nothing of each other. To train one model together: srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH). To let every process train by itself: {Launch.Switch}=off. "
            + $"Where this Open MPI was built with Slurm's own interface: {Launch.Switch}=on.")
        : this;
}
