using static TorchSharp.torch;

namespace I2MoE.Dsl.Data;

/// <summary>
/// The samples of one step. Its tensors belong to the dispose scope in which the batch was made (a training step owns one); it needs no disposal of its own.
/// </summary>
/// <param name="Inputs">One tensor [B, …] for each modality, in the order of the model's modalities; float32, in which NaN marks missing values, or int64 token ids.</param>
/// <param name="Labels">The labels: int64 classes [B], float32 targets [B], or float32 0 and 1 for each of L labels [B, L]; null where there are none.</param>
public sealed record MultimodalBatch(IReadOnlyList<Tensor> Inputs, Tensor? Labels)
{
    /// <summary>
    /// Which modalities each sample has: boolean, [B, n], in the order of the inputs; null (default) where every sample has all. An absent modality needs
    /// an input all the same, and whatever it is, its uniqueness expert gets no weight.
    /// </summary>
    public Tensor? Presence { get; init; }
}
