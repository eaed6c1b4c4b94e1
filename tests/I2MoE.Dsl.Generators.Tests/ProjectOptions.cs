using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>The properties of a project that MSBuild makes visible to the compiler.</summary>
internal sealed class ProjectOptions(params (string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options([]);

    private sealed class Options((string Name, string Value)[] properties) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values = properties.ToDictionary(property => "build_property." + property.Name, property => property.Value, KeyComparer);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);
    }
}
