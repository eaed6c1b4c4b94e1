namespace I2MoE.Dsl.Specification.Rules;

/// <summary>A rule about specifications: an id, a message and a check.</summary>
public sealed class Rule
{
    private readonly Func<ModelSpecification, IEnumerable<(SpecificationPath Path, string[] Arguments)>> _check;

    internal Rule(
        string id,
        string title,
        RuleSeverity severity,
        string messageFormat,
        Func<ModelSpecification, IEnumerable<(SpecificationPath Path, string[] Arguments)>> check)
    {
        Id = id;
        Title = title;
        Severity = severity;
        WordingFormat = messageFormat;
        MessageFormat = Wording.InCSharp(messageFormat);
        _check = check;
    }

    /// <summary>The id, <c>I2MOE</c> and three digits; the first digit is the area.</summary>
    public string Id { get; }

    /// <summary>The rule in a few words.</summary>
    public string Title { get; }

    /// <summary>How serious it is where the user does not configure it.</summary>
    public RuleSeverity Severity { get; }

    /// <summary>The message for who writes attributes, with numbered placeholders.</summary>
    public string MessageFormat { get; }

    /// <summary>The message as it is written here, of which <see cref="Wording"/> makes one for attributes and one for YAML.</summary>
    internal string WordingFormat { get; }

    /// <summary>Every place at which <paramref name="specification"/> breaks the rule.</summary>
    public IEnumerable<Finding> Check(ModelSpecification specification) =>
        _check(specification).Select(found => new Finding(this, found.Path, found.Arguments));
}
