namespace I2MoE.Dsl.Specification.Rules;

/// <summary>How serious a broken rule is.</summary>
public enum RuleSeverity
{
    /// <summary>Worth a thought; shown in the editor.</summary>
    Suggestion,

    /// <summary>Works, but hardly as meant.</summary>
    Warning,

    /// <summary>The model would fail or break a documented promise.</summary>
    Error,
}
