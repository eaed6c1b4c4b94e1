using I2MoE.Dsl.Data;
using TorchSharp;

namespace I2MoE.Dsl.Models;

/// <summary>The one loop that runs a model over data, without masking and without dropout: evaluation, prediction, estimates and reports use it.</summary>
internal static class InferenceLoop
{
    /// <summary>The samples of a batch.</summary>
    public const int BatchSize = 256;

    /// <summary>Runs a model over samples, batch by batch, where the model is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="rows">The samples, in the order in which they are run; null for all.</param>
    /// <param name="take">Takes the rows of a batch and what the model says of them; the tensors are disposed after it.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static void Run(MultimodalModel model, MultimodalDataset data, IReadOnlyList<long>? rows, Action<long[], ModelOutput> take, CancellationToken cancellationToken = default)
    {
        torch.Device? device = model.parameters().FirstOrDefault()?.device;
        foreach (long[] batch in rows?.Chunk(BatchSize) ?? SampleRows.Chunked(data.Count, BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            using ModelOutput output = model.Infer(data.ToBatch(model.Description.ModalityNames, batch, device));
            take(batch, output);
        }
    }
}
