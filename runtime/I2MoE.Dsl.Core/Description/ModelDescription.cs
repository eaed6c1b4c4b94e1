using System.ComponentModel;

namespace I2MoE.Dsl;

/// <summary>What a model is, as far as training, evaluation and explanation need to know.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelDescription
{
    /// <summary>The name of the model's class.</summary>
    public required string Name { get; init; }

    /// <summary>The modalities in the order of their declaration.</summary>
    public required IReadOnlyList<Modality> Modalities
    {
        get;
        init
        {
            field = value;
            ModalityNames = [.. value.Select(modality => modality.Name)];
        }
    }

    /// <summary>The experts in the order of the bank: uniqueness experts in the order of the modalities, synergy, redundancy; one expert of each for all modalities, or for every pair.</summary>
    public required IReadOnlyList<Expert> Experts
    {
        get;
        init
        {
            field = value;
            ExpertNames = [.. value.Select(expert => expert.Name)];
        }
    }

    /// <summary>What the model predicts.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>Whether a number is predicted, which has no probabilities and no names: of a regression, a count or a time to an event.</summary>
    internal bool PredictsNumber => Task.IsNumber();

    /// <summary>The kind of the fusion, for example <c>transformer</c>.</summary>
    public required string Fusion { get; init; }

    /// <summary>The number of outputs O: the classes, the labels, or the intervals of a time to an event; 1 for a number.</summary>
    public required int Outputs { get; init; }

    /// <summary>
    /// The probability above which a trained model predicts the second of two classes, [1], or each label, [L], where thresholds were fitted; null where it
    /// predicts the most probable class, and the labels above 0.5.
    /// </summary>
    public IReadOnlyList<double>? Thresholds { get; internal init; }

    /// <summary>
    /// Of a trained model that predicts the time to an event, where each interval of time ends, ascending from above 0, [O]: those of the events of its training part;
    /// null of other models, and of one that was not trained, whose intervals have the length 1.
    /// </summary>
    public IReadOnlyList<double>? IntervalEnds { get; internal init; }

    /// <summary>The names of the experts in the order of the bank, for example UniqueImage, UniqueText, Synergy, Redundancy.</summary>
    public IReadOnlyList<string> ExpertNames { get; private init; } = [];

    /// <summary>The names of the modalities in the order of their declaration.</summary>
    public IReadOnlyList<string> ModalityNames { get; private init; } = [];
}
