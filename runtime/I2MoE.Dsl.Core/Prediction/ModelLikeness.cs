using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Prediction;

/// <summary>Whether a model can take another's place under its callers: the same values go in, the same names come out.</summary>
internal static class ModelLikeness
{
    /// <summary>Checks what callers see of two models.</summary>
    /// <exception cref="ExperimentException">They differ; the message says in what.</exception>
    public static void Check<TModel>(TrainedModel<TModel> before, TrainedModel<TModel> after)
        where TModel : MultimodalModel
    {
        ModelDescription was = before.Model.Description;
        ModelDescription now = after.Model.Description;
        Same("name", was.Name, now.Name);
        Same("modalities", Inputs(was), Inputs(now));
        Same("task", $"{was.Task} with {was.Outputs} outputs", $"{now.Task} with {now.Outputs} outputs");
        Same("experts", Experts(before), Experts(after));
        Same("class names", string.Join(", ", before.ClassNames ?? []), string.Join(", ", after.ClassNames ?? []));
        CheckColumns(before.Preprocessing, after.Preprocessing);
    }

    // Callers give features by their places: another column there would be read in silence.
    private static void CheckColumns(Preprocessing before, Preprocessing after)
    {
        foreach ((string modality, IReadOnlyList<string> was) in before.FeatureNames)
        {
            IReadOnlyList<string> now = after.FeatureNames.GetValueOrDefault(modality, was);
            int place = was.Zip(now).Index().FirstOrDefault(pair => pair.Item.First != pair.Item.Second, (-1, default)).Index;
            if (place >= 0)
            {
                Same($"columns of modality {modality}", FormattableString.Invariant($"'{ShownText.Of(was[place])}' as feature {place} (counted from 0)"), $"'{ShownText.Of(now[place])}'");
            }
        }
    }

    private static void Same(string what, string was, string now)
    {
        if (was != now)
        {
            throw new ExperimentException($"The model cannot take the place of the one before, because its {what} differ: {was} before, {now} now.");
        }
    }

    private static string Inputs(ModelDescription model) => string.Join(", ", model.Modalities.Select(modality =>
        $"{modality.Name} {modality.BatchShape}{(modality.Vocabulary is { } vocabulary ? FormattableString.Invariant($" of {vocabulary} token ids") : "")}"));

    private static string Experts<TModel>(TrainedModel<TModel> trained)
        where TModel : MultimodalModel =>
        trained.Model is VanillaModel ? "none" : string.Join(", ", trained.Model.Description.ExpertNames);
}
