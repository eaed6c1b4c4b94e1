using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// How much of what a model knows about labelled data comes from each interaction, estimated from how well each expert predicts in the full
/// pass: redundancy is what the redundancy expert knows, uniqueness what a uniqueness expert knows beyond that, and synergy what is left of
/// what the synergy expert knows. It means something for models that were trained with the objective <c>Evidence</c>.
/// </summary>
public sealed class InteractionEstimate
{
    private InteractionEstimate(IReadOnlyDictionary<string, double> gains, IReadOnlyDictionary<string, double> parts)
    {
        Gains = gains;
        Parts = parts;
        double total = parts.Values.Sum();
        Shares = new OrderedDictionary<string, double>(parts.Select(part => KeyValuePair.Create(part.Key, total > 0 ? part.Value / total : 0)));
    }

    /// <summary>How much better than the prior each expert predicts by itself: nats a sample (a label for multi-label), or smooth L1 for regression, of standardised targets where they were standardised.</summary>
    public IReadOnlyDictionary<string, double> Gains { get; }

    /// <summary>The part of each expert, at least 0, in the units of <see cref="Gains"/>.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; }

    /// <summary>The parts divided by their sum; all 0 where nothing is known.</summary>
    public IReadOnlyDictionary<string, double> Shares { get; }

    /// <summary>Estimates the interactions in data that the model was not trained on.</summary>
    /// <param name="model">The model, on whatever device it is.</param>
    /// <param name="data">The data; their labels are the truth.</param>
    public static InteractionEstimate Of(InteractionModel model, MultimodalDataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        using DisposeScope scope = torch.NewDisposeScope();
        var logits = new List<torch.Tensor>();
        InferenceLoop.Run(model, data, rows: null, (_, output) => logits.Add(((InteractionOutput)output).AllLogits.cpu().clone().MoveToOuterDisposeScope()));

        // As the experts learned to say it: a temperature is of what they say together.
        torch.Tensor told = torch.cat(logits, dim: 1);
        torch.Tensor outputs = model.OutputTemperature is { } temperature ? told * TorchNumber.Of(temperature) : told;
        return model.TargetScaling is { } scaling
            ? Of(model.Description, scaling.Remove(outputs), scaling.Standardise(data.Labels))
            : Of(model.Description, outputs, model.Learned(data.Labels));
    }

    /// <summary>Estimates the interactions from the outputs of the experts.</summary>
    /// <param name="description">The model.</param>
    /// <param name="outputs">The outputs of the experts in the full pass, [E, N, O].</param>
    /// <param name="labels">The labels of the samples, as the task has them; of times to an event the interval, from 0, and whether it happened in it.</param>
    public static InteractionEstimate Of(ModelDescription description, torch.Tensor outputs, torch.Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(outputs);
        using DisposeScope scope = torch.NewDisposeScope();
        EvidenceMeasure measure = EvidenceMeasure.Of(description.Task);
        torch.Tensor prior = measure.Prior(labels, outputs).expand(1, outputs.shape[1], outputs.shape[2]);
        torch.Tensor gains = (measure.Loss(prior, labels) - measure.Loss(outputs, labels)).mean([1]);
        return new InteractionEstimate(
            ByExpert(description, gains),
            ByExpert(description, EvidenceShares.Of(gains, description)));
    }

    private static OrderedDictionary<string, double> ByExpert(ModelDescription description, torch.Tensor values) =>
        new(description.ExpertNames.Zip(values.to_type(torch.float64).cpu().data<double>().ToArray(), KeyValuePair.Create));
}
