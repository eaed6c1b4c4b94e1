using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation;

/// <summary>How the prediction of one sample came about: prediction = sum over the experts of weight times logits (paper, equation 1).</summary>
public sealed record SampleExplanation
{
    private SampleExplanation(IReadOnlyList<double> logits, IReadOnlyList<double> probabilities, IReadOnlyList<ExpertContribution> experts)
    {
        Logits = logits;
        Probabilities = probabilities;
        Experts = experts;
    }

    /// <summary>The logits of the prediction, [O].</summary>
    public IReadOnlyList<double> Logits { get; }

    /// <summary>The probability of every class, [O].</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The class that is predicted.</summary>
    public int PredictedClass => Probabilities.Index().MaxBy(pair => pair.Item).Index;

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
            .. output.Description.Experts.Select((name, expert) =>
            {
                double[] logits = Values(output.AllLogits[expert, sample]);
                return new ExpertContribution(name, weights[expert], logits, [.. logits.Select(logit => weights[expert] * logit)]);
            }),
        ];
        return new SampleExplanation(Values(output.Prediction[sample]), Values(output.Probabilities[sample]), experts);
    }

    private static double[] Values(torch.Tensor vector) => vector.to_type(torch.float64).cpu().data<double>().ToArray();
}
