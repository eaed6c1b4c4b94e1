using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Remedies;

/// <summary>Remedies that give an option another value or remove it.</summary>
internal static class ValueRemedies
{
    public static Dictionary<Rule, Func<ModelSpecification, Finding, IEnumerable<Remedy>>> All { get; } = new()
    {
        [OptionRules.InRange] = BringIntoRange,
        [OptionRules.KnownChoice] = Choose,
        [OptionRules.Finite] = GiveDefault,
        [OptionRules.DropoutIsModerate] = (specification, finding) => [.. Complement(specification, finding), Remove(finding)],
        [EncoderRules.OptionsHaveEffect] = RemoveOrAddLayer,
        [EncoderRules.BlocksHaveEffect] = RemoveOnly,
        [EncoderInputRules.TakesLengths] = RemoveOnly,
        [EncoderInputRules.AugmentsPictures] = RemoveOnly,
        [EmbeddedLevelRules.StatesLevels] = RemoveOnly,
        [EmbeddedLevelRules.LevelsAreFeatures] = (specification, finding) => Value(specification, finding) is EquatableArray<int> levels
            ? [Set(finding.Path with { Option = ModalityOptions.Features.Name }, levels.Sum())]
            : [],
        [EmbeddedLevelRules.TakesEmbedded] = RemoveOnly,
        [EmbeddedLevelRules.IsNarrower] = RemoveOnly,
        [EmbeddedLevelRules.LevelsHaveEffect] = RemoveOnly,
        [EncoderRules.ChannelsFirst] = MoveChannels,
        [EncoderRules.SeveralSteps] = Reverse,
        [EncoderRules.HasVocabulary] = (_, finding) => [Set(finding.Path with { Option = TextEncoderOptions.Vocabulary.Name }, 10_000)],
        [EncoderRules.PaddingInVocabulary] = (specification, finding) =>
        [
            Set(finding.Path with { Option = TextEncoderOptions.Vocabulary.Name }, Value(specification, finding) is int padding ? padding + 1 : 0),
            Remove(finding),
        ],
        [ModalityRules.HasOneShape] = (_, finding) =>
        [
            Remove(finding.Path with { Option = ModalityOptions.Features.Name }),
            Remove(finding.Path with { Option = ModalityOptions.Shape.Name }),
        ],
        [FusionRules.OptionsHaveEffect] = RemoveOrAddLayer,
        [BackboneRules.ThresholdHasEffect] = (_, finding) => [Remove(finding), Remove(finding.Path with { Option = InterpretCcFusionOptions.Hard.Name })],
        [BackboneRules.PatchesHaveEffect] = (_, finding) => [Remove(finding), Remove(finding.Path with { Option = CustomFusionOptions.Embedding.Name })],
        [BackboneRules.TauIsModerate] = RemoveOnly,
        [ExpertRules.InteractionLossIsOn] = RemoveOnly,
        [ExpertRules.ReweightingOptionsHaveEffect] = RemoveOrAddLayer,
        [ExpertRules.HasExpert] = TurnOn,
        [ExpertRules.HasSeveralExperts] = TurnOn,
        [ExpertRules.NamesModalities] = NameNearest,
        [ExpertRules.UniquenessIsOn] = (_, finding) => [Remove(finding), Remove(finding.Path with { Option = ExpertsOptions.UniquenessOf.Name })],
        [ExpertRules.MaskedModalitiesHaveEffect] = RemoveOnly,
        [ExpertRules.GlobalWeightsTakeNoNetwork] = (_, finding) => [Remove(finding), Remove(finding.Path with { Option = ReweightingOptions.Scope.Name })],
        [LossRules.LossOptionsHaveEffect] = (_, finding) => [Remove(finding), Remove(new SpecificationPath(Section.Experts, Option: ExpertsOptions.InteractionLossWeight.Name))],
        [LossRules.NamesOnce] = NameOnce,
        [PairRules.PairsHaveEffect] = (specification, finding) => [Remove(finding), .. Switched(specification, finding)],
        [PairRules.PairsAreFew] = FewerPairs,
        [LossRules.TemperatureIsModerate] = RemoveOnly,
        [LossRules.MeanHasBatch] = (_, finding) => [Remove(finding), Remove(new SpecificationPath(Section.Training, Option: TrainingOptions.BatchSize.Name))],
        [LossRules.WeightIsModerate] = RemoveOnly,
        [TaskRules.MarginHasEffect] = (_, finding) => [Remove(finding), Remove(finding.Path with { Option = RegressionOptions.Interaction.Name })],
        [TaskRules.WeightsDiffer] = RemoveOnly,
        [TrainingRules.LearningRateIsUsual] = (_, finding) => [Set(finding.Path, 1e-3), Remove(finding)],
        [TrainingRules.BatchNormHasBatch] = RemoveOnly,
        [TrainingChoiceRules.OptionsHaveEffect] = RemoveOnly,
        [TrainingChoiceRules.TaskHasMetric] = RemoveOnly,
        [TrainingChoiceRules.BalanceHasClasses] = RemoveOnly,
        [TrainingChoiceRules.LossHasProbabilities] = RemoveOnly,
        [ThresholdRules.ThresholdsDecide] = RemoveOnly,
        [ThresholdRules.OrdinalLossIsPlain] = RemoveOnly,
        [TrainingChoiceRules.WeightForEveryLabel] = RemoveOnly,
        [TrainingChoiceRules.WeightsOnce] = RemoveOnly,
        [TrainingChoiceRules.AccuracyFitsWeights] = (_, finding) => [Set(finding.Path, (int)ValidationMetric.MacroF1)],
        [TrainingChoiceRules.StoppingHasPatience] = (_, finding) => [Set(finding.Path with { Option = SelectionOptions.StopPatience.Name }, 10), Remove(finding)],
        [MissingRules.HasOptionalModality] = RemoveOnly,
        [MissingRules.TokensHaveNoMean] = ReplaceOtherwise,
        [MissingRules.MeanNeedsStandardised] = ReplaceOtherwise,
        [TrainingRules.WeightDecayIsUsual] = (_, finding) => [Set(finding.Path, 0.01), Remove(finding)],
    };

