using System.Globalization;

namespace I2MoE.Dsl.Distributed.Mpi;

/// <summary>How this process was started: by what, as which of how many. Launchers say so in the environment.</summary>
/// <param name="By">The launcher, for messages.</param>
/// <param name="Rank">Which process this is, from 0.</param>
/// <param name="Size">How many there are.</param>
/// <param name="IsMpich">Whether it speaks the language of MPICH, and not that of Open MPI; null where both may understand it.</param>
/// <param name="HasInterface">Whether the launcher tells that it offers an interface to MPI. Without one, Open MPI ends the process in its first call.</param>
internal sealed record Launch(string By, int Rank, int Size, bool? IsMpich, bool HasInterface = true)
{
    /// <summary>The variable that, set to <c>off</c>, makes every process train by itself, and set to <c>on</c>, has it join whatever the launcher tells.</summary>
    public const string Switch = "I2MOE_RANKS";

    /// <summary>The launch of this process; null where it was started by itself.</summary>
    public static Launch? Of() => Of(Environment.GetEnvironmentVariable);

    /// <summary>The launch that variables tell of; null where there is none, or none is wanted.</summary>
    /// <param name="variable">The value of a variable; null where it is not set.</param>
    public static Launch? Of(Func<string, string?> variable)
    {
        if (IsSwitched("off"))
        {
            return null;
        }

        bool offers = variable("PMIX_RANK") is not null;

        // srun sets those of Slurm beside those of the interface that it was told to offer with --mpi.
        return Read("mpirun of Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", isMpich: false)
            ?? Read("mpirun of MPICH, or srun --mpi=pmi2", "PMI_RANK", "PMI_SIZE", isMpich: true)
            ?? Read(offers ? "srun --mpi=pmix" : "srun", "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", isMpich: null, offers || IsSwitched("on"));

        bool IsSwitched(string value) => string.Equals(variable(Switch), value, StringComparison.OrdinalIgnoreCase);

        Launch? Read(string by, string rank, string size, bool? isMpich, bool hasInterface = true) =>
            Number(rank) is { } place && Number(size) is { } count && place < count ? new Launch(by, place, count, isMpich, hasInterface) : null;

        int? Number(string name) => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
