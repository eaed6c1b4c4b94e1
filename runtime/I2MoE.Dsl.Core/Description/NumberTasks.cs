namespace I2MoE.Dsl;

/// <summary>Which tasks predict a number.</summary>
internal static class NumberTasks
{
    /// <summary>Whether a task predicts a number, which has no probabilities and no names.</summary>
    public static bool IsNumber(this TaskKind task) => task is TaskKind.Regression or TaskKind.Count;
}
