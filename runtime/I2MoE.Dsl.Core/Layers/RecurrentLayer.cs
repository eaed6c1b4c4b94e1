using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Layers;

/// <summary>One recurrent layer: a sequence [B, T, F] to its states [B, T, D].</summary>
internal abstract class RecurrentLayer(string name) : torch.nn.Module(name)
{
    /// <summary>The states of every step.</summary>
    public torch.Tensor States(torch.Tensor input) => SampleParts.Divide(input) ? SampleParts.Compute(input, StatesOf) : StatesOf(input);

    /// <summary>The states of every step, by torch.</summary>
    protected abstract torch.Tensor StatesOf(torch.Tensor input);

    // Torch's recurrent modules run natively and draw their parameters from the global generator: they are drawn again from the known stream.
    protected static T Create<T>(Func<T> create, int hiddenDim, ParameterInitializer initializer)
        where T : torch.nn.Module
    {
        T layer = GlobalGenerator.Preserve(create);
        using IDisposable noGradients = torch.no_grad();
        foreach (Parameter parameter in layer.parameters())
        {
            using torch.Tensor drawn = initializer.DrawUniform(1 / Math.Sqrt(hiddenDim), parameter.shape);
            parameter.copy_(drawn);
            parameter.DetachFromDisposeScope();
        }

        return layer;
    }
}
