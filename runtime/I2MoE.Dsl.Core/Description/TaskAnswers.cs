namespace I2MoE.Dsl;

/// <summary>What tasks answer with.</summary>
internal static class TaskAnswers
{
    /// <summary>Whether a task predicts a number, which has no probabilities of its own and no names: of survival the expected time.</summary>
    public static bool IsNumber(this TaskKind task) => task is TaskKind.Regression or TaskKind.Count or TaskKind.Survival;

    /// <summary>Whether a task predicts one of several classes.</summary>
    public static bool IsClass(this TaskKind task) => task is TaskKind.Classification or TaskKind.Ordinal;
}
