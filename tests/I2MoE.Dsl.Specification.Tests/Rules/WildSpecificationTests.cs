using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class WildSpecificationTests
{
    private const int Count = 2000;

    [Fact]
    public void Rules_and_shapes_never_throw_and_every_finding_has_its_place()
    {
        WildSpecifications wild = new(seed: 20_250_713);
        int findings = 0;
        for (int i = 0; i < Count; i++)
        {
            ModelSpecification specification = wild.Next();
            foreach (Finding finding in RuleTable.Check(specification))
            {
                Assert.NotEmpty(finding.Message);
                Assert.True(Exists(finding.Path, specification), $"{finding.Path} in specification {i}");
                findings++;
            }

            Assert.InRange(EmbeddingShape.Embedding(specification.Fusion).Count, 0, 2);
            Assert.All(specification.Modalities, modality => Assert.All(EmbeddingShape.Input(modality), size => Assert.True(size > 0)));
        }

        Assert.True(findings > Count, "Wild specifications break rules.");
    }

    [Fact]
    public void Findings_are_the_same_every_time()
    {
        WildSpecifications first = new(seed: 7);
        WildSpecifications second = new(seed: 7);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(RuleTable.Check(first.Next()), RuleTable.Check(second.Next()));
        }
    }

    private static bool Exists(SpecificationPath path, ModelSpecification specification)
    {
        if (path.Section == Section.Model)
        {
            return path is { Modality: -1, Occurrence: 0, Option: null };
        }

        if (path.Section == Section.ModalityData)
        {
            return path.Modality < specification.Data!.Modalities.Count && path is { Occurrence: 0, Option: null };
        }

        if (path.Section == Section.FeatureNames)
        {
            return path.Modality < specification.Data!.FeatureNames.Count && path is { Occurrence: 0, Option: null };
        }

        Component? component = specification.Components.FirstOrDefault(place => place.Path == path with { Option = null }).Component;
        return component is not null && (path.Option is null || component.Definition.FindOption(path.Option) is not null);
    }
}
