using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tasks;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Prediction;

/// <summary>Names classes, labels and predictions in words.</summary>
/// <param name="model">The model.</param>
/// <param name="classNames">The names of the classes or labels; null where they have none, and their numbers stand for them.</param>
internal sealed class OutputNames(ModelDescription model, IReadOnlyList<string>? classNames)
{
    /// <summary>The name of every output: the classes or labels, <c>value</c> for a regression, or <c>log rate</c> for a count.</summary>
    public IReadOnlyList<string> All { get; } = model.PredictsNumber
        ? [OfNumber(model)]
        : [.. Enumerable.Range(0, model.Outputs).Select(output => classNames is not null && output < classNames.Count ? classNames[output] : output.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The name of the output where a number is predicted.</summary>
    public static string OfNumber(ModelDescription model) => model.Task == TaskKind.Count ? "log rate" : "value";

    /// <summary>What is predicted for a sample: a class, the labels with a bar between them, or a number.</summary>
    public string Predicted(SamplePrediction prediction) => model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => All[DecisionRule.Class(model, prediction.Probabilities!)],
        TaskKind.MultiLabel => string.Join('|', All.Where((_, label) => DecisionRule.HasLabel(model, label, prediction.Probabilities![label]))),
        _ => CsvText.Number(DecisionRule.Number(model, prediction.Outputs)),
    };

    /// <summary>What is true of a sample, in the same form; null where the data have no labels.</summary>
    public string? Truth(MultimodalDataset data, long sample)
    {
        if (!data.HasLabels)
        {
            return null;
        }

        using TorchSharp.torch.Tensor label = data.Labels[sample];
        return model.Task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => All[(int)label.item<long>()],
            TaskKind.MultiLabel => string.Join('|', label.data<float>().ToArray().Zip(All).Where(pair => pair.First > 0).Select(pair => pair.Second)),
            _ => CsvText.Number(label.item<float>()),
        };
    }
}
