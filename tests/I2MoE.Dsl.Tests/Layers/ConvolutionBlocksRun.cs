using System.Text.RegularExpressions;
using I2MoE.Dsl.Layers;
using I2MoE.Dsl.SelfTest;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Tests.Layers;

/// <summary>Convolutions in a process to which oneDNN tells what it computes (<c>ONEDNN_VERBOSE=1</c>): which of its blocks have a rest that nobody wrote.</summary>
internal static partial class ConvolutionBlocksRun
{
    // Between our convolutions and torch's own.
    private const string Mark = "torch's own";

    private static readonly (long Inputs, long Outputs)[] s_pairs = [(1, 4), (3, 3), (2, 8), (12, 6), (16, 20), (20, 32), (33, 17)];

    /// <summary>The program.</summary>
    public static void Run(TextWriter output)
    {
        Convolve((input, weight, bias) => PaddedConvolution.Apply(input, weight, bias, padding: 1));
        output.WriteLine(Mark);
        output.Flush();
        Convolve((input, weight, bias) => functional.conv2d(input, weight, bias, padding: [1, 1]));
    }

    /// <summary>What sums over a rest, of our convolutions and of torch's own.</summary>
    public static (string[] Ours, string[] Plain) Read(string output)
    {
        string[] halves = output.Split(Mark, 2);
        return (SumsOverRests(halves[0]), SumsOverRests(halves[^1]));
    }

    private static void Convolve(Func<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor> convolve)
    {
        foreach (int kernel in (int[])[1, 3])
        {
            foreach ((long inputs, long outputs) in s_pairs)
            {
                foreach (long batch in (long[])[1, 5, 16])
                {
                    // What is computed is of no interest here, only by what: forwards, and backwards to all three.
                    using DisposeScope scope = torch.NewDisposeScope();
                    torch.Tensor[] leaves = [.. ((long[][])[[batch, inputs, 32, 32], [outputs, inputs, kernel, kernel], [outputs]]).Select(shape => Values(shape).requires_grad_())];
                    torch.Tensor output = convolve(leaves[0], leaves[1], leaves[2]);
                    _ = torch.autograd.grad([output], leaves, [Values(output.shape)]);
                }
            }
        }
    }

    private static torch.Tensor Values(long[] shape) => ReferenceComparison.Values(shape, seed: 1).to_type(torch.float32);

    // Forwards sums over the channels of the input, backwards to the data over those of the output ("dst" in either direction). Rests elsewhere are cut off.
    private static string[] SumsOverRests(string text) =>
        [.. text.Split('\n').Where(line => Forward().IsMatch(line) || Backward().IsMatch(line))];

    [GeneratedRegex(@",convolution,[^,]*,forward[^,]*,src:\w+:a?p:blocked")]
    private static partial Regex Forward();

    [GeneratedRegex(@",convolution,[^,]*,backward_data,.*dst:\w+:a?p:blocked")]
    private static partial Regex Backward();
}
