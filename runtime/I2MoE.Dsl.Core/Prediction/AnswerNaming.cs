using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Prediction;

/// <summary>Puts predictions into the names of classes and experts.</summary>
/// <param name="model">The model.</param>
/// <param name="classNames">The names of the classes or labels; null where they have none.</param>
internal sealed class AnswerNaming(ModelDescription model, IReadOnlyList<string>? classNames)
{
    private readonly OutputNames _names = new(model, classNames);

    /// <summary>A prediction by name.</summary>
    public NamedPrediction Name(SamplePrediction prediction) => new()
    {
        Label = _names.Predicted(prediction),
        Outputs = prediction.Outputs,
        Probabilities = ByName(_names.All, model.Task == TaskKind.Survival ? EventIntervals.Of(model).Survival(prediction.Outputs) : prediction.Probabilities),
        Weights = ByName(model.ExpertNames, prediction.Weights),
    };

    /// <summary>A prediction with what every expert adds to it.</summary>
    /// <param name="prediction">The prediction, with contributions.</param>
    /// <param name="missing">The modalities that the sample lacks.</param>
    public SampleAnswer Answer(SamplePrediction prediction, IReadOnlyList<string> missing)
    {
        NamedPrediction named = Name(prediction);
        return new SampleAnswer
        {
            Label = named.Label,
            Outputs = named.Outputs,
            Probabilities = named.Probabilities,
            Weights = named.Weights,
            Contributions = ByName<IReadOnlyList<double>>(model.ExpertNames, prediction.Contributions),
            Sentence = Sentence(prediction, missing),
            Missing = missing,
        };
    }

    private string Sentence(SamplePrediction prediction, IReadOnlyList<string> missing)
    {
        if (prediction is not { Weights: { } weights, Contributions: { } contributions })
        {
            return "";
        }

        // Nothing is shared with a modality that is not there.
        string[] present = [.. model.ModalityNames.Except(missing)];
        string involved = InteractionSentence.Listed(present.Length > 1 ? present : [.. model.ModalityNames]);
        var sentence = new InteractionSentence(model, _names.All, prediction.Outputs, weights, contributions) { Involved = _ => involved };
        return string.Join("; ", sentence.Clauses()) + ".";
    }

    private static OrderedDictionary<string, T> ByName<T>(IReadOnlyList<string> names, T[]? values) =>
        new((values ?? []).Select((value, i) => KeyValuePair.Create(names[i], value)));
}
