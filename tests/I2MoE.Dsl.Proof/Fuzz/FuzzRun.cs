using I2MoE.Proof.Cases;
using I2MoE.Proof.Compilation;
using I2MoE.Proof.Texts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Proof.Fuzz;

/// <summary>Spoilt sources and experiment files never make the generator or the analyzer fail, and what is generated can be parsed.</summary>
internal static class FuzzRun
{
    private const int Announced = 500;

    private static readonly string[] s_sourceFragments =
    [
        "[", "]", "{", "}", "(", ")", "<T>", ";", ",", "=", "\"", "null", "default", "-1", "int.MaxValue", "1e400", "1UL", "'c'", "typeof(int)", "typeof()", "typeof(T)",
        "nameof(", "[1, null]", "[[1]]", "new[] { 1 }", "new object[] { null }", "(int[])null", "partial ", "static ", "abstract ", "record ", "struct ", "interface ", "file ",
        "ref ", "required ", "@class", "this[int i]", " Modality ", "[Modality]", "[Modality(", "[Modality(Features = ", "[LinearEncoder]", "[I2MoEModel]", "[I2MoEModel(", "[assembly: I2MoEModel]",
        "Shape = null", "Shape = [1, 2]", "Shape = default", "Masking = (Masking)99", "Type = typeof(Own.FlatEncoder)", "UniquenessOf = [null]", "where T : class", "// ", "/*", "#if X\n", "#nullable disable\n", "\n", "É", "\0", "\ud800",
    ];

    private static readonly string[] s_fileFragments =
    [
        "[", "]", "{", "}", ":", ": ", ",", "-", "- ", "\n", "\n  ", "\t", "\"", "'", "|", ">", "&a ", "*a", "!!int ", "!x", "---\n", "...\n", "#", "?", "%YAML 9\n", "~", "null", ".nan", ".inf", "1e999", "0x1F", "yes",
        "extends: model.i2moe.yaml\n", "extends: ../x.part.i2moe.yaml\n", "kind", "features", "<<: *a", "99999999999999999999", "\0", "\ud800", "É", "\u2028", "name: name\n",
    ];

    /// <summary>Spoils <paramref name="count"/> sources and as many experiment files; the failures.</summary>
    public static IReadOnlyList<string> Run(int first, int count, TextWriter output)
    {
        List<string> failures = [];
        int cancelled = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            var draw = new Draw(seed);
            string[] sources = Sources(draw, seed);
            string[] files = Files(draw, seed);
            if (FindFailure(draw, sources, files, ref cancelled) is { } failure)
            {
                failures.Add($"seed {seed}: {failure}");
                output.WriteLine($"FAILURE, seed {seed}: {failure}\n{string.Join("\n=====\n", sources.Concat(files).Select(text => text.Length > 5000 ? text[..5000] : text))}");
            }

            if ((seed - first + 1) % Announced == 0)
            {
                output.WriteLine($"  {seed - first + 1} of {count}, {failures.Count} failures so far");
                output.Flush();
            }
        }

        output.WriteLine($"Mutated: {count} projects of sources and experiment files, {cancelled} of them cancelled mid-way. Exceptions of the generator or the analyzer: {failures.Count}.");
        return failures;
    }

    // A spoilt class; sometimes in two files, sometimes beside another of the same name.
    private static string[] Sources(Draw draw, int seed)
    {
        var mutator = new Mutator(draw, s_sourceFragments);
        string text = AttributeText.Write(CaseGenerator.Create(seed).Specification);
        string spoilt = draw.Happens(0.02) ? mutator.Blow(text) : mutator.Spoil(text);
        return draw.Integer(0, 6) switch
        {
            0 => [spoilt, mutator.Spoil(text)],
            1 => [.. Halves(draw, text).Select(mutator.Spoil)],
            2 => [.. Halves(draw, text)],
            _ => [spoilt],
        };
    }

    // The members after some line in a part of their own.
    private static string[] Halves(Draw draw, string text)
    {
        string[] lines = text.Split('\n');
        int open = Array.IndexOf(lines, "{");
        if (open < 1)
        {
            return [text];
        }

        int cut = draw.Integer(open + 1, lines.Length);
        string[] before = lines[..open];
        return [string.Join('\n', lines[..cut]) + "\n}\n", string.Join('\n', before.Where(line => draw.Happens(0.3) || !line.StartsWith('['))) + "\n{\n" + string.Join('\n', lines[cut..])];
    }

    private static string[] Files(Draw draw, int seed)
    {
        var mutator = new Mutator(draw, s_fileFragments);
        ProofCase valid = CaseGenerator.Create(seed, CaseKind.Valid);
        string text = ExperimentText.Write(valid.Specification);
        string spoilt = draw.Happens(0.02) ? mutator.Blow(text) : mutator.Spoil(text);
        return draw.Happens(0.2) ? [spoilt, "extends: ../a/model0.i2moe.yaml\n" + mutator.Spoil(text)] : [spoilt];
    }

    private static string? FindFailure(Draw draw, string[] sources, string[] files, ref int cancelled)
    {
        CSharpCompilation compilation = UserProject.Compile("Fuzzed", sources.Select((text, index) => UserProject.Parse($"Source{index}.cs", text)));
        GeneratorDriver driver = UserProject.CreateDriver(files.Select((text, index) => new ExperimentFile($"/a/model{index}.i2moe.yaml", text)));
        if (draw.Happens(0.2))
        {
            driver = RunCancelled(driver, compilation, TimeSpan.FromMicroseconds(draw.Integer(0, 4000)), ref cancelled);
        }

        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Microsoft.CodeAnalysis.Compilation output, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
        {
            return exception.ToString();
        }

        IEnumerable<Diagnostic> reported = result.Diagnostics.Concat(UserProject.Analyze(output));
        if (reported.FirstOrDefault(diagnostic => !diagnostic.Id.StartsWith("I2MOE", StringComparison.Ordinal) || diagnostic.Id == "I2MOE900") is { } strange)
        {
            return strange.ToString();
        }

        return result.GeneratedSources
            .SelectMany(source => source.SyntaxTree.GetDiagnostics())
            .FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)?
            .ToString();
    }

    // The driver from before the run goes on, as in an editor.
    private static GeneratorDriver RunCancelled(GeneratorDriver driver, CSharpCompilation compilation, TimeSpan after, ref int cancelled)
    {
        using var source = new CancellationTokenSource();
        if (after == TimeSpan.Zero)
        {
            source.Cancel();
        }
        else
        {
            source.CancelAfter(after);
        }

        try
        {
            return driver.RunGenerators(compilation, source.Token);
        }
        catch (OperationCanceledException)
        {
            cancelled++;
            return driver;
        }
    }
}
