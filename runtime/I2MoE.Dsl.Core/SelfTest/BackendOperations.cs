using I2MoE.Dsl.Layers;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.SelfTest;

/// <summary>What models are made of, at sizes that fit no block and no vector.</summary>
internal static class BackendOperations
{
    private const long Samples = 5;
    private const long Steps = 3;

    // Of inputs and outputs: with and without a special way for few channels, one block and several, a rest on either side.
    private static readonly (long Inputs, long Outputs, int Dimensions)[] s_convolutions = [(12, 6, 1), (3, 5, 2), (20, 32, 2), (7, 20, 3)];

    private static readonly long[][] s_sequences = [[Samples, Steps, 7]];

    /// <summary>All but the LSTM; those that compute the same together.</summary>
    public static IEnumerable<BackendOperation[]> ButLstm => Convolutions().Concat(Others().Select(operation => (BackendOperation[])[operation]));

    /// <summary>The LSTM, which a first run compiles nearly as long as all others: as in training, and without gradients.</summary>
    public static IEnumerable<BackendOperation[]> Lstm =>
    [
        [new("lstm", s_sequences, of => Recur(of[0], CreateLstm, (layer, input) => layer.forward(input).Item1))],
        [
            new("lstm without gradients", s_sequences, of => Infer(of[0], LstmLayer.States)),
            new("lstm without gradients, torch's own", s_sequences, of => Infer(of[0], (layer, input) => layer.forward(input).Item1))
            {
                IsOurs = false,
                Remedy = "Encoders of this library are not concerned. In a custom encoder, run torch's LSTM under torch.enable_grad() and detach what it gives.",
            },
        ],
    ];

    private static IEnumerable<BackendOperation[]> Convolutions()
    {
        foreach ((long inputs, long outputs, int dimensions) in s_convolutions)
        {
            string size = FormattableString.Invariant($"convolution {dimensions}d, {inputs} to {outputs} channels");
            long[] sides = [.. Enumerable.Repeat(dimensions == 3 ? 4L : 7L, dimensions)];
            long[][] shapes = [[Samples, inputs, .. sides], [outputs, inputs, .. Enumerable.Repeat(3L, dimensions)], [outputs]];
            BackendOperation ours = new(size, shapes, of => PaddedConvolution.Apply(of[0], of[1], of[2], padding: 1));
            BackendOperation torchs = new($"{size}, torch's own", shapes, of => Convolve(of, dimensions))
            {
                IsOurs = false,
                Remedy = "Encoders of this library are not concerned. In a custom encoder, take I2MoE.Dsl.Layers.PaddedConvolution in the place of torch's convolutions, or channels that are multiples of 16 throughout.",
            };
            yield return [ours, torchs];
        }
    }

    private static IEnumerable<BackendOperation> Others() =>
    [
        new("linear", [[Samples, 19], [23, 19], [23]], of => functional.linear(of[0], of[1], of[2])),
        new("linear in bfloat16", [[Samples, 19], [23, 19]], of => functional.linear(of[0], of[1])) { Type = torch.ScalarType.BFloat16 },
        new("batched product", [[3, Samples, 19], [3, 19, 23]], of => torch.bmm(of[0], of[1])),
        new("gru", s_sequences, of => Recur(of[0], () => torch.nn.GRU(7, 11, batchFirst: true), (layer, input) => layer.forward(input).Item1)),
        new("batch norm", [[Samples, 7, 9], [7], [7]], of => functional.batch_norm(of[0], torch.zeros(7, of[0].dtype), torch.ones(7, of[0].dtype), of[1], of[2], training: true)),
        new("layer norm", [[Samples, 19], [19], [19]], of => functional.layer_norm(of[0], [19], of[1], of[2])),
        new("softmax", [[Samples, 19]], of => functional.softmax(of[0], 1)),
        new("max pool", [[Samples, 7, 9, 9]], of => functional.max_pool2d(of[0], 2)),
    ];

    private static torch.Tensor Convolve(torch.Tensor[] of, int dimensions) => dimensions switch
    {
        1 => functional.conv1d(of[0], of[1], of[2], padding: 1),
        2 => functional.conv2d(of[0], of[1], of[2], padding: [1, 1]),
        _ => functional.conv3d(of[0], of[1], of[2], padding: [1, 1, 1]),
    };

    private static LSTM CreateLstm() => torch.nn.LSTM(7, 11, batchFirst: true);

    private static (torch.Tensor Output, torch.Tensor[] Leaves) Infer(torch.Tensor input, Func<LSTM, torch.Tensor, torch.Tensor> run)
    {
        using IDisposable noGradients = torch.no_grad();
        return (Recur(input, CreateLstm, run).Output, []);
    }

    // Torch's recurrent modules draw their parameters from the global generator; here they get known ones.
    private static (torch.Tensor Output, torch.Tensor[] Leaves) Recur<T>(torch.Tensor input, Func<T> create, Func<T, torch.Tensor, torch.Tensor> run)
        where T : torch.nn.Module
    {
        T layer = GlobalGenerator.Preserve(create);
        layer.to(input.dtype);
        torch.Tensor[] parameters = [.. layer.parameters()];
        using (torch.no_grad())
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i].copy_(ReferenceComparison.Values(parameters[i].shape, seed: i + 2));
            }
        }

        return (run(layer, input), [input, .. parameters]);
    }
}
