using I2MoE.Dsl.Writing;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>Text in the cells of a table of the console.</summary>
internal static class CellText
{
    /// <summary>The text as it stands: its brackets are no markup, and what a terminal would obey is not written.</summary>
    public static string Of(string text) => Markup.Escape(VisibleText.Of(text).Replace('\t', ' ').Replace('\r', ' '));
}
