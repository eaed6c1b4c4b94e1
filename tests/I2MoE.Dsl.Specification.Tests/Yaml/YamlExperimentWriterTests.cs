using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Tests.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>What is written reads back with the same meaning.</summary>
public sealed class YamlExperimentWriterTests
{
    private const int Drawn = 500;

    public static TheoryData<string> Kinds =>
        [.. OptionCatalogue.All.Concat(OptionCatalogue.Data).Select(definition => $"{definition.Section} {definition.Kind}").Distinct()];

    [Fact]
    public void Writes_every_default()
    {
        string text = YamlExperimentWriter.Write(Reading.Of(Accepted.Short + "data: { source: { kind: npz, path: a b.npz }, modalities: { a: x } }\n").Specification);

        Assert.Equal(
            """
            name: Short
            accessibility: public
            task:
              kind: regression
              interaction: bounded
              margin: 1
            modalities:
              a:
                features: 1
                freeze: false
                optional: false
                own_length: false
                embedding: 0
                encoder:
                  kind: linear
              b:
                features: 2
                freeze: false
                optional: false
                own_length: false
                embedding: 0
                encoder:
                  kind: linear
            fusion:
              kind: concat
              layers: 2
              hidden_dim: 256
              dropout: 0.5
            experts:
              interaction_loss_weight: 0.5
              objective: paper
              masking: random
              comparison: outputs
              uniqueness: true
              synergy: true
              pairwise_synergy: false
              redundancy: true
              pairwise_redundancy: false
              initialization: identical
            reweighting:
              layers: 2
              hidden_dim: 256
              temperature: 1
              dropout: 0.5
              scope: per_sample
            training:
              epochs: 30
              batch_size: 32
              learning_rate: 0.001
              weight_decay: 0
              gradient_clipping: 0
              precision: fp32
              accumulation: 1
              sampling: shuffled
              time_limit: 0
            data:
              source:
                kind: npz
                path: "a b.npz"
                labels: labels
              modalities:
                a: x
              split:
                kind: random
                train: 0.7
                validation: 0.15
                seed: 0
                folds: 0
                fold: 0
              standardise: true
              stream: false

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Theory]
    [MemberData(nameof(Accepted.All), MemberType = typeof(Accepted))]
    public void What_is_written_of_a_right_experiment_is_right(string text)
    {
        ModelSpecification specification = Reading.Of(text).Specification;
        YamlReading again = Reading.Of(YamlExperimentWriter.Write(specification));

        Assert.Empty(again.Check());
        AssertSameMeaning(specification, again.Specification);
    }

    // Values of every option of every kind, right and wrong, that have the type of their option.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_written_reads_back_with_the_same_meaning(string kind)
    {
        TypedSpecifications drawn = new(seed: kind.Length, kind);
        for (int i = 0; i < Drawn / 10; i++)
        {
            ModelSpecification specification = drawn.Next();
            string text = YamlExperimentWriter.Write(specification);
            YamlReading again = Reading.Of(text);

            Assert.Empty(again.Problems);
            AssertSameMeaning(specification, again.Specification);
            Assert.Equal(text, YamlExperimentWriter.Write(again.Specification));
            Assert.Equal(RuleTable.Check(specification), RuleTable.Check(again.Specification));
        }
    }

    [Fact]
    public void Writes_whatever_a_declaration_holds()
    {
        WildSpecifications wild = new(seed: 3);
        for (int i = 0; i < Drawn; i++)
        {
            string text = YamlExperimentWriter.Write(wild.Next());
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Reading.Of(text).Problems, problem => problem.Rule == YamlRules.IsYaml);
        }
    }

    private static ModalityData Bare(ModalityData modality) => modality with { Tokenizer = null, Network = null };

    private static void AssertSameMeaning(ModelSpecification expected, ModelSpecification actual)
    {
        Assert.Equal(expected.Declaration, actual.Declaration);
        Assert.Equal(expected.Modalities.Select(modality => modality.Name), actual.Modalities.Select(modality => modality.Name));

        // Tokenizers and networks are components, which are compared below.
        Assert.Equal(expected.Data?.Modalities.Select(Bare), actual.Data?.Modalities.Select(Bare));
        (Component Component, SpecificationPath Path)[] components = [.. expected.Components];
        (Component Component, SpecificationPath Path)[] read = [.. actual.Components];
        Assert.Equal(components.Select(place => (place.Component.Definition, place.Path)), read.Select(place => (place.Component.Definition, place.Path)));
        Assert.All(components.Zip(read), pair => Assert.All(
            pair.First.Component.Definition.Options,
            option => Assert.Equal(Plain(pair.First.Component.Get(option)), Plain(pair.Second.Component.Get(option)))));
    }

    private static object Plain(object value) => value is Enum ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) : value;
}
