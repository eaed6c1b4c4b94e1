using System.Text;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Experiments.Terminal;

/// <summary>Writes messages, which have names of files and of data, without what a terminal would obey.</summary>
/// <param name="writer">Where they go.</param>
internal sealed class VisibleWriter(TextWriter writer) : TextWriter(writer.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => writer.Write(value);

    /// <inheritdoc/>
    public override void Write(string? value) => writer.Write(VisibleText.Of(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => writer.WriteLine(VisibleText.Of(value ?? ""));

    /// <inheritdoc/>
    public override void Flush() => writer.Flush();
}
