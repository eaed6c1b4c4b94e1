using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace I2MoE.Dsl.Studies.Pictures;

/// <summary><c>frames</c>: runs <c>examples/Emoji</c> and writes what its terminal shows as the picture of the README, <c>docs/images/terminal.svg</c>.</summary>
internal static class TerminalStrip
{
    private const string Project = "examples/Emoji";
    private const int Columns = 104;
    private const double CharacterWidth = 7.8;
    private const double LineHeight = 17;
    private const int Margin = 16;
    private const int Bar = 26;
    private const string Blank = "…";

    // The lines of each that are shown, by what they begin with and how many follow; a blank stands for those between.
    private static readonly (string Arguments, (string Begin, int Lines)[] Shown)[] s_frames =
    [
        ("train --set fusion.heads=3 --set training.epoch=5", [("--set", 2)]),
        ("train", [("EmojiModel, I2MoE, seed 0: 1334", 3), ("EmojiModel, I2MoE, seed 0: epoch 20/", 2), ("Test part", 11)]),
        ("explain --no-report", [("What is known", 10)]),
    ];

    /// <summary>Writes the picture.</summary>
    public static int Write()
    {
        string root = Root();
        string folder = Directory.CreateTempSubdirectory("i2moe-frames-").FullName;
        try
        {
            List<(string Command, List<string> Lines)> frames = [];
            foreach ((string arguments, (string Begin, int Lines)[] shown) in s_frames)
            {
                frames.Add(($"dotnet run -- {arguments}", Shown(Run(root, folder, arguments), shown)));
            }

            File.WriteAllText(Path.Combine(root, "docs", "images", "terminal.svg"), Picture(frames));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Run(string root, string folder, string arguments)
    {
        string[] words = ["run", "-c", "Release", "--property:RunAnalyzers=false", "--project", Path.Combine(root, Project), "--", .. arguments.Split(' ')];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        Task<string> problems = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output + problems.GetAwaiter().GetResult()).ReplaceLineEndings("\n").Split('\n');
    }

    private static List<string> Shown(string[] output, (string Begin, int Lines)[] shown)
    {
        List<string> lines = [];
        int next = 0;
        foreach ((string begin, int count) in shown)
        {
            int first = Array.FindIndex(output, next, line => line.StartsWith(begin, StringComparison.Ordinal));
            if (first < 0)
            {
                throw new ArgumentException($"No line begins with '{begin}':\n{string.Join('\n', output)}");
            }

            lines.AddRange(first > next && lines.Count > 0 ? [Blank] : (string[])[]);
            next = Math.Min(first + count, output.Length);
            lines.AddRange(output[first..next].Select(line => line.Length > Columns ? line[..(Columns - 1)] + Blank : line));
        }

        while (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static string Picture(List<(string Command, List<string> Lines)> frames)
    {
        double width = (Columns * CharacterWidth) + (2 * Margin);
        StringBuilder body = new();
        double top = 0;
        foreach ((string command, List<string> lines) in frames)
        {
            double height = Bar + ((lines.Count + 1) * LineHeight) + Margin + 8;
            body.Append(CultureInfo.InvariantCulture, $"""
                <g transform="translate(0 {top})"><rect width="{width}" height="{height}" rx="8" fill="#16181d"/><rect width="{width}" height="{Bar}" rx="8" fill="#2a2e37"/><g fill="#6b7280"><circle cx="18" cy="13" r="5"/><circle cx="36" cy="13" r="5"/><circle cx="54" cy="13" r="5"/></g>
                <text x="{Margin}" y="{Bar + LineHeight + 2}" fill="#8fd19e">$ <tspan fill="#ffffff">{WebUtility.HtmlEncode(command)}</tspan></text>

                """);
            foreach ((int place, string line) in lines.Index())
            {
                body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{Bar + 2 + ((place + 2) * LineHeight)}\" xml:space=\"preserve\"{(line.Length > 0 && line != Blank ? $" textLength=\"{line.Length * CharacterWidth:0.#}\"" : "")}>{WebUtility.HtmlEncode(line)}</text>\n");
            }

            body.Append("</g>\n");
            top += height + 12;
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top - 12}" font-family="Cascadia Mono, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="13" fill="#d5d9e0">
            {body}</svg>

            """);
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "I2MoE.Dsl.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new ArgumentException("The repository was not found above the program.");
    }
}
