using System.Text.RegularExpressions;
using I2MoE.Dsl.Testing;

namespace I2MoE.Trials.Options;

/// <summary>docs/options.md, read as a stranger would: headings, sentences and tables. It is all that the trials know of the options.</summary>
internal sealed partial class OptionPage
{
    private OptionPage(IReadOnlyList<OptionSection> sections) => Sections = sections;

    /// <summary>All components in the order of the page.</summary>
    public IReadOnlyList<OptionSection> Sections { get; }

    /// <summary>The encoders.</summary>
    public IReadOnlyList<OptionSection> Encoders => [.. Sections.Where(section => section.Title.EndsWith("Encoder", StringComparison.Ordinal))];

    /// <summary>The fusions.</summary>
    public IReadOnlyList<OptionSection> Fusions => [.. Sections.Where(section => section.Title.EndsWith("Fusion", StringComparison.Ordinal))];

    /// <summary>The tasks: what stands before the modalities.</summary>
    public IReadOnlyList<OptionSection> Tasks => [.. Sections.TakeWhile(section => section.Title != "Modality")];

    /// <summary>The component with a heading.</summary>
    public OptionSection this[string title] => Sections.Single(section => section.Title == title);

    /// <summary>Reads the page of this repository.</summary>
    public static OptionPage Read() => Read(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "options.md")));

    private static OptionPage Read(string text)
    {
        List<OptionSection> sections = [];
        foreach (string part in Heading().Split(text).Skip(1))
        {
            string[] lines = part.Split('\n');
            string title = lines[0].Trim();
            OptionRow[] rows = [.. lines.Where(line => line.StartsWith('|')).Skip(2).Select(Row)];
            Match kind = YamlKind().Match(part);
            if (kind.Success || rows.Length > 0)
            {
                sections.Add(new OptionSection(title, kind.Success ? kind.Groups[1].Value : title.Split(": ")[^1], lines.Skip(1).First(line => line.Length > 0), rows));
            }
        }

        return new OptionPage(sections);
    }

    // Tables of components begin with the name in C#, those of data do not have one.
    private static OptionRow Row(string line)
    {
        string[] cells = [.. line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim())];
        string[] last = cells[^5..];
        // Where a key may stand in two places, the first will do.
        return new OptionRow(last[0].Split(" or ")[0].Trim('`'), last[1], last[2], last[3], last[4]);
    }

    [GeneratedRegex(@"^##+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"In YAML: `(\w+)`")]
    private static partial Regex YamlKind();
}
