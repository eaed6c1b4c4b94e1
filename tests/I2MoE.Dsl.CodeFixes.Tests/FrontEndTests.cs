using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Tests.Rules;
using I2MoE.Dsl.Specification.Yaml;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>The cases of every rule, written in attributes and in YAML, are flagged or not as the rule says.</summary>
public sealed class FrontEndTests
{
    // Tested by hand, since they are about how a class is written, or name classes: ClassShapeTests, CustomTypeTests.
    private static readonly Rule[] s_aboutClasses =
        [.. RuleTable.All.Where(rule => rule.Id.StartsWith("I2MOE1", StringComparison.Ordinal)), ModalityRules.PartialProperty, OptionRules.FittingType, OptionRules.NamedType, BackboneRules.PatchesHaveEffect];

    // YAML cannot say these: a key stands once, a value has one type, and what is missing is a missing key.
    private static readonly Rule[] s_notInYaml =
    [
        OptionRules.KnownChoice, ModalityRules.AnyModality, ModalityRules.DistinctNames, EncoderRules.HasEncoder, EncoderRules.HasOneEncoder,
        FusionRules.HasFusion, FusionRules.HasOneFusion, TaskRules.HasTask, TaskRules.HasOneTask,
    ];

    public static TheoryData<RuleCase> OfAttributes => [.. RuleCases.OfAttributes];

    public static TheoryData<RuleCase> OfYaml => [.. RuleCases.OfYaml];

    [Theory]
    [MemberData(nameof(OfAttributes), DisableDiscoveryEnumeration = true)]
    public async Task Attributes_are_judged_as_the_case_says(RuleCase example)
    {
        // A name that is no modality does not compile with nameof, and does as a text.
        string source = AttributeClassWriter.Write(example.Specification);
        string[] unknown = [.. example.Specification.Experts.ValidNames(Specification.Catalogue.ExpertsOptions.UniquenessOf).Where(name => example.Specification.Modalities.All(modality => modality.Name != name))];
        foreach (string name in unknown)
        {
            source = source.Replace($"nameof({name})", $"\"{name}\"", StringComparison.Ordinal);
        }

        IReadOnlyList<Diagnostic> diagnostics = await Workbench.DiagnoseAsync(Workbench.Create(source));
        AssertJudged(example, diagnostics.Select(diagnostic => diagnostic.Id), source);
    }

    [Theory]
    [MemberData(nameof(OfYaml), DisableDiscoveryEnumeration = true)]
    public void Yaml_is_judged_as_the_case_says(RuleCase example)
    {
        string text = RuleCases.ToYaml(example.Specification);
        AssertJudged(example, YamlExperiment.Read("/app/model.i2moe.yaml", text, _ => null).Check().Select(problem => problem.Rule.Id), text);
    }

    [Fact]
    public void Every_rule_is_flagged_and_not_flagged_in_attributes() => AssertComplete(RuleCases.OfAttributes, s_aboutClasses);

    [Fact]
    public void Every_rule_that_yaml_can_break_is_flagged_and_not_flagged_in_yaml() => AssertComplete(RuleCases.OfYaml, [.. s_aboutClasses, .. s_notInYaml]);

    private static void AssertJudged(RuleCase example, IEnumerable<string> ids, string text)
    {
        string[] found = [.. ids.Distinct()];
        string report = $"{example}: {string.Join(", ", found)}\n{text}";
        Assert.True(found.Contains(example.Rule.Id) == example.IsFlagged, report);

        // Names that are equal or taken are errors of the compiler's as well.
        bool isAboutNames = example.Rule == ModalityRules.DistinctNames || example.Rule == ModalityRules.FreeName;
        Assert.True(!example.IsFlagged || isAboutNames || found.SequenceEqual([example.Rule.Id]), report);
    }

    private static void AssertComplete(IEnumerable<RuleCase> cases, Rule[] except)
    {
        IEnumerable<string> expected = RuleTable.All.Where(rule => rule.Id[5] is not ('6' or '7') || TrainingChoiceRules.All.Contains(rule) || TrackingRules.All.Contains(rule) || ThresholdRules.All.Contains(rule) || OptimizerRules.All.Contains(rule) || (MissingRules.All.Contains(rule) && rule != MissingRules.MeanNeedsStandardised)).Except(except).Select(rule => rule.Id);
        foreach (bool isFlagged in new[] { true, false })
        {
            Assert.Equal(expected, cases.Where(example => example.IsFlagged == isFlagged).Select(example => example.Rule).Except(except).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal));
        }
    }
}
