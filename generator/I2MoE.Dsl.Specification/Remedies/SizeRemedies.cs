using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Remedies;

/// <summary>Remedies that give the nearest size that fits.</summary>
internal static class SizeRemedies
{
    public static Dictionary<Rule, Func<ModelSpecification, Finding, IEnumerable<Remedy>>> All { get; } = new()
    {
        [FusionRules.HeadsDivideHiddenSize] = FitHeads,
        [FusionRules.PatchesHoldFeatures] = (specification, finding) => [Number(new SpecificationPath(Section.Fusion, Option: ((FusionDefinition)specification.Fusion!.Definition).Patches!.Name), finding.Arguments[4])],
        [EncoderRules.FitsSize] = FitBlocks,
        [BackboneRules.TopKExists] = FitTopK,
        [BackboneRules.LateTokensAreFew] = FitTokens,
        [BackboneRules.PatchesHoldEmbedding] = (_, finding) => [Number(finding.Path, finding.Arguments[5])],
        [BackboneRules.HeadsHaveWidth] = (_, finding) => [Number(finding.Path, finding.Arguments[2])],
        [BackboneRules.ExpertsGetTokens] = (_, finding) => [Number(finding.Path, finding.Arguments[0])],
        [BackboneRules.RoutingIsSparse] = (_, finding) => [Number(finding.Path, finding.Arguments[2])],
        [TaskRules.WeightForEveryClass] = FitClasses,
    };

    private static int Integer(Finding finding, int argument) => int.Parse(finding.Arguments[argument], System.Globalization.CultureInfo.InvariantCulture);

    private static Remedy Number(SpecificationPath path, string number) =>
        ValueRemedies.Set(path, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

    // The nearest numbers of heads that divide the width, then the nearest widths that the heads divide.
    private static IEnumerable<Remedy> FitHeads(ModelSpecification specification, Finding finding)
    {
        Component fusion = specification.Components.First(place => place.Path == finding.Path with { Option = null }).Component;
        (Option<int> headsOption, Option<int> widthOption) = ((FusionDefinition)fusion.Definition).Attention!.Value;
        int heads = fusion.Get(headsOption);
        int width = fusion.Get(widthOption);
        foreach (string number in finding.Arguments[3].Split([", "], StringSplitOptions.None).OrderBy(number => Math.Abs(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) - heads)))
        {
            yield return Number(finding.Path with { Option = headsOption.Name }, number);
        }

        int below = width / heads * heads;
        foreach (int near in new[] { below, below + heads }.Where(near => near > 0).OrderBy(near => Math.Abs(near - width)))
        {
            yield return ValueRemedies.Set(finding.Path with { Option = widthOption.Name }, near);
        }
    }

    // As many blocks as fit, or no pools.
    private static IEnumerable<Remedy> FitBlocks(ModelSpecification specification, Finding finding)
    {
        ModalitySpecification modality = specification.Modalities[finding.Path.Modality];
        Component encoder = modality.Encoders[0];
        if (encoder.Definition is EncoderDefinition { Channels: { } channels })
        {
            int fitting = EncoderTrace.Of(modality).Steps.Count;
            EquatableArray<int> given = encoder.Get(channels);
            if (fitting < given.Count)
            {
                yield return ValueRemedies.Set(finding.Path with { Option = channels.Name }, given.Take(fitting).ToEquatableArray());
            }

            for (int pool = encoder.Get(ConvolutionOptions.Pool) - 1; pool > 0; pool--)
            {
                yield return ValueRemedies.Set(finding.Path with { Option = ConvolutionOptions.Pool.Name }, pool);
            }
        }
    }

    private static IEnumerable<Remedy> FitTopK(ModelSpecification specification, Finding finding)
    {
        yield return Number(finding.Path, finding.Arguments[1]);
        yield return ValueRemedies.Set(finding.Path with { Option = MoePlusPlusFusionOptions.RoutedExperts.Name }, Integer(finding, 0) - MoePlusPlusFusionOptions.ZeroComputationExperts);
    }

    private static IEnumerable<Remedy> FitTokens(ModelSpecification specification, Finding finding)
    {
        (int modalities, int patches, int hiddenSize, int most) = (Integer(finding, 0), Integer(finding, 1), Integer(finding, 2), Integer(finding, 4));
        yield return ValueRemedies.Set(finding.Path with { Option = LateFusionOptions.HiddenDim.Name }, Math.Max(1, most / modalities / patches));
        yield return ValueRemedies.Set(finding.Path with { Option = LateFusionOptions.Patches.Name }, Math.Max(1, most / modalities / hiddenSize));
    }

    private static IEnumerable<Remedy> FitClasses(ModelSpecification specification, Finding finding)
    {
        Component task = specification.Components.First(place => place.Path == finding.Path with { Option = null }).Component;
        EquatableArray<double> weights = task.Get(ClassificationOptions.ClassWeights);
        int classes = task.Get(ClassificationOptions.Classes);
        yield return ValueRemedies.Set(finding.Path with { Option = ClassificationOptions.Classes.Name }, weights.Count);
        if (classes <= 100)
        {
            yield return ValueRemedies.Set(finding.Path, weights.Concat(Enumerable.Repeat(1.0, Math.Max(0, classes - weights.Count))).Take(classes).ToEquatableArray());
        }

        yield return ValueRemedies.Remove(finding.Path);
    }
}