    public static Remedy Set(SpecificationPath path, object value) =>
        Remedy.Of($"Give {path.Option} = {OptionText.Value(value)}", new Edit.SetOption(path, value));

    public static Remedy Remove(SpecificationPath path) => Remedy.Of($"Remove {path.Option}", new Edit.RemoveOption(path));

    public static object? Value(ModelSpecification specification, Finding finding) =>
        Definition(specification, finding) is (Component component, Option option) ? component.Get(option) : null;

    private static Remedy Remove(Finding finding) => Remove(finding.Path);

    private static IEnumerable<Remedy> RemoveOnly(ModelSpecification specification, Finding finding) => [Remove(finding)];

    private static IEnumerable<Remedy> ReplaceOtherwise(ModelSpecification specification, Finding finding) =>
        new[] { MissingReplacement.Learned, MissingReplacement.Zero }
            .Select(replacement => Set(new SpecificationPath(Section.Missing, Option: MissingOptions.Replacement.Name), (int)replacement));

    private static IEnumerable<Remedy> RemoveOrAddLayer(ModelSpecification specification, Finding finding) =>
        [Remove(finding), Set(finding.Path with { Option = MlpEncoderOptions.Layers.Name }, 2)];

    private static IEnumerable<Remedy> BringIntoRange(ModelSpecification specification, Finding finding)
    {
        if (Definition(specification, finding) is not (Component component, Option option))
        {
            yield break;
        }

        switch (component.Get(option))
        {
            case object number and (int or double):
                foreach (double allowed in Allowed(option, Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture)))
                {
                    yield return option.Type == OptionType.Integer ? Set(finding.Path, (int)allowed) : Set(finding.Path, allowed);
                }

                break;
            case EquatableArray<int> list when IndexOf(list.Select(item => (double)item), option) is int index:
                yield return Element(finding.Path, index, (int)Allowed(option, list[index]).DefaultIfEmpty(1).First());
                break;
            case EquatableArray<double> list when IndexOf(list, option) is int index:
                yield return Element(finding.Path, index, Allowed(option, list[index]).DefaultIfEmpty(1.0).First());
                break;
        }

