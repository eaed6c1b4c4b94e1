using System.Globalization;

namespace I2MoE.Dsl.Interactions.Study;

/// <summary>How a construction is trained.</summary>
internal static class StudyExperiment
{
    /// <summary>What stands for the objective <c>Measured</c> with experts of pairs.</summary>
    public const string OfPairs = "measured, pairs";

    // Odd seeds are trained longer and slower: how a model is trained is not to decide what it says.
    private const int Longer = 6;

    /// <summary>The experiment.</summary>
    public static string Yaml(LatentConstruction construction, string objective, int seed) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: Study
        task: {{Task(construction)}}
        modalities:
        {{string.Join('\n', Enumerable.Range(0, construction.Modalities).Select(modality => Modality(construction, modality)))}}
        fusion: {{construction.Fusion}}
        experts: { interaction_loss_weight: {{(objective == "paper" ? "0.5" : "1")}}, objective: {{(objective == OfPairs ? "measured, synergy: pairs, redundancy: pairs" : objective)}} }
        reweighting: { layers: 2, hidden_dim: 32 }
        training: { epochs: {{construction.Epochs + (seed % 2 == 0 ? 0 : construction.Epochs / Longer)}}, batch_size: 64, learning_rate: {{(seed % 2 == 0 ? "2e-3" : "1e-3")}} }
        """);

    private static string Task(LatentConstruction construction) => construction switch
    {
        { IsNumber: true } => "{ kind: regression }",
        { Labels.Count: var count and > 0 } => $"{{ kind: multi_label, labels: {count} }}",
        _ => $"{{ kind: classification, classes: {construction.Classes} }}",
    };

    // A fusion without patches takes one vector of each modality.
    private static string Modality(LatentConstruction construction, int modality)
    {
        int[] shape = [.. construction.Form.Shape];
        shape[^1] += construction.Nuisance;
        bool isOptional = construction.Missing > 0 && modality == construction.Modalities - 1;
        string encoder = construction.Form.Encoder
            ?? (construction.Fusion.Contains("patches", StringComparison.Ordinal) ? "patch" : "{ kind: mlp, hidden_dim: 32, dropout: 0 }");
        return $"  {(char)('a' + modality)}: {{ shape: [{string.Join(", ", shape)}],{(isOptional ? " optional: true," : "")} encoder: {encoder} }}";
    }
}
