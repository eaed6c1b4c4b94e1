using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace I2MoE.Dsl.Benchmarks.Plain;

/// <summary>A fusion backbone as the reference algorithm has it: one expert, one pass, torch's own modules.</summary>
internal abstract class PlainFusion(string name) : Module<IReadOnlyList<torch.Tensor>, torch.Tensor>(name)
{
    /// <summary>The gate loss of the last pass; null for a dense fusion.</summary>
    public torch.Tensor? GateLoss { get; protected set; }

    /// <summary>Adds a parameter under the name that the reference code gives it.</summary>
    protected static Parameter Own(Module owner, string name, params long[] shape)
    {
        var parameter = new Parameter(torch.randn(shape) * 0.05);
        owner.register_parameter(name, parameter);
        return parameter;
    }

    /// <summary>Modules in a row, with the numbers that they have in the reference code.</summary>
    protected static Sequential Row(params Module<torch.Tensor, torch.Tensor>[] modules) =>
        Sequential(modules.Select((module, index) => (index.ToString(System.Globalization.CultureInfo.InvariantCulture), module)));
}
