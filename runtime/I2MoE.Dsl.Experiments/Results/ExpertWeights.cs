using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Prediction;
using TorchSharp;

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
        if (data.HasLabels && model.Task != TaskKind.Regression)
        {
            bool[,] belongs = Membership(model, data);
            for (int output = 0; output < model.Outputs; output++)
            {
                SamplePrediction[] members = [.. predictions.Where(prediction => belongs[prediction.Sample, output])];
                groups.AddRange(members.Length > 0 ? [GroupOf(names.All[output], model, members)] : []);
            }
        }

        return new ExpertWeights(model.ExpertNames, groups);
    }

    private static Group GroupOf(string name, ModelDescription model, IReadOnlyList<SamplePrediction> predictions) =>
        new(name, predictions.Count, [.. model.Experts.Select((_, expert) => MeanAndDeviation.From([.. predictions.Select(prediction => prediction.Weights![expert])]))]);

    private static bool[,] Membership(ModelDescription model, MultimodalDataset data)
    {
        bool[,] belongs = new bool[data.Count, model.Outputs];
        using DisposeScope scope = torch.NewDisposeScope();
        double[] labels = data.Labels.to_type(torch.ScalarType.Float64).flatten().data<double>().ToArray();
        for (int sample = 0; sample < data.Count; sample++)
        {
            for (int output = 0; output < model.Outputs; output++)
            {
                belongs[sample, output] = model.Task == TaskKind.Classification ? labels[sample] == output : labels[(sample * model.Outputs) + output] > 0;
            }
        }

        return belongs;
    }

    /// <summary>Some samples.</summary>
    /// <param name="Name">What they have in common: <c>all</c>, a class or a label.</param>
    /// <param name="Samples">How many there are.</param>
    /// <param name="Weights">The weight of every expert over them.</param>
    internal sealed record Group(string Name, int Samples, IReadOnlyList<MeanAndDeviation> Weights);
}
