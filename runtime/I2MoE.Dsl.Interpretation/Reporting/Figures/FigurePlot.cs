using I2MoE.Dsl.Writing;
using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>A plot whose texts come from a user, and may have signs that no font has.</summary>
internal sealed class FigurePlot : Plot
{
    /// <summary>The letters of the longest label.</summary>
    public const int LongestLabel = 26;

    private const int Begin = 15;

    /// <summary>Its texts as they are drawn.</summary>
    public DrawnText Texts { get; } = new();

    /// <summary>
    /// A text as it stands in the figure: on one line, since a line break would spoil it, and short, since a long name would leave no room for it. Both ends of a long
    /// one are kept: names of a family begin alike, those of pairs end with another modality.
    /// </summary>
    public string Label(string text)
    {
        string line = VisibleText.Of(text).ReplaceLineEndings(" ").Replace('\t', ' ');
        return Texts.Of(line.Length <= LongestLabel ? line : $"{line[..Boundary(line, Begin)]}…{line[Boundary(line, line.Length - (LongestLabel - 1 - Begin))..]}");
    }

    // Not between the halves of a character.
    private static int Boundary(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
