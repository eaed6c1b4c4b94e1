namespace I2MoE.Dsl;

/// <summary>What a model predicts.</summary>
public enum TaskKind
{
    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>Any number of labels, each there or not.</summary>
    MultiLabel,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>How many: a whole number from 0.</summary>
    Count,

    /// <summary>One of several classes that have an order.</summary>
    Ordinal,

    /// <summary>The time to an event, which of some samples is only known to be later.</summary>
    Survival,
}
