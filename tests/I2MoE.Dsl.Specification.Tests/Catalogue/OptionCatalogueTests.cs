using System.Xml.Linq;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests.Catalogue;

/// <summary>The catalogue agrees with itself.</summary>
public sealed class OptionCatalogueTests
{
    private static IEnumerable<(ComponentDefinition Definition, Option Option)> AllOptions =>
        OptionCatalogue.All.SelectMany(definition => definition.Options.Select(option => (definition, option)));

    [Fact]
    public void Attribute_names_are_unique() => AssertUnique(OptionCatalogue.All.Select(definition => definition.AttributeName));

    [Fact]
    public void Kinds_are_unique_within_a_section() =>
        AssertUnique(OptionCatalogue.All.Select(definition => $"{definition.Section} {definition.Kind}"));

    [Fact]
    public void Option_names_are_unique_within_a_component()
    {
        AssertUnique(AllOptions.Select(pair => $"{pair.Definition.AttributeName} {pair.Option.Name}"));
        AssertUnique(AllOptions.Select(pair => $"{pair.Definition.AttributeName} {pair.Option.YamlName}"));
    }

    [Fact]
    public void Summaries_are_sentences() =>
        Assert.All(
            OptionCatalogue.All.Select(definition => definition.Summary).Concat(AllOptions.Select(pair => pair.Option.Summary)),
            summary => Assert.True(char.IsUpper(summary[0]) && summary.EndsWith('.'), summary));

    [Fact]
    public void Defaults_are_within_their_own_ranges()
    {
        foreach ((ComponentDefinition definition, Option option) in AllOptions)
        {
            bool inRange = option.DefaultValue switch
            {
                int number => option.Allows(number),
                double number => option.Allows(number),
                EquatableArray<int> list => list.All(number => option.Allows(number)),
                EquatableArray<double> { Count: 0 } or EquatableArray<string> { Count: 0 } or "" or bool => true,
                Enum member => Enum.IsDefined(option.EnumType!, member),
                _ => false,
            };

            // The defaults that stand for "not given": a modality has Features or Shape, all modalities are masked, and no vocabulary would do for a text.
            Option[] notGiven = [ModalityOptions.Features, ExpertsOptions.MaskedModalities, TextEncoderOptions.Vocabulary];
            bool meansNotGiven = notGiven.Contains(option) && option.DefaultValue.Equals(0);
            Assert.True(inRange != meansNotGiven, $"{definition.AttributeName}.{option.Name} = {option.DefaultValue}");
        }
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(1e-300, true)]
    [InlineData(1.0, true)]
    [InlineData(1.1, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void Allows_what_is_within_an_exclusive_range(double value, bool allowed) =>
        Assert.Equal(allowed, TrainingOptions.LearningRate.Allows(value));

    [Fact]
    public void No_unbounded_option_allows_infinity() => Assert.False(TrainingOptions.GradientClipping.Allows(double.PositiveInfinity));

    [Fact]
    public void Every_choice_describes_each_of_its_members()
    {
        XDocument docs = XDocument.Load(Path.ChangeExtension(typeof(OptionCatalogue).Assembly.Location, ".xml"));
        HashSet<string> described =
        [
            .. docs.Descendants("member").Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value)).Select(member => member.Attribute("name")!.Value),
        ];
        Type[] choices = [.. AllOptions.Select(pair => pair.Option.EnumType).OfType<Type>().Distinct()];
        Assert.NotEmpty(choices);
        Assert.All(
            choices.SelectMany(choice => Enum.GetNames(choice).Select(member => $"F:{choice.FullName}.{member}")),
            member => Assert.Contains(member, described));
    }

    // The weights of losses multiply each other and the losses; what they come to must be far from what single precision holds (3.4e38).
    [Fact]
    public void Weights_of_losses_together_stay_far_below_what_single_precision_holds()
    {
        Option[] weights = [.. AllOptions.Select(pair => pair.Option).Where(option => option.Name.EndsWith("Weight", StringComparison.Ordinal))];
        Assert.Contains(ExpertsOptions.CreditWeight, weights);
        Assert.All(weights, weight => Assert.InRange(weight.Maximum, 0, 1000));
    }

    private static void AssertUnique(IEnumerable<string> names) =>
        Assert.Empty(names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));

    // Options of one name have each a default and a range of their own.
    [Fact]
    public void A_component_is_asked_for_its_own_options_only()
    {
        Component late = Component.WithDefaults(LateFusionOptions.Definition);
        Assert.Equal(LateFusionOptions.HiddenDim.Default, late.Get(LateFusionOptions.HiddenDim));
        Assert.Contains("late has no such option HiddenDim", Assert.Throws<ArgumentException>(() => late.Get(TransformerFusionOptions.HiddenDim)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_that_rules_ask_of_every_fusion_and_encoder_are_their_own()
    {
        foreach (FusionDefinition fusion in OptionCatalogue.Fusions)
        {
            Assert.Contains(fusion.HiddenDim, fusion.Options);
            Assert.Equal(fusion.Options.FirstOrDefault(option => option.Name == "Patches"), fusion.Patches);
            Assert.Equal(fusion.Options.FirstOrDefault(option => option.Name == "Heads"), fusion.Attention?.Heads);
            Assert.True(fusion.Attention is null || fusion.Options.Contains(fusion.Attention.Value.Width), fusion.Kind);
        }

        foreach (EncoderDefinition encoder in OptionCatalogue.Encoders)
        {
            Assert.Equal(encoder.Options.FirstOrDefault(option => option.Name == "Channels"), encoder.Channels);
            Assert.Equal(encoder.Options.FirstOrDefault(option => option.Name == "BatchNorm"), encoder.BatchNorm);
        }

        Assert.All(OptionCatalogue.All.SelectMany(definition => definition.Options).Where(option => option.Name == "Dropout"), option => Assert.IsType<DropoutOption>(option));
    }
}
