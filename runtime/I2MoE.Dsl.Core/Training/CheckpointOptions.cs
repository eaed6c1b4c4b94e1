namespace I2MoE.Dsl.Training;

/// <summary>Where a training run keeps what it needs to go on after an interruption.</summary>
public sealed record CheckpointOptions
{
    /// <summary>
    /// The folder of the checkpoint, one a run; it is made where it is missing. After every epoch the file <c>checkpoint.safetensors</c> in it is
    /// replaced as a whole.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Whether the run goes on from the checkpoint in the folder, with the result of a run that was never interrupted, bit for bit; where there is
    /// none it begins anew. Default: false, which begins anew and replaces a checkpoint that is there after the first epoch.
    /// </summary>
    public bool Resume { get; init; }
}
