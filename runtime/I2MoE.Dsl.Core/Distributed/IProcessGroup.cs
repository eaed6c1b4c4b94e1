namespace I2MoE.Dsl.Distributed;

/// <summary>
/// The processes that train one model together: ranks 0 to <see cref="Size"/> - 1. Every rank calls the same members in the same order; each returns when
/// all that it needs from the others has arrived. <c>I2MoE.Dsl.Distributed.Mpi</c> has one over MPI.
/// </summary>
public interface IProcessGroup
{
    /// <summary>This process among them, from 0. Rank 0 logs and writes files.</summary>
    int Rank { get; }

    /// <summary>The number of processes, at least 1.</summary>
    int Size { get; }

    /// <summary>Where this process runs, for messages: the name of its machine.</summary>
    string Place { get; }

    /// <summary>Replaces numbers by their sums over the ranks. Every rank gets the same bits.</summary>
    /// <param name="values">The numbers of this rank; as many on every rank.</param>
    void Sum(Span<float> values);

    /// <summary>Replaces bytes by those of rank 0.</summary>
    /// <param name="values">The bytes; as many on every rank.</param>
    void Broadcast(Span<byte> values);

    /// <summary>Gives every rank the bytes of all ranks, in the order of the ranks.</summary>
    /// <param name="own">The bytes of this rank.</param>
    /// <param name="all">Takes the bytes of all.</param>
    /// <param name="counts">The number of bytes of each rank; the same on every rank.</param>
    void Gather(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> counts);

    /// <summary>Waits until every rank has come here. Unlike the other members it waits as long as it takes.</summary>
    void Barrier();
}
