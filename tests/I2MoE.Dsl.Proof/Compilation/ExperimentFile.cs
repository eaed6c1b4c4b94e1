using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Proof.Compilation;

/// <summary>A YAML file in memory.</summary>
internal sealed class ExperimentFile(string path, string text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
