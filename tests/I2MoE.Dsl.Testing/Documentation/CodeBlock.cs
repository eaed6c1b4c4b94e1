namespace I2MoE.Dsl.Testing.Documentation;

/// <summary>A block of code in a page of the documentation.</summary>
/// <param name="Page">The page, from the folder of the repository.</param>
/// <param name="Line">The line of its first fence, counted from 1.</param>
/// <param name="Language">What stands behind the fence; empty for commands and what they print.</param>
/// <param name="Text">The code, without the indent of a block in a list.</param>
public sealed record CodeBlock(string Page, int Line, string Language, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Page}:{Line}";
}
