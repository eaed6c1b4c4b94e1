using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tasks;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>How the prediction of one sample came about: prediction = sum over the experts of weight times output (paper, equation 1).</summary>
public sealed class SampleExplanation
{
    private readonly ModelDescription _model;
    private readonly IReadOnlyList<double>? _probabilities;

    private SampleExplanation(ModelDescription model, IReadOnlyList<double> logits, IReadOnlyList<double>? probabilities, IReadOnlyList<ExpertContribution> experts)
    {
        _model = model;
        _probabilities = probabilities;
        Logits = logits;
        Experts = experts;
    }

    /// <summary>The prediction, [O]: logits, the value for regression, the logarithm of the expected count, or the log odds of an event in each interval.</summary>
    public IReadOnlyList<double> Logits { get; }

    /// <summary>The probability of every class (they sum to 1) or of every label (each by itself), [O].</summary>
    /// <exception cref="InvalidOperationException">The model predicts a number.</exception>
    public IReadOnlyList<double> Probabilities => _probabilities ?? throw Unavailable("probabilities");

    /// <summary>The class that is predicted: the most probable one, or of two that by the threshold where one was fitted.</summary>
    /// <exception cref="InvalidOperationException">The model does not classify.</exception>
    public int PredictedClass => _model.Task.IsClass()
        ? DecisionRule.Class(_model, Probabilities)
        : throw Unavailable("predicted class");

    /// <summary>The labels that are predicted, in ascending order: those whose probability is above 0.5, or above their threshold where one was fitted.</summary>
    /// <exception cref="InvalidOperationException">The model does not predict labels.</exception>
    public IReadOnlyList<int> PredictedLabels => _model.Task == TaskKind.MultiLabel
        ? [.. Probabilities.Index().Where(pair => DecisionRule.HasLabel(_model, pair.Index, pair.Item)).Select(pair => pair.Index)]
        : throw Unavailable("predicted labels");

    /// <summary>The number that is predicted: the value of a regression, the expected count, or the expected time to an event until the last interval ends.</summary>
    /// <exception cref="InvalidOperationException">The model predicts no number.</exception>
    public double PredictedValue => _model.PredictsNumber ? DecisionRule.Number(_model, Logits) : throw Unavailable("predicted value");

    /// <summary>What every expert adds, in the order of the experts.</summary>
    public IReadOnlyList<ExpertContribution> Experts { get; }

    /// <summary>Explains one sample of an output.</summary>
    /// <param name="output">The output of an I2MoE model.</param>
    /// <param name="sample">The sample's place in the batch, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no such sample.</exception>
    public static SampleExplanation Of(InteractionOutput output, int sample)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, output.Prediction.shape[0]);
        using DisposeScope scope = torch.NewDisposeScope();
        double[] weights = Values(output.AllWeights[sample]);
        ExpertContribution[] experts =
        [
            .. output.Description.ExpertNames.Select((name, expert) =>
            {
                double[] logits = Values(output.AllLogits[expert, sample]);
                return new ExpertContribution(name, weights[expert], logits, [.. logits.Select(logit => weights[expert] * logit)]);
            }),
        ];
        double[]? probabilities = output.Description.PredictsNumber ? null : Values(output.Probabilities[sample]);
        return new SampleExplanation(output.Description, Values(output.Prediction[sample]), probabilities, experts);
    }

    /// <summary>Explains one sample of predictions that were made before.</summary>
    /// <param name="predictions">What the model and its experts say.</param>
    /// <param name="sample">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static SampleExplanation Of(InteractionPredictions predictions, int sample)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, predictions.Count);
        using DisposeScope scope = torch.NewDisposeScope();
        double[] outputs = predictions.Outputs[sample];
        double[] weights = predictions.Weights[sample];
        double[]? probabilities = predictions.Model.PredictsNumber
            ? null
            : Values(PredictionTask.Of(predictions.Model).Probabilities(predictions.Model, torch.tensor(outputs)));
        return new SampleExplanation(predictions.Model, outputs, probabilities,
        [
            .. predictions.Model.ExpertNames.Select((name, expert) =>
            {
                double[] logits = predictions.Experts[expert][sample];
                return new ExpertContribution(name, weights[expert], logits, [.. logits.Select(logit => weights[expert] * logit)]);
            }),
        ]);
    }

    private InvalidOperationException Unavailable(string what)
    {
        string has = _model.Task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => nameof(PredictedClass),
            TaskKind.MultiLabel => nameof(PredictedLabels),
            _ => nameof(PredictedValue),
        };
        return new InvalidOperationException($"{_model.Name} is a {_model.Task} model, which has no {what}. Did you mean {has}?");
    }

    private static double[] Values(torch.Tensor vector) => vector.to_type(torch.float64).cpu().data<double>().ToArray();
}
