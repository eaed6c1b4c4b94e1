using System.Runtime.InteropServices;
using I2MoE.Dsl.Distributed.Mpi;

namespace I2MoE.Dsl.Tests.Distributed;

/// <summary>What launchers say in the environment, and what is said where something is missing.</summary>
public sealed class LaunchTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=4 PMIX_RANK=1", 1, 4, false)]
    [InlineData("PMI_RANK=2 PMI_SIZE=3", 2, 3, true)]
    [InlineData("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=2 PMIX_RANK=0", 0, 2, null)]
    public void A_launcher_says_which_process_this_is(string variables, int rank, int size, bool? isMpich)
    {
        Launch launch = Assert.IsType<Launch>(Of(variables));
        Assert.Equal((rank, size, isMpich), (launch.Rank, launch.Size, launch.IsMpich));
    }

    // A job script of Slurm is one process, however many tasks its steps will have.
    [Theory]
    [InlineData("")]
    [InlineData("SLURM_PROCID=0 SLURM_NTASKS=4")]
    [InlineData("OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=4 I2MOE_RANKS=off")]
    public void A_process_that_was_started_alone_or_is_to_train_alone_has_no_launcher(string variables) => Assert.Null(Of(variables));

    [Theory]
    [InlineData("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=2", false)]
    [InlineData("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=2 I2MOE_RANKS=on", true)]
    [InlineData("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=2 PMIX_RANK=0", true)]
    [InlineData("SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=2 PMI_RANK=0 PMI_SIZE=2", true)]
    public void Tasks_of_srun_know_nothing_of_each_other_unless_it_offers_MPI(string variables, bool hasInterface) => Assert.Equal(hasInterface, Of(variables)!.HasInterface);

    [SkippableTheory]
    [InlineData(null, false, "srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH)")]
    [InlineData(true, true, "the MPI library here is Open MPI")]
    public void Open_MPI_is_not_called_where_it_would_end_the_process(bool? isMpich, bool hasInterface, string expected)
    {
        const string Library = "libmpi.so.40";
        Skip.IfNot(NativeLibrary.TryLoad(Library, out _), "Open MPI is not installed (Debian and Ubuntu: apt install libopenmpi3).");
        string message = Assert.Throws<MpiException>(() => MpiLibrary.Load(new Launch("srun", 0, 2, isMpich, hasInterface), name => name == Library)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("I2MOE_RANKS=off", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_library_is_told_with_what_to_install()
    {
        string message = Assert.Throws<MpiException>(() => MpiLibrary.Load(new Launch("mpirun", 0, 2, IsMpich: false), _ => false)).Message;
        Assert.Contains("there is no MPI library (libmpi", message, StringComparison.Ordinal);
        Assert.Contains("I2MOE_RANKS=off", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 300)]
    [InlineData("0", 0)]
    [InlineData("2.5", 2.5)]
    public void The_wait_for_others_is_in_seconds(string? text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), MpiProcessGroup.PatienceOf(text));

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    public void A_wait_that_is_no_time_is_refused(string text) =>
        Assert.Equal($"I2MOE_RANK_TIMEOUT is '{text}'. Allowed: seconds, 0 (wait for ever) or more.", Assert.Throws<MpiException>(() => MpiProcessGroup.PatienceOf(text)).Message);

    private static Launch? Of(string variables)
    {
        Dictionary<string, string> set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return Launch.Of(name => set.GetValueOrDefault(name));
    }
}
