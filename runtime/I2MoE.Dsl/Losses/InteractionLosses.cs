using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Losses;

/// <summary>
/// The losses of one training step of an I2MoE model: total = task + lambda * interaction (+ the gate loss of a sparse fusion), where
/// interaction is the mean over the experts (paper, algorithm 1). The objective <c>Evidence</c> adds a loss of the weights to interaction.
/// </summary>
public abstract class InteractionLosses : LossTerms
{
    private readonly ModelDescription _description;
    private readonly double _interactionLossWeight;
    private torch.Tensor? _interaction;

    /// <summary>Keeps what the losses are made of.</summary>
    /// <param name="description">The model.</param>
    /// <param name="passes">The outputs of the experts.</param>
    /// <param name="weights">The weights of the experts, [B, E].</param>
    /// <param name="prediction">The prediction, [B, O].</param>
    /// <param name="interactionLossWeight">The weight lambda of the interaction loss.</param>
    protected InteractionLosses(ModelDescription description, ExpertPasses passes, torch.Tensor weights, torch.Tensor prediction, double interactionLossWeight)
    {
        _description = description;
        _interactionLossWeight = interactionLossWeight;
        Passes = passes;
        Weights = weights;
        Prediction = prediction;
        Gate = passes?.GateLoss;
        GateLossWeight = passes?.GateLossWeight ?? 0;
    }

    /// <summary>The outputs of every expert in every pass.</summary>
    public ExpertPasses Passes { get; }

    /// <summary>The weights of the experts, [B, E].</summary>
    public torch.Tensor Weights { get; }

    /// <summary>The prediction of the full pass, [B, O].</summary>
    public torch.Tensor Prediction { get; }

    /// <summary>The loss that teaches the weights whom to credit (objective <c>Evidence</c>), a scalar; null for the objective <c>Paper</c>.</summary>
    public torch.Tensor? Credit { get; init; }

    /// <summary>The weight of <see cref="Credit"/> beside <see cref="Interaction"/>.</summary>
    public double CreditWeight { get; init; }

    /// <summary>The interaction loss of every expert, in the order of the experts: scalars.</summary>
    public abstract IReadOnlyList<torch.Tensor> Interactions { get; }

    /// <summary>The interaction loss: the mean over the experts.</summary>
    public torch.Tensor Interaction => _interaction ??= torch.stack([.. Interactions]).mean();

    /// <inheritdoc/>
    protected override torch.Tensor Ungated =>
        Task + (_interactionLossWeight * (Credit is null ? Interaction : Interaction + (CreditWeight * Credit)));

    /// <inheritdoc/>
    protected override IReadOnlyList<torch.Tensor> Terms => [Task, Interaction, .. Interactions, .. (torch.Tensor[])(Credit is null ? [] : [Credit])];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> TermNames => ["Task", "Interaction", .. _description.Experts, .. (string[])(Credit is null ? [] : ["Credit"])];
}
