using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>
/// Proposes a linear fusion where samples are few for the features of tables: on such data it was level with a regularised linear model, and transformers
/// were not (docs/defaults.md).
/// </summary>
internal static class LinearFusionAdvice
{
    /// <summary>The linear fusion of the study, as YAML.</summary>
    public const string Fusion = "{ kind: concat, layers: 1, hidden_dim: 64 }";

    /// <summary>The weight decay that goes with it, as YAML.</summary>
    public const string WeightDecay = "0.01";

    // All tables of the study have fewer samples for a feature.
    private const int FewSamples = 20;

    // A number has more noise than a class.
    private const int FewSamplesOfNumber = 40;

    /// <summary>The advice, with what to type; null where there is none to give.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="samples">The number of training samples.</param>
    public static string? Of(ModelSpecification experiment, int samples)
    {
        if (experiment.Fusions.Count != 1 || experiment.Fusions[0].Definition == Catalogue.ConcatFusionOptions.Definition || experiment.Fusions[0].Definition == Catalogue.CustomFusionOptions.Definition
            || !IsFor(experiment, samples))
        {
            return null;
        }

        string encoders = string.Concat(experiment.Modalities.Select(modality => $" --set modalities.{YamlNames.KeyOf(modality.Name)}.encoder=linear"));
        return FormattableString.Invariant(
            $"Note: {samples} training samples are few for {FeaturesOf(experiment)} features. A linear fusion often does better on such data; to compare: --set 'fusion={Fusion}'{encoders} --set training.weight_decay={WeightDecay}");
    }

    /// <summary>Whether all modalities are tables and the samples are few for their features.</summary>
    /// <param name="experiment">The experiment, whatever its fusion is.</param>
    /// <param name="samples">The number of training samples.</param>
    public static bool IsFor(ModelSpecification experiment, int samples) => experiment.Modalities.All(IsTable) && samples < (PredictsNumber(experiment) ? FewSamplesOfNumber : FewSamples) * FeaturesOf(experiment);

    private static bool PredictsNumber(ModelSpecification experiment) => experiment.Tasks.Any(task => task.Definition == Catalogue.RegressionOptions.Definition);

    private static int FeaturesOf(ModelSpecification experiment) => experiment.Modalities.Sum(modality => modality.Options.Get(Catalogue.ModalityOptions.Features));

    private static bool IsTable(ModalitySpecification modality) =>
        modality.Options.Get(Catalogue.ModalityOptions.Features) > 0 && modality.Encoders.Count == 1 && modality.Encoders[0].Definition != Catalogue.TextEncoderOptions.Definition && modality.Encoders[0].Definition != Catalogue.CustomEncoderOptions.Definition;
}
