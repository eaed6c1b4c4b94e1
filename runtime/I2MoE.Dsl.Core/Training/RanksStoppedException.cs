namespace I2MoE.Dsl.Training;

/// <summary>All ranks of a run have stopped after the same step, because one of them was asked to, and what there is to go on with is written.</summary>
/// <param name="cancellationToken">The request of this rank, where it had one.</param>
internal sealed class RanksStoppedException(CancellationToken cancellationToken) : OperationCanceledException(cancellationToken);
