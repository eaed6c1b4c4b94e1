namespace I2MoE.Dsl.Generators.Reporting;

/// <summary>Where diagnostics send their reader.</summary>
internal static class HelpLinks
{
    /// <summary>The project.</summary>
    private const string Project = "https://github.com/i2moe/I2MoE.Dsl/";

    /// <summary>Where bugs are reported.</summary>
    public const string Issues = Project + "issues";

    /// <summary>The page of the rule <paramref name="id"/>.</summary>
    public static string OfRule(string id) => $"{Project}blob/main/docs/rules/{id}.md";
}
