namespace I2MoE.Dsl.AspNetCore;

/// <summary>What a model takes and gives, as its route tells it.</summary>
/// <param name="Name">The name of the model.</param>
/// <param name="Task">What it predicts: <c>Classification</c>, <c>MultiLabel</c>, <c>Regression</c>, <c>Count</c>, <c>Ordinal</c> or <c>Survival</c>.</param>
/// <param name="Modalities">Its modalities in their order.</param>
/// <param name="Experts">The names of its experts.</param>
internal sealed record ModelDocument(string Name, string Task, IReadOnlyList<ModalityDocument> Modalities, IReadOnlyList<string> Experts)
{
    /// <summary>What a description says.</summary>
    /// <param name="model">The description.</param>
    /// <param name="words">What it takes in words.</param>
    public static ModelDocument Of(ModelDescription model, SampleWords words) => new(
        model.Name,
        model.Task.ToString(),
        [.. model.Modalities.Select(modality => new ModalityDocument(
            modality.Name,
            modality.Shape,
            modality.Vocabulary,
            words.TakesText(modality.Name),
            [.. words.ColumnsOf(modality.Name).Select(column => new ColumnDocument(column.Name, column.Levels))]))],
        model.ExpertNames);
}
