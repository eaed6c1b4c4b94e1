using System.Globalization;

namespace I2MoE.Dsl.Distributed.Mpi;

/// <summary>How this process was started: by what, as which of how many. Launchers say so in the environment.</summary>
/// <param name="By">The launcher, for messages.</param>
/// <param name="Rank">Which process this is, from 0.</param>
/// <param name="Size">How many there are.</param>
/// <param name="IsMpich">Whether it speaks the language of MPICH, and not that of Open MPI; null where both may understand it.</param>
internal sealed record Launch(string By, int Rank, int Size, bool? IsMpich)
{
    /// <summary>The variable that, set to <c>off</c>, makes every process train by itself.</summary>
    public const string Switch = "I2MOE_RANKS";

    /// <summary>The launch of this process; null where it was started by itself.</summary>
    public static Launch? Of() => Of(Environment.GetEnvironmentVariable);

    /// <summary>The launch that variables tell of; null where there is none, or none is wanted.</summary>
    /// <param name="variable">The value of a variable; null where it is not set.</param>
    public static Launch? Of(Func<string, string?> variable)
    {
        if (string.Equals(variable(Switch), "off", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // srun sets those of Slurm beside those of the interface that it was told to offer with --mpi.
        return Read("mpirun of Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", isMpich: false)
            ?? Read("mpirun of MPICH, or srun --mpi=pmi2", "PMI_RANK", "PMI_SIZE", isMpich: true)
            ?? Read(variable("PMIX_RANK") is null ? "srun" : "srun --mpi=pmix", "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", isMpich: null);

        Launch? Read(string by, string rank, string size, bool? isMpich) => Number(rank) is { } place && Number(size) is { } count && place < count ? new Launch(by, place, count, isMpich) : null;

        int? Number(string name) => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
