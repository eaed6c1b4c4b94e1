using System.ComponentModel;
using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Metrics;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Tasks;

namespace I2MoE.Dsl.Interpretation;

/// <summary>
/// Reads outputs as decisions: a class (the greatest logit), the labels (those with a logit above 0) or a number, and compares them with the truth. Where
/// thresholds were fitted, the second of two classes and the labels are those above them.
/// Of the time to an event the number is the expected time, and one that is only known to be later is right where what is expected is no earlier.
/// Numbers count as equal when they differ by at most half a standard deviation (divided by n-1) of the true numbers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OutputReading
{
    private readonly ModelDescription _model;
    private readonly double[][] _labels;

    /// <summary>Takes the truth of a dataset.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The samples, with the labels of the model's task.</param>
    public OutputReading(ModelDescription model, MultimodalDataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        _model = model;
        ByPresence = SampleGroups.ByPresence(model, data);
        _labels = TensorRows.Of(data.Labels.reshape(data.Count, -1));
        Tolerance = model.PredictsNumber && _labels.Length > 1 ? 0.5 * MeanAndDeviation.From([.. _labels.Select(row => row[0])]).Deviation : 0;
        Names = model.PredictsNumber
            ? OutputNames.OfNumber(model)
            : [.. Enumerable.Range(0, model.Outputs).Select(output => output < data.ClassNames?.Count ? data.ClassNames[output] : output.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The samples by which modalities they have; none where all have the same.</summary>
    internal IReadOnlyList<SampleGroup> ByPresence { get; }

    /// <summary>The names of the outputs, [O]: of the classes or labels, <c>value</c>, <c>log rate</c>, or the intervals of a time to an event.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How far two numbers may differ to count as equal; 0 where no numbers are predicted.</summary>
    public double Tolerance { get; }

    /// <summary>The number of samples N.</summary>
    public int Count => _labels.Length;

    /// <summary>The output that an explanation of a sample is about: the predicted class, the most probable label, or the number.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs of a sample, [O].</param>
    public static int Focus(ModelDescription model, IReadOnlyList<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        return DecisionRule.Focus(model, outputs);
    }

    /// <summary>What is decided, in words.</summary>
    /// <param name="outputs">The outputs of a sample, [O].</param>
    public string Describe(IReadOnlyList<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return Describe(_model, Names, outputs);
    }

    /// <summary>What is decided, in words.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The names of its outputs, [O].</param>
    /// <param name="outputs">The outputs of a sample, [O].</param>
    internal static string Describe(ModelDescription model, IReadOnlyList<string> names, IReadOnlyList<double> outputs) => model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => names[Focus(model, outputs)],
        TaskKind.MultiLabel => Join(names, outputs.Select((output, label) => DecisionRule.HasLabelOfLogit(model, label, output))),
        _ => Number(DecisionRule.Number(model, outputs)),
    };

    /// <summary>What is true of a sample, in words.</summary>
    /// <param name="sample">The sample, from 0.</param>
    public string Truth(int sample) => _model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => Names[(int)_labels[sample][0]],
        TaskKind.MultiLabel => Join(Names, _labels[sample].Select(label => label > 0)),
        TaskKind.Survival => OutputNames.Time(Number(_labels[sample][0]), _labels[sample][1] > 0),
        _ => Number(_labels[sample][0]),
    };

    /// <summary>Whether a sample is of a class or has a label; false for numbers.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <param name="output">The class or label, from 0.</param>
    public bool Belongs(int sample, int output) => _model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => _labels[sample][0] == output,
        TaskKind.MultiLabel => _labels[sample][output] > 0,
        _ => false,
    };

    /// <summary>Whether outputs decide the truth: the class, exactly the labels, or the number within <see cref="Tolerance"/>.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <param name="outputs">The outputs, [O].</param>
    public bool IsRight(int sample, IReadOnlyList<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return _model.Task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => Focus(_model, outputs) == (int)_labels[sample][0],
            TaskKind.MultiLabel => outputs.Zip(_labels[sample]).Index().All(pair => DecisionRule.HasLabelOfLogit(_model, pair.Index, pair.Item.First) == pair.Item.Second > 0),
            TaskKind.Survival => IsTime(DecisionRule.Number(_model, outputs), _labels[sample][0], _labels[sample][1] > 0),
            _ => Math.Abs(DecisionRule.Number(_model, outputs) - _labels[sample][0]) <= Tolerance,
        };
    }

    /// <summary>Whether two outputs decide the same.</summary>
    /// <param name="left">One, [O].</param>
    /// <param name="right">The other, [O].</param>
    public bool IsSame(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return _model.Task switch
        {
            TaskKind.Classification or TaskKind.Ordinal => Focus(_model, left) == Focus(_model, right),
            TaskKind.MultiLabel => left.Zip(right).Index().All(pair => DecisionRule.HasLabelOfLogit(_model, pair.Index, pair.Item.First) == DecisionRule.HasLabelOfLogit(_model, pair.Index, pair.Item.Second)),
            _ => Math.Abs(DecisionRule.Number(_model, left) - DecisionRule.Number(_model, right)) <= Tolerance,
        };
    }

    // Nothing is expected beyond the last interval, and of a sample that left only what is earlier is wrong.
    private bool IsTime(double expected, double time, bool happened)
    {
        double known = Math.Min(time, EventIntervals.Of(_model).Ends[^1]);
        return happened ? Math.Abs(expected - known) <= Tolerance : expected >= known - Tolerance;
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Join(IReadOnlyList<string> names, IEnumerable<bool> has)
    {
        string[] labels = [.. names.Zip(has).Where(pair => pair.Second).Select(pair => pair.First)];
        return labels.Length == 0 ? "none" : string.Join(", ", labels);
    }
}
