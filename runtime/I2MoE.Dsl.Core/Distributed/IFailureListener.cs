namespace I2MoE.Dsl.Distributed;

/// <summary>Ranks that hear what went wrong with one of them, so that it does not leave the others waiting for it.</summary>
internal interface IFailureListener
{
    /// <summary>Hears of a training that begins, or has failed, on this rank, before its caller does.</summary>
    /// <param name="problem">What went wrong; null where nothing has.</param>
    void Hear(Exception? problem);
}
