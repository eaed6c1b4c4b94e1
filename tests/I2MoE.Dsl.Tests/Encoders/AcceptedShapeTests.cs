using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using TorchSharp;
using Cnn2d = I2MoE.Dsl.Specification.Catalogue.Cnn2dEncoderOptions;

namespace I2MoE.Dsl.Tests.Encoders;

/// <summary>What the build accepts runs.</summary>
public sealed class AcceptedShapeTests
{
    private const int Draws = 300;
    private const int D = 3;

    [Fact]
    public void An_accepted_shape_never_fails()
    {
        var random = new Random(20_261_123);
        int accepted = 0;
        for (int i = 0; i < Draws; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            int dimensions = random.Next(1, 3);
            int[] sides = [.. Enumerable.Range(0, dimensions).Select(_ => random.Next(1, 24))];
            int inputs = random.Next(1, 4);
            int[] channels = [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(1, 4))];
            int kernelSize = random.Next(1, 8);
            int pool = random.Next(1, 4);

            string drawn = $"[{string.Join(", ", sides)}], {channels.Length} blocks, kernel {kernelSize}, pool {pool}";
            EncoderTrace trace = Trace(dimensions, inputs, sides, channels, kernelSize, pool);
            if (trace.Problem is not null)
            {
                // Torch is not asked to run what is refused, because some of it ends the process; as many blocks as fit are accepted.
                channels = channels[..trace.Steps.Count];
                Assert.True(Trace(dimensions, inputs, sides, channels, kernelSize, pool).Problem is null, drawn);
            }
            else
            {
                accepted++;
            }

            Assert.True(EmbeddingShape(dimensions, inputs, sides, channels, kernelSize, pool) is [2, D], drawn);
        }

        Assert.InRange(accepted, Draws / 5, Draws * 4 / 5);
    }

    [Theory]
    [InlineData(24, 24, 24)]
    [InlineData(47, 30, 25)]
    public void An_accepted_volume_runs(int depth, int height, int width)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Null(EncoderTrace.Of(Sample(Component.WithDefaults(Specification.Catalogue.Cnn3dEncoderOptions.Definition), [2, depth, height, width])).Problem);
        using var encoder = new Cnn3dEncoder(2, D, new(), new ParameterInitializer(1));
        Assert.Equal([1, D], encoder.Forward(torch.zeros([1, 2, depth, height, width]), DropoutSource.None).shape);
    }

    private static EncoderTrace Trace(int dimensions, int inputs, int[] sides, int[] channels, int kernelSize, int pool)
    {
        // The two encoders have the same options.
        EncoderDefinition definition = dimensions == 1 ? Specification.Catalogue.Cnn1dEncoderOptions.Definition : Cnn2d.Definition;
        OptionValue[] given =
        [
            new(Cnn2d.Channels.Name, channels.ToEquatableArray()),
            new(Specification.Catalogue.ConvolutionOptions.KernelSize.Name, kernelSize),
            new(Specification.Catalogue.ConvolutionOptions.Pool.Name, pool),
        ];
        int[] shape = dimensions == 1 ? [.. sides, inputs] : [inputs, .. sides];
        return EncoderTrace.Of(Sample(new Component(definition, given.ToEquatableArray()), shape));
    }

    private static ModalitySpecification Sample(Component encoder, int[] shape) => new()
    {
        Name = "Sample",
        Options = new Component(ModalityOptions.Definition, new EquatableArray<OptionValue>([new(ModalityOptions.Shape.Name, shape.ToEquatableArray())])),
        Encoders = new EquatableArray<Component>([encoder]),
    };

    private static long[] EmbeddingShape(int dimensions, int inputs, int[] sides, int[] channels, int kernelSize, int pool)
    {
        var initializer = new ParameterInitializer(1);
        using Encoder encoder = dimensions == 1
            ? new Cnn1dEncoder(sides[0], inputs, D, new() { Channels = channels, KernelSize = kernelSize, Pool = pool }, initializer)
            : new Cnn2dEncoder(inputs, sides[0], sides[1], D, new() { Channels = channels, KernelSize = kernelSize, Pool = pool }, initializer);
        return encoder.Forward(dimensions == 1 ? torch.zeros(2, sides[0], inputs) : torch.zeros(2, inputs, sides[0], sides[1]), DropoutSource.None).shape;
    }
}
