using System.CommandLine;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Testing.Documentation;

namespace I2MoE.Dsl.Tool.Tests;

/// <summary>What README and docs tell somebody to type is understood, and what they point at is there.</summary>
public sealed partial class DocumentationTests
{
    // Programs of this repository with command lines of their own: their first words or options.
    private static readonly Dictionary<string, string[]> s_programs = new()
    {
        ["examples/BreastCancer"] = [],
        ["examples/PredictionService"] = [],
        ["examples/KnownInteractions"] = ["study"],
        ["benchmarks/I2MoE.Dsl.Interactions"] = ["optimum", "study", "real"],
        ["tests/I2MoE.Dsl.Proof"] = ["--seeds", "--piece", "--save", "--seed", "--fuzz", "--evidence", "--first"],
        ["tests/I2MoE.Dsl.Trials"] = ["--experiments", "--first", "--files", "--keep", "--drafts"],
        ["benchmarks/I2MoE.Dsl.Benchmarks"] = ["step", "inference", "curves", "loader", "operations", "onnx", "predictor", "table"],
        ["benchmarks/I2MoE.Dsl.Generators.Benchmarks"] = [],
        ["benchmarks/I2MoE.Dsl.Studies"] = ["choose", "defaults", "objectives", "imbalance", "missing", "resume", "memory", "larger", "reading", "pictures", "pressure", "fire", "ranks", "frames"],
    };

    private static readonly string[] s_languages = ["csharp", "yaml", "xml", "python", ""];

    public static TheoryData<string, string> Commands
    {
        get
        {
            TheoryData<string, string> commands = [];
            foreach (MarkdownPage page in MarkdownPage.All)
            {
                foreach (string line in page.Blocks.Where(block => block.Language.Length == 0).SelectMany(Lines).Concat(Inline(page)).Distinct())
                {
                    commands.Add(page.Path, line);
                }
            }

            return commands;
        }
    }

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_is_understood(string page, string line)
    {
        string[] words = Words(line);
        if (words is ["i2moe", ..])
        {
            Understands(ToolCommandLine.Of(Console()).Root, page, words[1..]);
        }
        else if (words is ["dotnet", "run", ..])
        {
            int project = Array.IndexOf(words, "--project");
            string[] arguments = Array.IndexOf(words, "--") is var mark and >= 0 ? words[(mark + 1)..] : [];
            string? program = project < 0 ? null : words[project + 1];
            Assert.True(program is null || Directory.Exists(Path.Combine(RepositoryFiles.Root, program)), $"{page}: {program} does not exist.");
            if (program is not null && s_programs.TryGetValue(program, out string[]? known))
            {
                Assert.True(arguments.Where(word => word.StartsWith("--", StringComparison.Ordinal)).All(known.Contains) || known.Contains(arguments.FirstOrDefault()), $"{page}: {line}");
            }
            else if (arguments.Length > 0)
            {
                Understands(new ExperimentCommandLine("", new CompiledExperiments([]), Console()).Root, page, arguments);
            }
        }
        else
        {
            string? path = words is ["dotnet", "pack", var packed, ..] ? packed : words is ["dotnet", "test" or "build", var built, ..] && !built.StartsWith('-') ? built : null;
            Assert.True(path is null || Path.Exists(Path.Combine(RepositoryFiles.Root, path)), $"{page}: {path} does not exist.");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string path)
    {
        string folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, path))!;
        foreach (Match link in Link().Matches(MarkdownPage.At(path).Prose))
        {
            string[] target = link.Groups[1].Value.Split('#');
            string file = target[0].Length == 0 ? Path.Combine(RepositoryFiles.Root, path) : Path.GetFullPath(Path.Combine(folder, target[0]));
            Assert.True(Path.Exists(file), $"{path}: {link.Value}");
            Assert.True(target.Length == 1 || Anchors(file).Contains(target[1]), $"{path}: {link.Value} names no heading.");
        }
    }

    [Fact]
    public void Contents_of_the_site_lead_to_every_page()
    {
        string[] contents = [.. ((string[])["docs/site/toc.yml", "docs/site/docs/toc.yml"]).SelectMany(path =>
            Target().Matches(File.ReadAllText(Path.Combine(RepositoryFiles.Root, path))).Select(match =>
                Path.GetRelativePath(RepositoryFiles.Root, Path.GetFullPath(Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(path)!, match.Groups[1].Value))).Replace('\\', '/')))];
        Assert.All(contents, page => Assert.True(File.Exists(Path.Combine(RepositoryFiles.Root, page)), page));
        Assert.Empty(MarkdownPage.All.Select(page => page.Path)
            .Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !page.StartsWith("docs/rules/I2MOE", StringComparison.Ordinal) && !page.StartsWith("docs/site/", StringComparison.Ordinal))
            .Except(contents));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_is_of_a_kind_that_a_test_tries(string path) => Assert.All(MarkdownPage.At(path).Blocks, block => Assert.Contains(block.Language, s_languages));

    // The options and words that a page tells; what stands for something (FILE, PATH) and pipes of a shell are left out.
    private static void Understands(Command root, string page, string[] words)
    {
        int pipe = Array.FindIndex(words, word => word is ">" or "|" or "&&");
        string[] arguments = pipe < 0 ? words : words[..pipe];
        ParseResult parsed = root.Parse(arguments);
        Assert.True(parsed.Errors.Count == 0, $"{page}: {string.Join(' ', words)}: {string.Join(' ', parsed.Errors.Select(error => error.Message))}");
    }

    private static IEnumerable<string> Lines(CodeBlock block) =>
        block.Text.Replace("\\\n", "", StringComparison.Ordinal).Split('\n').Where(line => Command().IsMatch(line)).Select(line => CommentAtEnd().Replace(line, "").Trim());

    private static IEnumerable<string> Inline(MarkdownPage page) => InlineCommand().Matches(page.Prose).Select(match => match.Groups[1].Value);

    private static string[] Words(string line) => [.. Word().Matches(line).Select(match => match.Value.Trim('"'))];

    private static IEnumerable<string> Anchors(string file) =>
        Heading().Matches(File.ReadAllText(file)).Select(match => AnchorLetters().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static ProgramConsole Console() => new(TextWriter.Null, TextWriter.Null);

    [GeneratedRegex(@"^(dotnet|i2moe) ")]
    private static partial Regex Command();

    [GeneratedRegex(@"\s# .*$")]
    private static partial Regex CommentAtEnd();

    [GeneratedRegex(@"`((?:dotnet run|i2moe) [^`…]*)`")]
    private static partial Regex InlineCommand();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^ *href: ([^#\s]+)", RegexOptions.Multiline)]
    private static partial Regex Target();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex AnchorLetters();
}
