using I2MoE.Dsl.Bank;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>What follows the attention of a block: a map of every token, dense or routed.</summary>
internal abstract class TokenMlp : torch.nn.Module
{
    protected TokenMlp(string name)
        : base(name)
    {
    }

    /// <summary>Whether the tokens of a batch compete with each other, so that what a sample gets depends on who else is in its batch.</summary>
    public virtual bool IsShared => false;

    /// <summary>Maps normalised tokens [M, S, D] of one expert, or [E, M, S, D] of all, to tokens of the same shape.</summary>
    /// <param name="tokens">The tokens; S = modalities * patches.</param>
    /// <param name="view">The experts' parameters, dropout and noise.</param>
    /// <param name="trace">Takes what a routed layer leaves behind: gate loss, routing, router logits.</param>
    public abstract torch.Tensor Forward(torch.Tensor tokens, ExpertView view, RoutingTrace trace);

    /// <summary>The names of the parameters in the reference code, below <c>mlp</c> of a block.</summary>
    public abstract IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames();
}
