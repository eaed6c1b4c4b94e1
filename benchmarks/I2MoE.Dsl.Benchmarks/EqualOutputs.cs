using I2MoE.Dsl.Benchmarks.Models;
using I2MoE.Dsl.Benchmarks.Plain;
using I2MoE.Dsl.Interchange;
using I2MoE.Dsl.Losses;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>Checks that what is compared is the same: with equal weights and without dropout, every output and the total loss agree.</summary>
internal static class EqualOutputs
{
    private const double Tolerance = 1e-4;

    /// <exception cref="InvalidOperationException">The two do not compute the same; a figure would mean nothing.</exception>
    public static void Check(BenchmarkCase setting)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        using PlainModel plain = setting.CreatePlain();
        using EngineModel engine = setting.CreateEngine();
        plain.eval();
        ReferenceWeights.Load(engine, plain.ReferenceState);

        (torch.Tensor[] embeddings, torch.Tensor labels) = setting.CreateBatch();
        torch.Tensor[][] replacements = plain.DrawReplacements(embeddings);
        torch.Tensor[] stacked = [.. embeddings.Select((_, modality) => torch.stack([.. replacements.Select(ofExpert => ofExpert[modality])]))];
        (torch.Tensor[][] outputs, torch.Tensor total) = plain.ComputeLosses(embeddings, replacements, labels);
        InteractionLosses losses = engine.ComputeLosses(embeddings, stacked, labels, random: null);

        torch.Tensor expected = torch.stack([.. outputs.Select(passes => torch.stack(passes))]);
        double outputError = (expected - losses.Passes.Outputs).abs().max().item<float>();
        double lossError = (total - losses.Total).abs().item<float>();
        if (!(outputError < Tolerance && lossError < Tolerance))
        {
            throw new InvalidOperationException($"{setting.Name} {setting.Fusion}: the engine and the reference algorithm differ by {outputError} in an output and {lossError} in the loss.");
        }
    }
}
