using System.Globalization;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>A rule that a specification breaks, and where.</summary>
public sealed record Finding
{
    internal Finding(Rule rule, SpecificationPath path, string[] arguments)
    {
        Rule = rule;
        Path = path;
        Arguments = arguments.Select(Rules.Wording.InCSharp).ToEquatableArray();
        Wording = string.Format(CultureInfo.InvariantCulture, rule.WordingFormat, [.. arguments]);
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>The place in the declaration.</summary>
    public SpecificationPath Path { get; }

    /// <summary>The arguments of <see cref="Rule.MessageFormat"/>.</summary>
    public EquatableArray<string> Arguments { get; }

    /// <summary>The message for who writes attributes: what is wrong, what is allowed and what was probably meant.</summary>
    public string Message => Rules.Wording.InCSharp(Wording);

    /// <summary>The message as the rule writes it, for both front ends.</summary>
    internal string Wording { get; }
}
