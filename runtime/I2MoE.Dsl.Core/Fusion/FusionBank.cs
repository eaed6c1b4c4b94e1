using I2MoE.Dsl.Bank;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Fusion;

/// <summary>
/// E fusion backbones of one architecture, each with its prediction head. Every parameter is stacked along dimension 0, [E, …]. A bank
/// of one is the plain fusion of the vanilla baseline.
/// </summary>
public abstract class FusionBank : torch.nn.Module
{
    /// <summary>Creates the bank.</summary>
    /// <param name="name">The name of the module.</param>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="outputs">The number of outputs O: classes.</param>
    protected FusionBank(string name, int experts, int outputs)
        : base(name)
    {
        Experts = experts;
        Outputs = outputs;
    }

    /// <summary>The number of experts E.</summary>
    public int Experts { get; }

    /// <summary>The number of outputs O.</summary>
    public int Outputs { get; }

    /// <summary>What the linear layers compute in; the trainer sets it as the option <c>Precision</c> says.</summary>
    public Precision Precision { get; set; }

    /// <summary>The weight of the gate loss beside the task loss; 0 for a dense fusion.</summary>
    public virtual double GateLossWeight => 0;

    /// <summary>Fuses the embeddings and predicts, for the experts that the view shows.</summary>
    /// <param name="embeddings">The embeddings in the order of the modalities: [M, P, D] or [M, D] for one expert, [E, M, …] for all.</param>
    /// <param name="view">The experts' parameters, dropout and noise.</param>
    public abstract FusionOutput Forward(IReadOnlyList<torch.Tensor> embeddings, ExpertView view);

    /// <summary>Fuses the passes of one expert; a fusion that can use that passes share embeddings overrides it.</summary>
    /// <param name="inputs">The embeddings of all passes.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="view">The expert's parameters, dropout and noise.</param>
    internal virtual FusionOutput Forward(PassInputs inputs, int expert, ExpertView view) => Forward(inputs.ForExpert(expert), view);

    /// <summary>
    /// Whether so little is computed for so many samples, those of all passes, that all experts at once take less time on a CPU than one after
    /// another, because launching the operations costs more than they do.
    /// </summary>
    internal virtual bool PrefersBatched(long samples) => false;

    /// <summary>Where a sparse fusion sent the tokens in its last run; null for a dense fusion. Reading waits for the device, running does not.</summary>
    public virtual RoutingStatistics? ReadRouting() => null;

    /// <summary>
    /// The names that the parameters of one expert have in the paper's reference code, with the stacked parameter of each; none by default,
    /// for a fusion that the reference code does not have.
    /// </summary>
    public virtual IEnumerable<(string ReferenceName, Parameter Stacked)> ReferenceNames() => [];
}
