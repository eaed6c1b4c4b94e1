using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Testing;
using I2MoE.Proof.Cases;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>Specifications drawn at random, as the proof draws them: whatever the rules accept gives in ONNX Runtime what the model gives.</summary>
public sealed class RandomSpecificationTests
{
    private const double Tolerance = 1e-5;

    // As many last bits as there are roundings between input and output, about.
    private const int RoundingsPerBit = 8;
    private const int Few = 20;
    private const int Many = 300;

    [Fact]
    public void Some() => AssertEqual(first: 0, Few, isLight: true);

    // Eight blocks whose layer norms are over two numbers.
    [Fact]
    public void One_that_is_badly_conditioned() => AssertEqual(first: 1153, count: 1, isLight: true);

    [SkippableFact]
    public void Many_more()
    {
        LongTests.RunWhereWanted();
        AssertEqual(first: 1000, Many, isLight: false);
    }

    private static void AssertEqual(int first, int count, bool isLight)
    {
        List<string> wrong = [];
        int compared = 0;
        for (int seed = first; compared < count; seed++)
        {
            ModelSpecification specification = new ValidSpecifications(new Draw(seed)).Next(seed);
            if (!Exports(specification) || (isLight && IsHeavy(specification)))
            {
                continue;
            }

            compared++;
            using var model = new SpecifiedModel(specification, seed);
            Samples.Disturb(model);
            double difference = OnnxRun.Difference(model);
            if (difference > Tolerance && difference > RoundingsPerBit * OnnxRun.Sensitivity(model))
            {
                wrong.Add(FormattableString.Invariant($"seed {seed}, {model.Description.Fusion} of {string.Join(", ", model.Description.Modalities.Select(modality => modality.Encoder))}: {difference:e1}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    // Classes of the user's are refused; the tests of refusals see that.
    private static bool Exports(ModelSpecification specification) => specification.Components.All(place => place.Component.Definition.Kind != "custom");

    private static bool IsHeavy(ModelSpecification specification) => specification.Components.Any(place => place.Component.Definition.Kind is "vgg11" or "cnn3d");
}
