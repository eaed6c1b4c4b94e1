namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>What a draft predicts.</summary>
/// <param name="Yaml">The task, as YAML.</param>
/// <param name="SourceOption">The option of the source that says what is predicted, with what follows from it; empty for none.</param>
/// <param name="Comments">What was found, and what is guessed of it.</param>
internal sealed record DraftTask(string Yaml, string SourceOption, IReadOnlyList<string> Comments);
