using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>How much say the experts have over some samples: the global explanation of a model (paper, section 4.3).</summary>
/// <param name="Experts">The names of the experts.</param>
/// <param name="Groups">All samples first, then those of every class or with every label, as far as there are any.</param>
internal sealed record ExpertWeights(IReadOnlyList<string> Experts, IReadOnlyList<ExpertWeights.Group> Groups)
{
    /// <summary>The name of the group of all samples.</summary>
    public const string AllSamples = "all";

    /// <summary>Collects the weights of predictions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The names of its outputs.</param>
    /// <param name="data">The data, whose labels say what is true.</param>
    /// <param name="predictions">The predictions of an I2MoE model.</param>
    public static ExpertWeights Of(ModelDescription model, OutputNames names, MultimodalDataset data, IReadOnlyList<SamplePrediction> predictions)
    {
        List<Group> groups = [GroupOf(AllSamples, model, predictions)];
        if (data.HasLabels && !model.PredictsNumber)
        {
            var reading = new OutputReading(model, data);
            for (int output = 0; output < model.Outputs; output++)
            {
                SamplePrediction[] members = [.. predictions.Where(prediction => reading.Belongs((int)prediction.Sample, output))];
                groups.AddRange(members.Length > 0 ? [GroupOf(names.All[output], model, members)] : []);
            }
        }

        return new ExpertWeights(model.ExpertNames, groups);
    }

    private static Group GroupOf(string name, ModelDescription model, IReadOnlyList<SamplePrediction> predictions) =>
        new(name, predictions.Count, [.. model.Experts.Select((_, expert) => MeanAndDeviation.From([.. predictions.Select(prediction => prediction.Weights![expert])]))]);

    /// <summary>Some samples.</summary>
    /// <param name="Name">What they have in common: <c>all</c>, a class or a label.</param>
    /// <param name="Samples">How many there are.</param>
    /// <param name="Weights">The weight of every expert over them.</param>
    internal sealed record Group(string Name, int Samples, IReadOnlyList<MeanAndDeviation> Weights);
}
