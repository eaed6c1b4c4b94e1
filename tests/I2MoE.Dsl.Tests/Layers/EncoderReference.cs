using TorchSharp;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Tests.Layers;

/// <summary>The convolutional encoders, written anew in operations of torch as the documentation describes them; for training, without dropout.</summary>
internal static class EncoderReference
{
    private static readonly int[] s_poolsOfCnn3d = [2, 3, 4];
    private static readonly int[] s_layersOfVgg11 = [1, 1, 2, 2, 2];

    /// <summary>The embedding.</summary>
    /// <param name="kind">The encoder.</param>
    /// <param name="input">[B, …].</param>
    /// <param name="parameters">Those of the encoder, in their order.</param>
    /// <param name="hasNormalisation">Whether its convolutions are normalised.</param>
    public static torch.Tensor Forward(string kind, torch.Tensor input, torch.Tensor[] parameters, bool hasNormalisation)
    {
        var rest = new Queue<torch.Tensor>(parameters);
        torch.Tensor hidden = kind == "cnn1d" ? input.transpose(1, 2) : input;
        switch (kind)
        {
            case "cnn3d":
                foreach (int window in s_poolsOfCnn3d)
                {
                    hidden = functional.max_pool3d(Layer(Layer(hidden, rest, hasNormalisation), rest, hasNormalisation), [window, window, window]);
                }

                return hidden.flatten(2).mean([2]);
            case "vgg11":
                foreach (int layers in s_layersOfVgg11)
                {
                    for (int layer = 0; layer < layers; layer++)
                    {
                        hidden = Layer(hidden, rest, hasNormalisation);
                    }

                    hidden = functional.max_pool2d(hidden, 2);
                }

                return Linear(Linear(functional.adaptive_avg_pool2d(hidden, [7, 7]).flatten(1), rest), rest);
            default:
                while (rest.Count > 2)
                {
                    hidden = Layer(hidden, rest, hasNormalisation);
                    hidden = kind == "cnn1d" ? functional.max_pool1d(hidden, 2) : functional.max_pool2d(hidden, 2);
                }

                return Linear(hidden.flatten(1), rest);
        }
    }

    private static torch.Tensor Layer(torch.Tensor input, Queue<torch.Tensor> rest, bool hasNormalisation)
    {
        (torch.Tensor weight, torch.Tensor bias) = (rest.Dequeue(), rest.Dequeue());
        torch.Tensor convolved = input.dim() switch
        {
            3 => functional.conv1d(input, weight, bias, padding: 1),
            4 => functional.conv2d(input, weight, bias, padding: [1, 1]),
            _ => functional.conv3d(input, weight, bias, padding: [1, 1, 1]),
        };
        if (!hasNormalisation)
        {
            return functional.relu(convolved);
        }

        torch.Tensor mean = torch.zeros(weight.shape[0], dtype: input.dtype);
        return functional.relu(functional.batch_norm(convolved, mean, torch.ones_like(mean), rest.Dequeue(), rest.Dequeue(), training: true));
    }

    private static torch.Tensor Linear(torch.Tensor input, Queue<torch.Tensor> rest) => functional.linear(input, rest.Dequeue(), rest.Dequeue());
}
