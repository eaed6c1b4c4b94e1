using System.ComponentModel;
using I2MoE.Dsl.Bank;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// The losses of one training step of an I2MoE model: total = task + lambda * interaction (+ the gate loss of a sparse fusion), where
/// interaction is the mean over the experts (paper, algorithm 1). The objective <c>Evidence</c> adds a loss of the weights to interaction.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class InteractionLosses : LossTerms
{
    private readonly ModelDescription _description;
    private readonly ExpertsOptions _options;
    private torch.Tensor? _interaction;

    /// <summary>Keeps what a step computed.</summary>
    /// <param name="step">The step.</param>
    public InteractionLosses(InteractionStep step)
        : base((step ?? throw new ArgumentNullException(nameof(step))).Task)
    {
        _description = step.Description;
        _options = step.Options;
        Passes = step.Passes;
        Weights = step.Weights;
        Prediction = step.Prediction;
        Interactions = step.Interactions;
        Credit = step.Credit;
        Gate = Passes.GateLoss;
        GateLossWeight = Passes.GateLossWeight;
    }

    /// <summary>The outputs of every expert in every pass.</summary>
    public ExpertPasses Passes { get; }

    /// <summary>The weights of the experts, [B, E].</summary>
    public torch.Tensor Weights { get; }

    /// <summary>The prediction of the full pass, [B, O].</summary>
    public torch.Tensor Prediction { get; }

    /// <summary>The loss that teaches the weights whom to credit (objective <c>Evidence</c>), a scalar; null for the objective <c>Paper</c>.</summary>
    public torch.Tensor? Credit { get; }

    /// <summary>The interaction loss of every expert, in the order of the experts: scalars.</summary>
    public IReadOnlyList<torch.Tensor> Interactions { get; }

    /// <summary>The interaction loss: the mean over the experts.</summary>
    public torch.Tensor Interaction => _interaction ??= torch.stack([.. Interactions]).mean();

    /// <inheritdoc/>
    protected override torch.Tensor Ungated =>
        Task.Plus((Credit is null ? Interaction : Interaction.Plus(Credit * TorchNumber.Of(_options.CreditWeight))) * TorchNumber.Of(_options.InteractionLossWeight));

    /// <inheritdoc/>
    protected override IReadOnlyList<torch.Tensor> Terms => [Task, Interaction, .. Interactions, .. (torch.Tensor[])(Credit is null ? [] : [Credit])];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> TermNames => ["Task", "Interaction", .. _description.ExpertNames, .. (string[])(Credit is null ? [] : ["Credit"])];
}
