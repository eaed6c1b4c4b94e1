using System.Collections.Immutable;
using System.Globalization;
using I2MoE.Dsl.Generators;
using I2MoE.Proof;
using I2MoE.Proof.Cases;
using I2MoE.Proof.Compilation;
using I2MoE.Proof.Texts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Benchmarks;

/// <summary>Types into a project with a hundred models, and measures the work of the generator and the analyzer for every keystroke.</summary>
internal static class KeystrokeBenchmark
{
    private const int Models = 100;
    private const int WarmUp = 240;
    private const int AnalyzedWarmUp = 8;
    private const int Keystrokes = 41;
    private const double GreatestWithoutModel = 1;
    private const double GreatestWithModel = 10;

    private const string PlainFile = """
        using System;

        namespace Application;

        /// <summary>A class without a model.</summary>
        [Serializable]
        public sealed class Service
        {
            /*here*/

            public int Count { get; set; }

            public int Sum(int a, int b) => a + b + Count;
        }
        """;

    /// <summary>Measures and writes the table; whether the targets are met.</summary>
    /// <param name="output">Where the table is written.</param>
    /// <param name="place">Only places whose description contains it, for example <c>with a model</c>; empty for all.</param>
    public static bool Run(TextWriter output, string place)
    {
        ProofCase[] models = [.. Enumerable.Range(0, 10 * Models)
            .Select(seed => CaseGenerator.Create(seed, CaseKind.Valid))
            .Where(drawn => ExperimentText.CanWrite(drawn.Specification))
            .Take(Models)];
        SyntaxTree[] classes = [.. models.Take(Models / 2).Select(model => UserProject.Parse($"Model{model.Seed}.cs", AttributeText.Write(model.Specification)))];
        IEnumerable<ExperimentFile> files = models.Skip(Models / 2).Select(model => new ExperimentFile($"/app/model{model.Seed}.i2moe.yaml", ExperimentText.Write(model.Specification)));
        SyntaxTree plain = UserProject.Parse("Service.cs", PlainFile);
        CSharpCompilation compilation = UserProject.Compile("Application", [.. classes, plain]);
        GeneratorDriver driver = UserProject.CreateDriver(files).RunGenerators(compilation);
        if (driver.GetRunResult().Results.Single() is not { Exception: null, GeneratedSources.Length: > Models })
        {
            throw new InvalidOperationException("The models are not generated.");
        }

        output.WriteLine($"A project of {Models} models, half of them in YAML; milliseconds a keystroke, medians of {Keystrokes}\n");
        bool isFast = true;
        List<IReadOnlyList<string>> rows = [];
        foreach ((string what, SyntaxTree file, int position, double greatest) in new[]
        {
            ("a file without a model, in a comment", plain, PlainFile.IndexOf("/*here", StringComparison.Ordinal) + 2, GreatestWithoutModel),
            ("a file without a model, a member", plain, PlainFile.IndexOf("Count {", StringComparison.Ordinal), GreatestWithoutModel),
            ("a file with a model, in a name", classes[0], classes[0].ToString().IndexOf("Modality ", StringComparison.Ordinal) + "Modality ".Length, GreatestWithModel),
            ("a file with a model, before it", classes[0], 0, GreatestWithModel),
        }.Where(row => row.Item1.Contains(place, StringComparison.Ordinal)))
        {
            Keystroke median = Measure(driver, compilation, file, position);
            double work = median.Generator + median.Analyzer;
            isFast &= work < greatest;
            rows.Add([what, Show(median.Generator), Show(median.Analyzer), Show(work), "< " + Show(greatest), work < greatest ? "yes" : "NO", Show(median.Driver)]);
        }

        Table.Write(output, ["typing in", "generator", "analyzer", "sum", "target", "met", "whole driver"], rows);
        return isFast;
    }

    private static Keystroke Measure(GeneratorDriver driver, CSharpCompilation compilation, SyntaxTree file, int position)
    {
        List<Keystroke> measured = [];
        for (int i = 0; i < WarmUp + Keystrokes; i++)
        {
            // A letter is typed, and taken back by the next keystroke.
            SourceText text = file.GetText();
            TextChange change = i % 2 == 0
                ? new TextChange(new TextSpan(position, 0), position == 0 ? "\n" : "x")
                : new TextChange(new TextSpan(position, 1), "");
            SyntaxTree edited = file.WithChangedText(text.WithChanges(change));
            compilation = compilation.ReplaceSyntaxTree(file, edited);
            file = edited;
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
            GeneratorDriverTimingInfo timing = driver.GetTimingInfo();
            TimeSpan analysis = i < WarmUp && i % AnalyzedWarmUp != 0 ? TimeSpan.Zero : Analyze(output, edited);
            if (i >= WarmUp)
            {
                measured.Add(new Keystroke(
                    timing.GeneratorTimes.Single().ElapsedTime.TotalMilliseconds,
                    timing.ElapsedTime.TotalMilliseconds,
                    analysis.TotalMilliseconds));
            }
        }

        return new Keystroke(Median(measured, one => one.Generator), Median(measured, one => one.Driver), Median(measured, one => one.Analyzer));
    }

    // As an editor does it: the symbols of the edited file only.
    private static TimeSpan Analyze(Compilation compilation, SyntaxTree file)
    {
        var analyzer = new ModelDeclarationAnalyzer();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(analyzer), options);
        analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(file), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime;
    }

    private static double Median(List<Keystroke> measured, Func<Keystroke, double> value)
    {
        double[] values = [.. measured.Select(value).Order()];
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static string Show(double milliseconds) => milliseconds.ToString("0.00", CultureInfo.InvariantCulture);
}
