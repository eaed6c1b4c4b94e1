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
    // All tables of the study have fewer samples for a feature.
    private const int FewSamples = 20;

    /// <summary>The advice, with what to type; null where there is none to give.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="samples">The number of training samples.</param>
    public static string? Of(ModelSpecification experiment, int samples)
    {
        if (experiment.Fusions.Count != 1 || experiment.Fusions[0].Definition == Catalogue.ConcatFusionOptions.Definition || experiment.Fusions[0].Definition == Catalogue.CustomFusionOptions.Definition)
        {
            return null;
        }

        (string Key, int Features)[] tables = [.. experiment.Modalities.Where(IsTable).Select(modality => (YamlNames.KeyOf(modality.Name), modality.Options.Get(Catalogue.ModalityOptions.Features)))];
        int features = tables.Sum(table => table.Features);
        if (tables.Length < experiment.Modalities.Count || samples >= FewSamples * features)
        {
            return null;
        }

        string encoders = string.Concat(tables.Select(table => $" --set modalities.{table.Key}.encoder=linear"));
        return FormattableString.Invariant(
            $"Note: {samples} training samples are few for {features} features. A linear fusion often does better on such data; to compare: --set 'fusion={{ kind: concat, layers: 1, hidden_dim: 64 }}'{encoders} --set training.weight_decay=0.01");
    }

    private static bool IsTable(ModalitySpecification modality) =>
        modality.Options.Get(Catalogue.ModalityOptions.Features) > 0 && modality.Encoders.Count == 1 && modality.Encoders[0].Definition != Catalogue.TextEncoderOptions.Definition && modality.Encoders[0].Definition != Catalogue.CustomEncoderOptions.Definition;
}
