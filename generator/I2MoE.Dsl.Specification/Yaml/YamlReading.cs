using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>An experiment file as it was read.</summary>
public sealed record YamlReading
{
    // What the reader says itself, with the keys of the file in place of C#.
    private static readonly HashSet<Rule> s_saidByReader =
        [TaskRules.HasTask, FusionRules.HasFusion, ModalityRules.AnyModality, EncoderRules.HasEncoder];

    // What is said of the number of modalities where one is given twice, and so counts once.
    private static readonly HashSet<Rule> s_aboutCounts = [ModalityRules.MoreThanOneModality];
    private static readonly SpecificationPath s_modalities = new(Section.Modality);

    private static readonly HashSet<Rule> s_aboutValues = [OptionRules.InRange, OptionRules.KnownChoice, OptionRules.Finite];

    /// <summary>The model, with defaults for what is missing or wrong.</summary>
    public required ModelSpecification Specification { get; init; }

    /// <summary>What is wrong in the file itself, in the order of the file.</summary>
    public EquatableArray<YamlProblem> Problems { get; init; }

    /// <summary>The places of the model's parts.</summary>
    public required YamlPlaces Places { get; init; }

    /// <summary>Whether the file was read to its end. Otherwise only the problem that ended the reading is reported.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether a file that it extends could not be read. Then only what the values themselves say is reported.</summary>
    internal bool LacksBase { get; init; }

    /// <summary>The components of which something could not be read, so that only the values that could be are judged.</summary>
    internal EquatableArray<SpecificationPath> Spoiled { get; init; }

    /// <summary>Everything that is wrong: <see cref="Problems"/>, and what the rules of the model find, at their places in the file.</summary>
    public IReadOnlyList<YamlProblem> Check()
    {
        IEnumerable<YamlProblem> findings = IsComplete
            ? RuleTable.Check(Specification).Where(IsReported).Select(finding => new YamlProblem(finding.Rule, Places.Of(finding.Path), YamlText.Clean(Wording.InYaml(finding.Wording, Places.KeyOf))))
            : [];
        IEnumerable<YamlProblem> sweep = IsComplete && !LacksBase ? new SweepCheck(this).Find() : [];
        return [.. Problems.Concat(findings).Concat(sweep).OrderBy(problem => problem.Place.File, StringComparer.Ordinal).ThenBy(problem => problem.Place.Offset)];
    }

    private bool IsReported(Finding finding)
    {
        SpecificationPath component = finding.Path with { Option = null };
        return !s_saidByReader.Contains(finding.Rule)
            && (s_aboutValues.Contains(finding.Rule) || !(LacksBase || Spoiled.Contains(component) || (Spoiled.Contains(s_modalities) && s_aboutCounts.Contains(finding.Rule))));
    }
}
