namespace I2MoE.Dsl;

/// <summary>What tasks answer with.</summary>
internal static class TaskAnswers
{
    /// <summary>Whether a task predicts a number, which has no probabilities and no names.</summary>
    public static bool IsNumber(this TaskKind task) => task is TaskKind.Regression or TaskKind.Count;

    /// <summary>Whether a task predicts one of several classes.</summary>
    public static bool IsClass(this TaskKind task) => task is TaskKind.Classification or TaskKind.Ordinal;
}
