using System.Globalization;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.SelfTest;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Layers;

/// <summary>
/// Convolutions of 1 to 40 channels to 1 to 40, over one to three dimensions, in memory full of NaN, against float64. The whole grid takes minutes:
/// <c>dotnet exec I2MoE.Dsl.Tests.dll convolutions all</c>, with <c>ONEDNN_MAX_CPU_ISA</c> as wanted.
/// </summary>
internal static class ConvolutionGrid
{
    private const int MostChannels = 40;
    private const int D = 6;

    // A garbage channel is an error of a tenth or more, or NaN.
    private const double Tolerance = 1e-4;

    // Encoders have ReLU and max pool, where rounding may choose another element; so their errors are measured in the norm.
    private const double EncoderTolerance = 1e-2;

    private static readonly long[] s_batches = [1, 5, 16];
    private static readonly long[][] s_sides = [[9], [5, 6], [4, 3, 4]];

    /// <summary>Runs the grid, or pairs that cover every number of channels on both sides; writes what is wrong, and returns how many.</summary>
    public static int Run(bool isWhole, TextWriter output)
    {
        (int Inputs, int Outputs)[] pairs =
        [
            .. from inputs in Enumerable.Range(1, MostChannels)
               from outputs in isWhole ? Enumerable.Range(1, MostChannels) : [(inputs * 7 % MostChannels) + 1]
               select (inputs, outputs),
        ];
        // Plain convolutions come first, before an encoder turns it off.
        NnpackSwitch.TurnOff();
        int cases = 0;
        int wrong = 0;
        foreach (int threads in (int[])[1, 2])
        {
            torch.set_num_threads(threads);
            // A second thread matters where samples are shared out; the whole grid does not rely on that.
            long[] batches = isWhole || threads == 1 ? s_batches : [5];
            foreach ((string name, double error, double tolerance) in Convolutions(pairs, batches).Concat(Encoders(pairs, batches, isWhole)))
            {
                cases++;
                if (!(error <= tolerance))
                {
                    wrong++;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {threads} thread(s): error {error:0.0E+0}"));
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases} cases, {wrong} wrong"));
        return wrong;
    }

    private static IEnumerable<(string Name, double Error, double Tolerance)> Convolutions((int Inputs, int Outputs)[] pairs, long[] batches)
    {
        foreach ((int inputs, int outputs) in pairs)
        {
            foreach (long[] sides in s_sides)
            {
                foreach (long batch in batches)
                {
                    // Most kernels are 3; those of one point and even ones take other ways through torch.
                    long kernel = (inputs + outputs) % 5 == 0 ? 1 : (inputs + outputs) % 7 == 0 ? 2 : 3;
                    long[][] shapes = [[batch, inputs, .. sides], [outputs, inputs, .. sides.Select(_ => kernel)], [outputs]];
                    var operation = new BackendOperation("", shapes, of => PaddedConvolution.Apply(of[0], of[1], of[2], padding: 1));
                    yield return ($"{sides.Length}d, {inputs} to {outputs}, kernel {kernel}, batch {batch}", ReferenceComparison.Error(operation), Tolerance);
                }
            }
        }
    }

    // The networks of the paper are large, so that the covering pairs leave them out.
    private static IEnumerable<(string Name, double Error, double Tolerance)> Encoders((int Inputs, int Outputs)[] pairs, long[] batches, bool withLarge)
    {
        foreach (long batch in batches)
        {
            foreach ((int inputs, int outputs) in pairs.Where((_, i) => i % (withLarge ? 37 : 5) == 0))
            {
                yield return Encoder("cnn1d", batch, [9, inputs], init => new Cnn1dEncoder(9, inputs, D, new() { Channels = [outputs, inputs], BatchNorm = false }, init), inputs, outputs);
                yield return Encoder("cnn2d", batch, [inputs, 9, 8], init => new Cnn2dEncoder(inputs, 9, 8, D, new() { Channels = [outputs, inputs] }, init), inputs, outputs);
            }
        }

        foreach ((int inputs, int outputs) in withLarge ? [(1, 6), (3, 20), (5, 32)] : Array.Empty<(int, int)>())
        {
            yield return Encoder("cnn3d", 2, [inputs, 24, 24, 25], init => new Cnn3dEncoder(inputs, outputs, new(), init), inputs, outputs);
            yield return Encoder("vgg11", 5, [inputs, 32, 40], init => new Vgg11Encoder(inputs, outputs, new() { Dropout = 0 }, init), inputs, outputs);
        }
    }

    private static (string Name, double Error, double Tolerance) Encoder(
        string kind, long batch, long[] sample, Func<ParameterInitializer, Encoder> create, int inputs, int outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Encoder encoder = create(new ParameterInitializer(seed: 1));
        torch.Tensor[] leaves = [ReferenceComparison.Values([batch, .. sample], seed: 2).to_type(torch.float32).requires_grad_(), .. encoder.parameters()];
        torch.Tensor[] exact = [.. leaves.Select(leaf => leaf.detach().to_type(torch.float64).requires_grad_())];
        torch.Tensor[] expected = Gradients(EncoderReference.Forward(kind, exact[0], exact[1..], hasNormalisation: kind != "cnn1d"), exact);
        DirtyMemory.Fill();
        torch.Tensor[] found = Gradients(encoder.Forward(leaves[0], SmallData.Random().EncoderDropout(0)), leaves);
        // A network of one channel may have a ReLU that is dead for all samples, and no gradient at all.
        double error = expected.Zip(found, (one, other) => ((other.to_type(torch.float64) - one).norm() / one.norm().clamp_min(1e-9)).item<double>())
            .Aggregate(0.0, (greatest, one) => double.IsNaN(one) || double.IsNaN(greatest) ? double.NaN : Math.Max(greatest, one));
        return ($"{kind}, {inputs} to {outputs}, batch {batch}", error, EncoderTolerance);
    }

    // The output, the gradient of the input, those of all parameters in a row: some are nothing but rounding.
    private static torch.Tensor[] Gradients(torch.Tensor output, torch.Tensor[] leaves)
    {
        DirtyMemory.Fill();
        IList<torch.Tensor> gradients = torch.autograd.grad([output], leaves, [ReferenceComparison.Values(output.shape, seed: 3).to_type(output.dtype)]);
        return [output.detach(), gradients[0], torch.cat([.. gradients.Skip(1).Select(gradient => gradient.flatten())])];
    }
}
