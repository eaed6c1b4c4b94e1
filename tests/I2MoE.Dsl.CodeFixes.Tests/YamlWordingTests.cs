using System.Text.RegularExpressions;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Tests.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>What is said of an experiment file is said in its own words: keys and values of YAML, and modalities as the file writes them.</summary>
public sealed class YamlWordingTests
{
    private static readonly string[] s_words =
    [
        .. OptionCatalogue.All.Concat(OptionCatalogue.Data).SelectMany(definition => definition.Options)
            .SelectMany(option => option.EnumType is { } choices ? Enum.GetNames(choices).Prepend(option.Name) : [option.Name])
            .Distinct(),
    ];

    // One modality in two spellings, which no specification keeps.
    private static readonly Rule[] s_ofSpellings = [DataModalityRules.DistinctModalities, FeatureNameRules.DistinctModalities, JoinRules.OneSource];

    public static TheoryData<RuleCase> Flagged =>
    [
        .. RuleCases.OfYaml.Where(example => example.IsFlagged),
        .. RuleTableTests.AllCases.Where(example => example.IsFlagged && example.Specification.Data is not null && !s_ofSpellings.Contains(example.Rule)),
    ];

    [Theory]
    [MemberData(nameof(Flagged), DisableDiscoveryEnumeration = true)]
    public void A_finding_in_a_file_has_no_words_of_csharp(RuleCase example)
    {
        ModelSpecification specification = example.Specification;
        string text = specification.Data is null ? RuleCases.ToYaml(specification) : YamlExperimentWriter.Write(specification);
        string[] messages = [.. YamlExperiment.Read("/app/model.i2moe.yaml", text, _ => null).Check().Where(problem => problem.Rule == example.Rule).Select(problem => problem.Message)];
        Assert.NotEmpty(messages);
        Assert.All(messages, message =>
        {
            Assert.DoesNotMatch(@"\[[A-Z]\w*[(\]]|typeof| = |[‹›]", message);
            Assert.DoesNotContain(s_words, word => IsWordOfCode(message, word));
            Assert.DoesNotContain(specification.Modalities, modality => Regex.IsMatch(message, modality.Name.Length > 1 ? $@"\b{modality.Name}\b" : $"'{modality.Name}'"));
        });
    }

    [Fact]
    public void Modalities_are_written_as_in_the_file()
    {
        const string Text = """
            name: ScanModel
            task: { kind: classification, classes: 2 }
            modalities:
              mri_t1: { features: 4, shape: [4], encoder: linear }
              MRI_t2: { features: 4, encoder: linear }
            fusion: { kind: concat, hidden_dim: 16 }
            experts: { uniqueness_of: [MRI_t3] }
            data:
              source: { kind: csv, path: scans.csv, label: kind }
              modalities: { mri_t1: [a, b, c, d], mri_T1: [i, j, k, l], mri_T3: [e, f, g, h] }
            """;
        string[] messages = [.. YamlExperiment.Read("/app/model.i2moe.yaml", Text, _ => null).Check().Select(problem => problem.Message)];
        Assert.Equal(
            [
                "Modality 'mri_t1' gives both features: 4 and shape: [4]. Keep one: features is the short form of shape: [4].",
                "uniqueness_of names 'MRI_t3', which is no modality of ScanModel. Its modalities: 'mri_t1', 'MRI_t2'. Did you mean 'mri_t1'?",
                "The data of modality 'mri_t1' are given twice. Keep one; several columns are a list.",
                "'mri_T3' is no modality of ScanModel, so that no data belong to it. Its modalities: 'mri_t1', 'MRI_t2'. Did you mean 'mri_t1'?",
            ],
            messages);
    }

    // A word with a capital within is code wherever it stands; another only where no sentence begins with it.
    private static bool IsWordOfCode(string message, string word) =>
        Regex.IsMatch(message, word.Skip(1).Any(char.IsUpper) ? $@"\b{word}\b" : $@"(?<=[a-z,;(*] ?){word}\b");
}
