using System.Globalization;
using I2MoE.Dsl.Tasks;

namespace I2MoE.Dsl.Prediction;

/// <summary>
/// Says in clauses which interaction decided a sample, for example "Mostly redundant between Image and Keywords" and "Name adds unique evidence for Food".
/// Every word follows from the numbers by the thresholds below.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="names">The names of the outputs, [O].</param>
/// <param name="outputs">The prediction, [O]: logits, or a value.</param>
/// <param name="weights">The weights of the experts, [E].</param>
/// <param name="contributions">Weight times output of every expert, [E][O].</param>
internal sealed class InteractionSentence(
    ModelDescription model, IReadOnlyList<string> names, IReadOnlyList<double> outputs, IReadOnlyList<double> weights, IReadOnlyList<IReadOnlyList<double>> contributions)
{
    /// <summary>From this weight an expert decides "mostly": it has as much say as all others together.</summary>
    public const double MostlyFrom = 0.5;

    /// <summary>From this many times the even weight 1 / E, but below <see cref="MostlyFrom"/>, an expert decides "largely"; below it, none dominates.</summary>
    public const double LargelyFrom = 1.25;

    /// <summary>From this share of all support for what is predicted, an expert "adds" evidence; with that much of it against, it "speaks against".</summary>
    public const double AddsFrom = 0.15;

    /// <summary>The modalities that take part in an expert of all modalities; all of the model by default.</summary>
    public Func<int, string> Involved { get; init; } = _ => Listed([.. model.ModalityNames]);

    /// <summary>Whether what the interaction of an expert tells is above chance; every one is taken at its word by default.</summary>
    public Func<int, bool> IsAboveChance { get; init; } = _ => true;

    /// <summary>The beginning of a sentence about an expert that is not above chance.</summary>
    public string Unknown { get; init; } = "";

    private IReadOnlyList<Expert> Experts => model.Experts;

    // The output that the sentence is about: the predicted class, the most probable label, or the number.
    private int Focus => DecisionRule.Focus(model, outputs);

    private int First => weights.Index().MaxBy(pair => pair.Item).Index;

    /// <summary>How the experts share the decision, and what each adds to it.</summary>
    public IEnumerable<string> Clauses() => [Lead(), .. model.PredictsNumber ? Amounts() : Evidence()];

    /// <summary>
    /// How much every expert supports what is predicted, [E]: its contribution to that class, less its mean contribution to all classes; its contribution
    /// to the most probable label, or to the number.
    /// </summary>
    public double[] Support()
    {
        int focus = Focus;
        return [.. contributions.Select(values => values[focus] - (model.Task.IsClass() ? values.Average() : 0))];
    }

    /// <summary>Names with commas and an "and".</summary>
    public static string Listed(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    // An expert of a pair has no others.
    private string Who(int expert) => Experts[expert] is { IsOfPair: true } pair ? Listed([.. pair.Modalities.Select(own => own.Name)]) : Involved(expert);

    private string Lead()
    {
        Expert expert = Experts[First];
        if (!IsAboveChance(First))
        {
            return $"{Unknown} about why: most say has {expert.Label}, and what its interaction tells is not above chance";
        }

        string what = expert.Kind switch
        {
            InteractionKind.Uniqueness => $"unique to {expert.Modality!.Name}",
            InteractionKind.Synergy => $"synergy of {Who(First)}",
            _ when model.Modalities.Count > 2 && !expert.IsOfPair => $"shared among {Who(First)}, of which no single one is needed",
            _ => $"redundant between {Who(First)}",
        };
        double weight = weights[First];
        return weight >= MostlyFrom ? $"Mostly {what}"
            : weight * Experts.Count >= LargelyFrom ? $"Largely {what}"
            : $"No interaction dominates; the first among equals is {what}";
    }

    private IEnumerable<string> Amounts() => Telling(isNumber: true).Select(part => Experts[part.Expert].Kind switch
    {
        InteractionKind.Uniqueness => $"{Experts[part.Expert].Modality!.Name} adds {Signed(part.Value)} by itself",
        InteractionKind.Synergy => $"{Who(part.Expert)} together add {Signed(part.Value)}",
        _ => $"what {Who(part.Expert)} share adds {Signed(part.Value)}",
    });

    private IEnumerable<string> Evidence()
    {
        (int Expert, double Value)[] telling = Telling(isNumber: false);
        string of = names[Focus];
        string[] unique = [.. telling.Where(part => part.Value > 0 && Experts[part.Expert].Modality is not null).Select(part => Experts[part.Expert].Modality!.Name)];
        return
        [
            .. unique.Length == 0 ? [] : (string[])[$"{Listed(unique)} {(unique.Length == 1 ? "adds" : "add")} unique evidence for {of}"],
            .. telling.Where(part => part.Value > 0 && Experts[part.Expert].Modality is null).Select(part => Experts[part.Expert].Kind == InteractionKind.Synergy
                ? $"{Who(part.Expert)} together add evidence for {of}"
                : $"what {Who(part.Expert)} share adds evidence for {of}"),
            .. telling.Where(part => part.Value < 0).Select(part => Experts[part.Expert].Kind switch
            {
                InteractionKind.Uniqueness => $"what is unique to {Experts[part.Expert].Modality!.Name} speaks against {of}",
                InteractionKind.Synergy => $"the synergy of {Who(part.Expert)} speaks against {of}",
                _ => $"what {Who(part.Expert)} share speaks against {of}",
            }),
        ];
    }

    private (int Expert, double Value)[] Telling(bool isNumber)
    {
        double[] support = Support();
        double all = isNumber ? support.Sum(Math.Abs) : support.Sum(value => Math.Max(0, value));
        int first = First;
        return
        [
            .. support.Index().Where(pair => Math.Abs(pair.Item) >= AddsFrom * all && all > 0 && IsAboveChance(pair.Index) && (pair.Index != first || (pair.Item < 0 && !isNumber)))
                .OrderByDescending(pair => Math.Abs(pair.Item)).Select(pair => (pair.Index, pair.Item)),
        ];
    }

    private static string Signed(double value) => value.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
}
