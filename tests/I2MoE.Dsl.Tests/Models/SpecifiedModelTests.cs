using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Training;
using TorchSharp;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>A model wired at run time and the class that the build generates from the same file are the same model.</summary>
public sealed class SpecifiedModelTests
{
    private const long Seed = 11;

    public static TheoryData<string> Twins => [.. TwinModels.Names];

    [Theory]
    [MemberData(nameof(Twins))]
    public void It_equals_the_generated_class_bit_for_bit(string twin)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ModelSpecification specification = TwinModels.Specification(twin);
        using InteractionModel compiled = TwinModels.Compiled(specification, Seed);
        using InteractionModel specified = new SpecifiedModel(specification, Seed);
        AssertSameDescription(compiled.Description, specified.Description);
        AssertSameTraining(compiled, specified);
        Assert.Equal(compiled.ParameterCounts, specified.ParameterCounts);

        MultimodalBatch batch = SmallData.Batch(compiled.Description);
        using var expected = (InteractionOutput)compiled.Infer(batch);
        using var actual = (InteractionOutput)specified.Infer(batch);
        Assert.Equal(Bytes(expected.Prediction), Bytes(actual.Prediction));
        Assert.Equal(Bytes(expected.AllWeights), Bytes(actual.AllWeights));
        Assert.Equal(Bytes(expected.AllLogits), Bytes(actual.AllLogits));
        Assert.Equal(TwinModels.CompiledTraining(specification), SpecifiedModel.TrainingOptionsOf(specification));
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Its_baseline_equals_the_generated_one_bit_for_bit(string twin)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        ModelSpecification specification = TwinModels.Specification(twin);
        using VanillaModel compiled = TwinModels.CompiledBaseline(specification, Seed);
        using VanillaModel specified = SpecifiedModel.CreateBaseline(specification, Seed);
        AssertSameDescription(compiled.Description, specified.Description);
        AssertSameTraining(compiled, specified);
    }

    // The generated class states no YAML: its text is read back from the option records.
    [Theory]
    [MemberData(nameof(Twins))]
    public void The_experiment_of_the_generated_class_says_what_its_file_says(string twin)
    {
        ModelSpecification specification = TwinModels.Specification(twin);
        ExperimentDefinition experiment = TwinModels.CompiledExperiment(specification);
        Assert.Equal(YamlExperimentWriter.Write(specification with { Modalities = specification.Modalities.Select(InShortForm).ToEquatableArray() }), experiment.Yaml);
        Assert.Equal(specification.Declaration.Name, experiment.Name);
        Assert.Equal(ModelFootprint.Of(specification), ModelFootprint.Of(SpecifiedParts.Of(specification)));
        Assert.Equal(ModelFootprint.Of(specification, isBaseline: true), ModelFootprint.Of(SpecifiedParts.Of(specification), isBaseline: true));
    }

    [Fact]
    public void Weights_move_between_it_and_the_generated_class()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using TemporaryFolder folder = new();
        ModelSpecification specification = TwinModels.Specification("switch");
        using InteractionModel compiled = TwinModels.Compiled(specification, seed: 1);
        using InteractionModel specified = new SpecifiedModel(specification, seed: 2);
        compiled.Save(folder.File("weights.safetensors"));
        specified.Load(folder.File("weights.safetensors"));
        AssertSameState(compiled, specified);
    }

    [Fact]
    public async Task It_can_be_trained_and_becomes_the_same_model()
    {
        ModelSpecification specification = TwinModels.Specification("transformer");
        TrainingOptions training = SpecifiedModel.TrainingOptionsOf(specification);
        using Trainer<InteractionModel> compiled = new(seed => TwinModels.Compiled(specification, seed), training, options: null);
        using Trainer<InteractionModel> specified = new(seed => new SpecifiedModel(specification, seed), training, options: null);
        using DataSplits data = SmallData.Splits(compiled.Model.Description);
        FitResult expected = await compiled.FitAsync(data);
        FitResult actual = await specified.FitAsync(data);
        AssertSameState(compiled.Model, specified.Model);
        Assert.Equal(expected.Best.Losses, actual.Best.Losses);
    }

    // Otherwise an option that the binder forgets would go unnoticed.
    [Fact]
    public void The_twins_give_every_option_of_the_catalogue_a_value_that_is_not_its_default()
    {
        List<(ComponentDefinition Definition, OptionValue Value)> given =
        [
            .. from twin in TwinModels.Names
               from place in TwinModels.Specification(twin).Components
               from value in place.Component.Given
               select (place.Component.Definition, value),
        ];
        IEnumerable<string> missing =
            from definition in OptionCatalogue.All
            where definition.Section is not Section.Modality
            from option in definition.Options
            let standard = option.DefaultValue is Enum member ? Convert.ToInt32(member, null) : option.DefaultValue
            where !given.Any(pair => pair.Definition == definition && pair.Value.Option == option.Name && !pair.Value.Value.Equals(standard))
            select $"{definition.Kind}.{option.Name}";
        Assert.Empty(missing);

        IEnumerable<ComponentDefinition> used = from twin in TwinModels.Names from place in TwinModels.Specification(twin).Components select place.Component.Definition;
        Assert.Empty(OptionCatalogue.All.Except(used).Select(definition => definition.Kind));
    }

    [Fact]
    public void A_specification_that_breaks_a_rule_is_refused_with_the_rule()
    {
        ModelSpecification good = TwinModels.Specification("transformer");
        ModelSpecification bad = With(good, Catalogue.TransformerFusionOptions.Definition, new OptionValue("Heads", 3), new OptionValue("HiddenDim", 64));
        string message = Assert.Throws<ModelException>(() => new SpecifiedModel(bad)).Message;
        Assert.StartsWith("No model can be made of TransformerTwin. I2MOE303: Heads = 3 does not divide HiddenDim = 64.", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<ModelException>(() => SpecifiedModel.CreateBaseline(bad)).Message);
    }

    [Fact]
    public void A_class_that_does_not_exist_is_refused_with_the_one_that_was_meant()
    {
        ModelSpecification bad = WithFusionClass("I2MoE.Dsl.Tests.Models.GatedSumFusions");
        Assert.Equal(
            "There is no class 'I2MoE.Dsl.Tests.Models.GatedSumFusions' in the program's assemblies. Did you mean 'I2MoE.Dsl.Tests.Models.GatedSumFusion'? "
            + "A class of your own is found only by the program that contains it or references its project.",
            Assert.Throws<ModelException>(() => new SpecifiedModel(bad)).Message);
    }

    [Theory]
    [InlineData("I2MoE.Dsl.Tests.Models.SpecifiedModelTests", "does not derive from I2MoE.Dsl.Fusion.FusionBank")]
    [InlineData("I2MoE.Dsl.Tests.Models.SpecifiedModelTests.AbstractFusion", "is abstract")]
    [InlineData("I2MoE.Dsl.Tests.Models.SpecifiedModelTests.NestedFusion", "has no public or internal constructor (int experts,")]
    public void A_class_that_does_not_fit_is_refused_with_the_reason(string name, string reason)
    {
        ModelSpecification bad = WithFusionClass(name);
        Assert.Contains(reason, Assert.Throws<ModelException>(() => new SpecifiedModel(bad)).Message, StringComparison.Ordinal);
    }

    internal abstract class AbstractFusion() : I2MoE.Dsl.Fusion.FusionBank("", 1, 1);

    internal sealed class NestedFusion() : I2MoE.Dsl.Fusion.FusionBank("", 1, 1)
    {
        public override I2MoE.Dsl.Fusion.FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, I2MoE.Dsl.Bank.ExpertView view) => throw new NotSupportedException();
    }

    private static ModelSpecification WithFusionClass(string name) => With(
        TwinModels.Specification("custom_fusion"), Catalogue.CustomFusionOptions.Definition, new OptionValue("Type", "global::" + name), new OptionValue("HiddenDim", 8));

    private static ModelSpecification With(ModelSpecification specification, ComponentDefinition fusion, params OptionValue[] values) =>
        specification with { Fusions = new[] { new Component(fusion, values.ToEquatableArray()) }.ToEquatableArray() };

    // Losses, gradients and parameters of two steps of Adam.
    private static void AssertSameTraining(MultimodalModel compiled, MultimodalModel specified)
    {
        using torch.optim.Optimizer compiledAdam = torch.optim.Adam(compiled.parameters());
        using torch.optim.Optimizer specifiedAdam = torch.optim.Adam(specified.parameters());
        AssertSameState(compiled, specified);
        for (int step = 0; step < 2; step++)
        {
            (IReadOnlyList<string> expectedNames, byte[] expected) = Step(compiled, compiledAdam, step);
            (IReadOnlyList<string> actualNames, byte[] actual) = Step(specified, specifiedAdam, step);
            Assert.Equal(expectedNames, actualNames);
            Assert.Equal(expected, actual);
            AssertSameState(compiled, specified);
        }
    }

    private static (IReadOnlyList<string> Names, byte[] Values) Step(MultimodalModel model, torch.optim.Optimizer adam, int step)
    {
        LossTerms losses = model.ComputeLosses(SmallData.Batch(model.Description), SmallData.Random(step));
        adam.zero_grad();
        losses.Total.backward();
        adam.step();
        return (losses.Names, Bytes(losses.Values));
    }

    private static void AssertSameState(MultimodalModel expected, MultimodalModel actual)
    {
        IReadOnlyDictionary<string, torch.Tensor> expectedState = ModelState.Of(expected);
        IReadOnlyDictionary<string, torch.Tensor> actualState = ModelState.Of(actual);
        Assert.Equal(expectedState.Keys, actualState.Keys);
        Assert.All(expectedState.Keys, name => Assert.True(Bytes(expectedState[name]).SequenceEqual(Bytes(actualState[name])), name));
    }

    // Features is the short form of the shape of a vector; of the two a model knows only what they mean.
    private static ModalitySpecification InShortForm(ModalitySpecification modality) =>
        modality.Options.Get(ModalityOptions.Shape) is [var features] && modality.Encoders[0].Definition is EncoderDefinition { Input.IsTokens: false }
            ? modality with
            {
                Options = new Component(
                    ModalityOptions.Definition,
                    modality.Options.Given.Where(given => given.Option != ModalityOptions.Shape.Name && given.Option != ModalityOptions.Features.Name)
                        .Prepend(new OptionValue(ModalityOptions.Features.Name, features)).ToEquatableArray()),
            }
            : modality;

    private static void AssertSameDescription(ModelDescription expected, ModelDescription actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Task, actual.Task);
        Assert.Equal(expected.Fusion, actual.Fusion);
        Assert.Equal(expected.Outputs, actual.Outputs);
        Assert.Equal(expected.ExpertNames, actual.ExpertNames);
        Assert.Equal(expected.Modalities.Select(Describe), actual.Modalities.Select(Describe));
    }

    private static string Describe(Modality modality) => $"{modality with { Shape = [] }} {modality.BatchShape}".Replace("System.Int32[]", "", StringComparison.Ordinal);

    private static byte[] Bytes(torch.Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();
}
