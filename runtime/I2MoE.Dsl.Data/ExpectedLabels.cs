namespace I2MoE.Dsl.Data;

/// <summary>What the model that data are read for expects of their labels.</summary>
/// <param name="Kind">What is predicted.</param>
/// <param name="Classes">The number of classes, where classes are predicted; otherwise null.</param>
internal sealed record ExpectedLabels(ExpectedLabels.Prediction Kind, int? Classes = null)
{
    /// <summary>What is predicted.</summary>
    internal enum Prediction
    {
        /// <summary>One of several classes.</summary>
        Class,

        /// <summary>Any of several labels.</summary>
        Labels,

        /// <summary>A number.</summary>
        Target,

        /// <summary>How many: a number that may be stored as a whole one.</summary>
        Count,

        /// <summary>The time to an event, and whether it happened then.</summary>
        EventTime,
    }
}
