using System.Reflection;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class RuleTableTests
{
    internal static IEnumerable<RuleCase> AllCases => new IEnumerable<object[]>[]
    {
        OptionRulesTests.Cases,
        ClassRulesTests.Cases,
        ModalityRulesTests.Cases,
        EncoderRulesTests.Cases,
        FusionRulesTests.Cases,
        BackboneRulesTests.Cases,
        SizeRulesTests.Cases,
        ExpertRulesTests.Cases,
        LossRulesTests.Cases,
        PairRulesTests.Cases,
        TaskRulesTests.Cases,
        TrainingRulesTests.Cases,
        DataRulesTests.Cases,
        TrainingChoiceRulesTests.Cases,
        OptimizerRulesTests.Cases,
        TrackingRulesTests.Cases,
        ThresholdRulesTests.Cases,
        MissingRulesTests.Cases,
    }.SelectMany(cases => cases.Select(row => (RuleCase)row[0]));

    [Fact]
    public void A_valid_model_has_no_finding() => Assert.Empty(RuleTable.Check(Declared.Model));

    [Fact]
    public void Holds_every_rule_that_is_written_anywhere()
    {
        IEnumerable<Rule> written = typeof(Rule).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.PropertyType == typeof(Rule))
            .Select(property => (Rule)property.GetValue(null)!);
        Assert.Equal(written.OrderBy(rule => rule.Id), RuleTable.All);
    }

    [Fact]
    public void Ids_are_unique_and_well_formed_and_in_order()
    {
        Assert.Equal(RuleTable.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), RuleTable.All.Select(rule => rule.Id));
        Assert.All(RuleTable.All, rule => Assert.Matches(new Regex("^I2MOE[0-7][0-9]{2}$"), rule.Id));
    }

    [Fact]
    public void Finds_a_rule_by_its_id()
    {
        Assert.Same(FusionRules.HeadsDivideHiddenSize, RuleTable.Find("I2MOE303"));
        Assert.Null(RuleTable.Find("I2MOE999"));
    }

    // The rules of experiment files and of their sweeps have cases of their own, beside the reader.
    [Fact]
    public void Every_rule_is_shown_to_fire_and_not_to_fire()
    {
        IEnumerable<string> rules = RuleTable.All.Except(YamlRules.All).Except(SweepRules.All).Select(rule => rule.Id);
        Assert.Equal(rules, CasesWhere(isFlagged: true));
        Assert.Equal(rules, CasesWhere(isFlagged: false));
    }

    [Fact]
    public void Orders_findings_by_place()
    {
        ModelSpecification specification = Declared.Trained((TrainingOptions.Epochs, 0), (TrainingOptions.BatchSize, 0)) with
        {
            Declaration = Declared.Model.Declaration with { IsPartial = false },
            Tasks = default,
            Modalities = Declared.List(Declared.Vector("Image", -3) with { Encoders = default }, Declared.Vector("Text", -1)),
        };
        Assert.Equal(
            [
                ("I2MOE101", new SpecificationPath(Section.Model)),
                ("I2MOE501", new SpecificationPath(Section.Model)),
                ("I2MOE209", new SpecificationPath(Section.Modality, 0)),
                ("I2MOE001", new SpecificationPath(Section.Modality, 0, Option: "Features")),
                ("I2MOE001", new SpecificationPath(Section.Modality, 1, Option: "Features")),
                ("I2MOE001", new SpecificationPath(Section.Training, Option: "BatchSize")),
                ("I2MOE001", new SpecificationPath(Section.Training, Option: "Epochs")),
            ],
            RuleTable.Check(specification).Select(finding => (finding.Rule.Id, finding.Path)));
    }

    private static IEnumerable<string> CasesWhere(bool isFlagged) =>
        AllCases.Where(example => example.IsFlagged == isFlagged).Select(example => example.Rule.Id).Distinct().Order(StringComparer.Ordinal);
}