        yield return Remove(finding);
    }

    /// <summary>What was probably meant: the percentage as a fraction, the number without its sign, the nearest bound.</summary>
    private static IEnumerable<double> Allowed(Option option, double number)
    {
        if (number > 1 && option.Maximum <= 1 && option.Allows(number / 100))
        {
            yield return number / 100;
        }

        if (option.Allows(-number))
        {
            yield return -number;
        }

        double nearest = Math.Min(Math.Max(number, option.Minimum), option.Maximum);
        if (option.Allows(nearest))
        {
            yield return nearest;
        }
        else if (option.DefaultValue is int or double)
        {
            yield return Convert.ToDouble(option.DefaultValue, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static int? IndexOf(IEnumerable<double> numbers, Option option)
    {
        int index = numbers.TakeWhile(option.Allows).Count();
        return index < numbers.Count() ? index : null;
    }

    private static Remedy Element(SpecificationPath path, int index, object value) =>
        Remedy.Of($"Give {path.Option}[{OptionText.Value(index)}] = {OptionText.Value(value)}", new Edit.SetElement(path, index, value));

    private static IEnumerable<Remedy> Choose(ModelSpecification specification, Finding finding) =>
        Definition(specification, finding) is (_, { EnumType: { } choices } option)
            ? Enum.GetNames(choices)
                .OrderBy(name => name != option.DefaultValue.ToString())
                .Select(name => Remedy.Of($"Give {option.Name} = {name}", new Edit.SetOption(finding.Path, Convert.ToInt32(Enum.Parse(choices, name), System.Globalization.CultureInfo.InvariantCulture))))
            : [];

    private static IEnumerable<Remedy> GiveDefault(ModelSpecification specification, Finding finding)
    {
        if (Definition(specification, finding) is (_, { DefaultValue: int or double } option))
        {
            yield return Set(finding.Path, option.DefaultValue);
        }

        yield return Remove(finding);
    }

    private static IEnumerable<Remedy> Complement(ModelSpecification specification, Finding finding) =>
        Value(specification, finding) is double dropout ? [Set(finding.Path, Math.Round(1 - dropout, 6))] : [];

    private static IEnumerable<Remedy> MoveChannels(ModelSpecification specification, Finding finding) =>
        Value(specification, finding) is EquatableArray<int> { Count: > 1 } shape
            ? [Set(finding.Path, shape.Take(shape.Count - 1).Prepend(shape[shape.Count - 1]).ToEquatableArray())]
            : [];

    private static IEnumerable<Remedy> Reverse(ModelSpecification specification, Finding finding) =>
        Value(specification, finding) is EquatableArray<int> shape ? [Set(finding.Path, shape.Reverse().ToEquatableArray())] : [];

    private static IEnumerable<Remedy> TurnOn(ModelSpecification specification, Finding finding)
    {
        Option<bool>[] experts = [ExpertsOptions.Uniqueness, ExpertsOptions.Synergy, ExpertsOptions.Redundancy];
        Edit[] all = [.. experts.Where(specification.Experts.IsGiven).Select(option => new Edit.RemoveOption(finding.Path with { Option = option.Name }))];
        yield return Remedy.Of("Turn on all experts", all);
        foreach (Option<bool> option in experts.Where(option => !specification.Experts.ValidFlag(option)))
        {
            yield return Set(finding.Path with { Option = option.Name }, true);
        }
    }

    // The kind of expert that is switched off, where pairs of it are asked for.
    private static IEnumerable<Remedy> Switched(ModelSpecification specification, Finding finding)
    {
        Option<bool> kind = finding.Path.Option == ExpertsOptions.PairwiseSynergy.Name ? ExpertsOptions.Synergy : ExpertsOptions.Redundancy;
        return specification.Experts.ValidFlag(kind) || specification.Modalities.Count <= ModalityRules.MinimumModalities ? [] : [Remove(finding.Path with { Option = kind.Name })];
    }

    // Pairs of one kind less where that is enough, and of none.
    private static IEnumerable<Remedy> FewerPairs(ModelSpecification specification, Finding finding)
    {
        Option<bool>[] asked = [.. new[] { ExpertsOptions.PairwiseSynergy, ExpertsOptions.PairwiseRedundancy }.Where(option => specification.Experts.ValidFlag(option))];
        foreach (Option<bool> option in asked)
        {
            Component without = specification.Experts with { Given = specification.Experts.Given.Where(given => given.Option != option.Name).ToEquatableArray() };
            if (!PairRules.PairsAreFew.Check(specification with { Experts = without }).Any())
            {
                yield return Remove(finding.Path with { Option = option.Name });
            }
        }

        if (asked.Length > 1)
        {
            yield return Remedy.Of("Remove the experts of pairs", [.. asked.Select(option => new Edit.RemoveOption(finding.Path with { Option = option.Name }))]);
        }
    }

    private static IEnumerable<Remedy> NameNearest(ModelSpecification specification, Finding finding)
    {
        EquatableArray<string> names = specification.Experts.ValidNames(ExpertsOptions.UniquenessOf);
        int index = names.TakeWhile(name => name != finding.Arguments[0]).Count();
        string[] free = [.. specification.Modalities.Select(modality => modality.Name).Where(name => !names.Contains(name))];
        if (NearestName.Find(finding.Arguments[0], free) is { } nearest)
        {
            yield return Remedy.Of($"Name '{nearest}'", new Edit.SetElement(finding.Path, index, nearest));
        }

        yield return Remedy.Of($"Remove '{finding.Arguments[0]}'", new Edit.SetElement(finding.Path, index, Value: null));
    }

    private static IEnumerable<Remedy> NameOnce(ModelSpecification specification, Finding finding)
    {
        EquatableArray<string> names = specification.Experts.ValidNames(ExpertsOptions.UniquenessOf);
        int[] repeated = [.. Enumerable.Range(0, names.Count).Where(index => names[index] == finding.Arguments[0]).Skip(1).Reverse()];
        yield return Remedy.Of("Remove the repetition", [.. repeated.Select(index => new Edit.SetElement(finding.Path, index, Value: null))]);
    }

    private static (Component Component, Option Option)? Definition(ModelSpecification specification, Finding finding)
    {
        Component? component = specification.Components.FirstOrDefault(place => place.Path == finding.Path with { Option = null }).Component;
        return component is not null && finding.Path.Option is { } name && component.Definition.FindOption(name) is { } option ? (component, option) : null;
    }
}
