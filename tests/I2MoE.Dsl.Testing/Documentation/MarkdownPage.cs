using System.Text.RegularExpressions;

namespace I2MoE.Dsl.Testing.Documentation;

/// <summary>A page of the documentation.</summary>
public sealed partial class MarkdownPage
{
    private MarkdownPage(string path)
    {
        Path = path;
        Text = File.ReadAllText(System.IO.Path.Combine(RepositoryFiles.Root, path));
        Blocks = [.. Fence().Matches(Text).Select(match => new CodeBlock(path, Text[..match.Index].Count(letter => letter == '\n') + 1, match.Groups[2].Value, Unindented(match.Groups[3].Value, match.Groups[1].Length)))];
    }

    /// <summary>README, CONTRIBUTING, the pages in docs and those beside the examples, in their order.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. ((string[])["README.md", "CONTRIBUTING.md"])
            .Concat(((string[])["docs", "examples"]).SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(RepositoryFiles.Root, folder), "*.md", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/')).Where(file => !file.Contains("/bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)))
            .Select(path => new MarkdownPage(path)),
    ];

    /// <summary>The path from the folder of the repository.</summary>
    public string Path { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its blocks of code.</summary>
    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>The text without its blocks of code.</summary>
    public string Prose => Fence().Replace(Text, "");

    /// <summary>Every <c>using NAMESPACE;</c> that the page tells, in its text or in its code.</summary>
    public string Usings => string.Concat(UsingLine().Matches(Text).Select(match => match.Value).Distinct().Select(line => line + "\n"));

    /// <summary>The page at <paramref name="path"/>.</summary>
    public static MarkdownPage At(string path) => All.Single(page => page.Path == path);

    private static string Unindented(string text, int indent) => string.Join('\n', text.Split('\n').Select(line => line.Length >= indent ? line[indent..] : line.TrimStart()));

    [GeneratedRegex(@"^( *)```(\w*)\n(.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\busing (static )?[A-Z][\w.]*;")]
    private static partial Regex UsingLine();
}
