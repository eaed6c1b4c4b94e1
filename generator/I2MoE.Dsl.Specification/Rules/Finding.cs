namespace I2MoE.Dsl.Specification.Rules;

/// <summary>A rule that a specification breaks, and where.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Path">The place in the declaration.</param>
/// <param name="Arguments">The arguments of <see cref="Rule.MessageFormat"/>.</param>
public sealed record Finding(Rule Rule, SpecificationPath Path, EquatableArray<string> Arguments)
{
    /// <summary>The message: what is wrong, what is allowed and what was probably meant.</summary>
    public string Message => string.Format(System.Globalization.CultureInfo.InvariantCulture, Rule.MessageFormat, [.. Arguments]);
}
