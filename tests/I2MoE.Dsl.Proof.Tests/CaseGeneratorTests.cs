using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Proof.Cases;
using I2MoE.Proof.Compilation;

namespace I2MoE.Proof.Tests;

/// <summary>The cases are what the report says of them.</summary>
public sealed class CaseGeneratorTests
{
    private const int Cases = 400;

    [Fact]
    public void Equal_seeds_give_equal_cases() =>
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(CaseGenerator.Create(seed), CaseGenerator.Create(seed)));

    [Fact]
    public void Valid_cases_have_no_errors_and_say_everything_that_the_catalogue_has()
    {
        ModelSpecification[] valid = [.. Enumerable.Range(0, Cases).Select(seed => CaseGenerator.Create(seed, CaseKind.Valid).Specification)];

        Assert.All(valid, specification => Assert.DoesNotContain(RuleTable.Check(specification), finding => finding.Rule.Severity == RuleSeverity.Error));
        (ComponentDefinition, string)[] given = [.. valid.SelectMany(specification => specification.Components).SelectMany(place => place.Component.Given.Select(value => (place.Component.Definition, value.Option))).Distinct()];
        Assert.Empty(OptionCatalogue.All.SelectMany(definition => definition.Options.Select(option => (definition, option.Name))).Except(given));
        Assert.Equal(Enumerable.Range(ModalityRules.MinimumModalities, ModalityRules.MaximumModalities - 1), valid.Select(specification => specification.Modalities.Count).Distinct().Order());
    }

    [Fact]
    public void Most_near_valid_cases_are_rejected_by_one_rule()
    {
        int single = Enumerable.Range(0, Cases)
            .Select(seed => RuleTable.Check(CaseGenerator.Create(seed, CaseKind.NearValid).Specification))
            .Count(findings => findings.Where(finding => finding.Rule.Severity == RuleSeverity.Error).Select(finding => finding.Rule).Distinct().Count() == 1);

        Assert.InRange(single, Cases / 3, Cases);
    }

    [Fact]
    public void A_failure_is_shrunken_to_what_matters()
    {
        ProofCase failing = Enumerable.Range(0, Cases).Select(seed => CaseGenerator.Create(seed, CaseKind.Valid)).First(drawn => drawn.Specification.Modalities.Count == 8);
        string culprit = failing.Specification.Modalities[5].Name;

        Failure shrunken = Shrinking.Shrink(
            new Failure(failing, "test", "It fails."),
            candidate => candidate.Specification.Modalities.Any(modality => modality.Name == culprit) ? new Failure(candidate, "test", "It fails.") : null);

        Assert.Equal([culprit], shrunken.Case.Specification.Modalities.Select(modality => modality.Name));
        Assert.All(shrunken.Case.Specification.Components.Where(place => place.Path.Section != Section.Modality), place => Assert.Empty(place.Component.Given));
    }
}
