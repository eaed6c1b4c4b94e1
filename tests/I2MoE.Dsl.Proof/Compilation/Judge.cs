using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Proof.Cases;
using I2MoE.Proof.Texts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Proof.Compilation;

/// <summary>Judges cases by both front ends, many in one compilation.</summary>
internal static class Judge
{
    private const string InternalError = "I2MOE900";

    // Reported by the analyzer driver and the generator driver after an exception.
    private static readonly string[] s_exceptions = [InternalError, "AD0001", "CS8785", "CS8784"];

    /// <summary>Judges <paramref name="cases"/>, whose seeds differ.</summary>
    public static IReadOnlyList<Judgement> Run(IEnumerable<ProofCase> cases)
    {
        Judgement[] judgements = [.. cases.Select(judged => new Judgement(judged)
        {
            File = UserProject.Parse($"Case{judged.Seed}.cs", AttributeText.Write(judged.Specification)),
            Experiment = ExperimentText.CanWrite(judged.Specification) ? ExperimentText.Write(judged.Specification) : null,
        })];
        JudgeClasses(judgements);
        JudgeExperiments(judgements);
        foreach (Judgement judgement in judgements)
        {
            CompareWithRules(judgement);
            CompareFrontEnds(judgement);
        }

        return judgements;
    }

    private static void JudgeClasses(Judgement[] judgements)
    {
        CSharpCompilation compilation = UserProject.Compile("Classes", judgements.Select(judgement => judgement.File));
        GeneratorRunResult result = UserProject.CreateDriver([]).RunGenerators(compilation).GetRunResult().Results.Single();
        Dictionary<string, Judgement> byFile = judgements.ToDictionary(judgement => judgement.File.FilePath);
        foreach (Diagnostic diagnostic in UserProject.Analyze(compilation).Concat(result.Diagnostics))
        {
            string file = diagnostic.Location.GetLineSpan().Path ?? "";
            foreach (Judgement judgement in byFile.TryGetValue(file, out Judgement? one) ? [one] : judgements)
            {
                Add(judgement, diagnostic, judgement.Ids, judgement.Errors);
            }
        }

        Dictionary<string, SyntaxTree> generated = result.GeneratedSources.IsDefault ? [] : result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SyntaxTree);
        foreach (Judgement judgement in judgements)
        {
            judgement.Generated = generated.GetValueOrDefault(judgement.Case.ClassName + ".g.cs");
            ReportException(judgement, result);
        }
    }

    private static void JudgeExperiments(Judgement[] judgements)
    {
        Judgement[] written = [.. judgements.Where(judgement => judgement.Experiment is not null)];
        GeneratorRunResult result = UserProject
            .CreateDriver(written.Select(judgement => new ExperimentFile(PathOf(judgement), judgement.Experiment!)))
            .RunGenerators(UserProject.Compile("Experiments", []))
            .GetRunResult()
            .Results.Single();
        ILookup<string, Diagnostic> diagnostics = result.Diagnostics.ToLookup(diagnostic => diagnostic.Location.GetLineSpan().Path ?? "");
        Dictionary<string, SyntaxTree> generated = result.GeneratedSources.IsDefault ? [] : result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SyntaxTree);
        foreach (Judgement judgement in written)
        {
            foreach (Diagnostic diagnostic in diagnostics[PathOf(judgement)].Concat(diagnostics[""]))
            {
                Add(judgement, diagnostic, judgement.ExperimentIds, judgement.ExperimentErrors);
            }

            judgement.GeneratedFromExperiment = generated.GetValueOrDefault(judgement.Case.ClassName + ".g.cs");
            ReportException(judgement, result);
        }
    }

    private static void Add(Judgement judgement, Diagnostic diagnostic, HashSet<string> ids, HashSet<string> errors)
    {
        if (s_exceptions.Contains(diagnostic.Id))
        {
            judgement.Fail(Failure.GeneratorException, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        ids.Add(diagnostic.Id);
        if (diagnostic.Severity == DiagnosticSeverity.Error)
        {
            errors.Add(diagnostic.Id);
        }
    }

    private static void ReportException(Judgement judgement, GeneratorRunResult result)
    {
        if (result.Exception is { } exception)
        {
            judgement.Fail(Failure.GeneratorException, exception.ToString());
        }
    }

    // The attributes were read as what was drawn, so the rules say the same of both.
    private static void CompareWithRules(Judgement judgement)
    {
        HashSet<string> expected = [.. RuleTable.Check(judgement.Case.Specification).Select(finding => finding.Rule.Id)];
        if (!expected.SetEquals(judgement.Ids))
        {
            judgement.Fail(Failure.FrontEnds, $"The rules find {Show(expected)} in the specification, but {Show(judgement.Ids)} was reported on the class.");
        }
    }

    private static void CompareFrontEnds(Judgement judgement)
    {
        if (judgement.Experiment is not { } text)
        {
            return;
        }

        bool isAccepted = judgement.ExperimentErrors.Count == 0;
        YamlReading reading = YamlExperiment.Read(PathOf(judgement), text, _ => null);
        if (isAccepted != judgement.IsAccepted || (reading.Problems.Count == 0 && !judgement.Ids.SetEquals(judgement.ExperimentIds)))
        {
            judgement.Fail(Failure.FrontEnds, $"{Show(judgement.Ids)} was reported on the class, but {Show(judgement.ExperimentIds)} on the file.");
        }
        else if (reading.Problems.Count == 0 && WhatIsStated(reading.Specification) != WhatIsStated(judgement.Case.Specification))
        {
            judgement.Fail(Failure.FrontEnds, "The file is read as another specification than was written.");
        }
        else if (isAccepted && Comparable(judgement.Generated) != Comparable(judgement.GeneratedFromExperiment))
        {
            judgement.Fail(Failure.FrontEnds, "The class and the file make different code.");
        }
    }

    // Without what a reader of a file alone cannot know of the user's classes, and in one order: a file groups options that attributes have one by one.
    private static ModelSpecification WhatIsStated(ModelSpecification specification) => specification.Components.Aggregate(
        specification,
        (stripped, place) => Parts.Replace(
            stripped,
            place.Path,
            place.Component with { Given = place.Component.Given.Select(value => value with { Type = null }).OrderBy(value => value.Option, StringComparer.Ordinal).ToEquatableArray() }));

    // The origin is named, and a property of a class is the other part of one that the user wrote.
    private static string Comparable(SyntaxTree? generated) => generated is null
        ? ""
        : string.Join('\n', generated.ToString().Split('\n').Where(line => !line.Contains("Generated by", StringComparison.Ordinal)))
            .Replace("public partial global::I2MoE.Dsl.Modality ", "public global::I2MoE.Dsl.Modality ", StringComparison.Ordinal);

    private static string Show(IEnumerable<string> ids) => ids.Any() ? string.Join(", ", ids.Order(StringComparer.Ordinal)) : "nothing";

    private static string PathOf(Judgement judgement) => $"/experiments/case{judgement.Case.Seed}.i2moe.yaml";
}
