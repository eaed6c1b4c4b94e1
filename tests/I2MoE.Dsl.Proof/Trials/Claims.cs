using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Proof.Trials;

/// <summary>What a declaration says, word for word, of the model that it makes: what a trial holds the model to.</summary>
/// <param name="Tasks">The kinds of the tasks that it states.</param>
/// <param name="Fusions">The kinds of the fusions that it states.</param>
/// <param name="Modalities">The modalities.</param>
/// <param name="Experts">The experts that the options name, whether or not they can be.</param>
/// <param name="Types">The full names of the user's classes that it names.</param>
/// <param name="Outputs">The outputs of an expert.</param>
internal sealed record Claims(
    IReadOnlyList<string> Tasks,
    IReadOnlyList<string> Fusions,
    IReadOnlyList<ModalityClaim> Modalities,
    IReadOnlyList<string> Experts,
    IReadOnlyList<string> Types,
    int Outputs)
{
    /// <summary>The claims of a specification, which may break any rule.</summary>
    public static Claims Of(ModelSpecification specification) => new(
        [.. specification.Tasks.Select(task => task.Definition.AttributeName)],
        [.. specification.Fusions.Select(fusion => fusion.Definition.Kind)],
        [.. specification.Modalities.Select(Of)],
        [.. ExpertsOf(specification)],
        [.. specification.Components.SelectMany(place => place.Component.Given).Select(given => given.Type).OfType<CustomType>().Select(type => type.FullName.Replace("global::", "", StringComparison.Ordinal))],
        OutputsOf(specification.Task));

    private static ModalityClaim Of(ModalitySpecification modality)
    {
        List<int[]> shapes = [];
        if (modality.Options.IsGiven(ModalityOptions.Features))
        {
            shapes.Add([modality.Options.Get(ModalityOptions.Features)]);
        }

        if (modality.Options.Get(ModalityOptions.Shape) is { Count: > 0 } shape)
        {
            shapes.Add([.. shape]);
        }

        Component? text = modality.Encoders.FirstOrDefault(encoder => encoder.Definition is EncoderDefinition { Input.IsTokens: true });
        return new ModalityClaim(
            modality.Name,
            shapes,
            [.. modality.Encoders.Select(encoder => encoder.Definition.Kind)],
            text?.Get(TextEncoderOptions.Vocabulary),
            text?.Get(TextEncoderOptions.PaddingId) ?? 0);
    }

    private static IEnumerable<string> ExpertsOf(ModelSpecification specification)
    {
        Component experts = specification.Experts;
        EquatableArray<string> named = experts.Get(ExpertsOptions.UniquenessOf);
        string[] modalities = [.. specification.Modalities.Select(modality => modality.Name)];
        if (named.Count > 0 || experts.Get(ExpertsOptions.Uniqueness))
        {
            // In the order of the modalities; a name that is none of them comes last.
            foreach (string name in named.Count == 0 ? modalities : modalities.Where(named.Contains).Concat(named.Where(name => !modalities.Contains(name))))
            {
                yield return "Unique" + name;
            }
        }

        if (experts.Get(ExpertsOptions.Synergy))
        {
            foreach (string name in Joint("Synergy", modalities, experts.Get(ExpertsOptions.PairwiseSynergy)))
            {
                yield return name;
            }
        }

        if (experts.Get(ExpertsOptions.Redundancy))
        {
            foreach (string name in Joint("Redundancy", modalities, experts.Get(ExpertsOptions.PairwiseRedundancy)))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> Joint(string kind, string[] modalities, bool isPairwise) => isPairwise && modalities.Length > 2
        ? from first in Enumerable.Range(0, modalities.Length) from second in Enumerable.Range(first + 1, modalities.Length - first - 1) select Pair(kind, modalities[first], modalities[second])
        : [kind];

    // Joined by one underscore more than any that the names have in a row.
    private static string Pair(string kind, string first, string second)
    {
        int longest = 0;
        foreach (string name in new[] { first, second })
        {
            int row = 0;
            foreach (char letter in name)
            {
                row = letter == '_' ? row + 1 : 0;
                longest = Math.Max(longest, row);
            }
        }

        string joint = new('_', longest + 1);
        return kind + joint + first + joint + second;
    }

    private static int OutputsOf(Component? task) => task?.Definition switch
    {
        { } definition when definition == ClassificationOptions.Definition => task.Get(ClassificationOptions.Classes),
        { } definition when definition == OrdinalOptions.Definition => task.Get(OrdinalOptions.Classes),
        { } definition when definition == SurvivalOptions.Definition => task.Get(SurvivalOptions.Intervals),
        { } definition when definition == MultiLabelOptions.Definition => task.Get(MultiLabelOptions.Labels),
        _ => 1,
    };
}
