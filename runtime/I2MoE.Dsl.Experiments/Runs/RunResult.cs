using I2MoE.Dsl.Baselines;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Training;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>What a training brought.</summary>
/// <param name="Test">How the best epoch does on the test part.</param>
/// <param name="TestPerTraining">The number of test samples for every training sample.</param>
/// <param name="Baselines">How the simple baselines do on the same split; empty where they were not asked for.</param>
internal sealed record RunResult(EvaluationResult Test, double TestPerTraining, IReadOnlyList<BaselineResult> Baselines)
{
    /// <summary>What the experts know of the test part; null for the vanilla baseline.</summary>
    public InteractionFindings? Findings { get; init; }
}
