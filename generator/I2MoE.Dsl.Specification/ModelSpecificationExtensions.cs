using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>What is asked of a specification again and again.</summary>
public static class ModelSpecificationExtensions
{
    /// <param name="specification">The specification, which may break any rule.</param>
    extension(ModelSpecification specification)
    {
        /// <summary>The task: the first given, or null.</summary>
        public Component? Task => specification.Tasks.Count > 0 ? specification.Tasks[0] : null;

        /// <summary>The fusion: the first given, or null.</summary>
        public Component? Fusion => specification.Fusions.Count > 0 ? specification.Fusions[0] : null;

        /// <summary>The hidden size D of every embedding; null where there is no fusion, or its hidden size is out of range.</summary>
        public int? HiddenSize => specification.Fusion is { } fusion ? EmbeddingShape.HiddenSize(fusion) : null;

        /// <summary>The experts in the order of the bank: uniqueness experts in the order of the modalities, synergy, redundancy; pairs in the order of their first and then of their second modality.</summary>
        public EquatableArray<ExpertSpecification> ExpertLayout => LayoutOf(specification).ToEquatableArray();

        /// <summary>Whether samples may lack one of the modalities.</summary>
        public bool HasOptionalModalities => specification.Modalities.Any(modality => modality.Options.ValidFlag(ModalityOptions.Optional));

        /// <summary>Every component with its place, in the order of the sections.</summary>
        public IEnumerable<(Component Component, SpecificationPath Path)> Components => ComponentsOf(specification);
    }

    private static IEnumerable<ExpertSpecification> LayoutOf(ModelSpecification specification)
    {
        Component experts = specification.Experts;
        EquatableArray<string> named = experts.ValidNames(ExpertsOptions.UniquenessOf);
        if (experts.ValidFlag(ExpertsOptions.Uniqueness))
        {
            foreach (string modality in specification.Modalities.Select(modality => modality.Name).Where(name => named.Count == 0 || named.Contains(name)).Distinct())
            {
                yield return ExpertSpecification.UniquenessOf(modality);
            }
        }

        IEnumerable<ExpertSpecification> joint = Joint(specification, ExpertSpecification.Synergy, ExpertsOptions.Synergy, ExpertsOptions.PairwiseSynergy)
            .Concat(Joint(specification, ExpertSpecification.Redundancy, ExpertsOptions.Redundancy, ExpertsOptions.PairwiseRedundancy));
        foreach (ExpertSpecification expert in joint)
        {
            yield return expert;
        }
    }

    // One expert of all modalities, or one of every pair; of two modalities, the pair is all.
    private static IEnumerable<ExpertSpecification> Joint(ModelSpecification specification, ExpertSpecification ofAll, Option<bool> isThere, Option<bool> isPairwise)
    {
        if (!specification.Experts.ValidFlag(isThere))
        {
            return [];
        }

        string[] names = [.. specification.Modalities.Select(modality => modality.Name).Distinct()];
        return names.Length > 2 && specification.Experts.ValidFlag(isPairwise)
            ? names.SelectMany((first, place) => names.Skip(place + 1).Select(second => ExpertSpecification.OfPair(ofAll.Kind, first, second)))
            : [ofAll];
    }

    private static IEnumerable<(Component Component, SpecificationPath Path)> ComponentsOf(ModelSpecification specification)
    {
        for (int i = 0; i < specification.Tasks.Count; i++)
        {
            yield return (specification.Tasks[i], new SpecificationPath(Section.Task, Occurrence: i));
        }

        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            yield return (modality.Options, new SpecificationPath(Section.Modality, i));
            for (int k = 0; k < modality.Encoders.Count; k++)
            {
                yield return (modality.Encoders[k], new SpecificationPath(Section.Encoder, i, k));
            }
        }

        for (int i = 0; i < specification.Fusions.Count; i++)
        {
            yield return (specification.Fusions[i], new SpecificationPath(Section.Fusion, Occurrence: i));
        }

        yield return (specification.Experts, new SpecificationPath(Section.Experts));
        yield return (specification.Reweighting, new SpecificationPath(Section.Reweighting));
        yield return (specification.Missing, new SpecificationPath(Section.Missing));
        yield return (specification.Training, new SpecificationPath(Section.Training));
        if (specification.Data is { } data)
        {
            yield return (data.Options, new SpecificationPath(Section.Data));
            yield return (data.Source, new SpecificationPath(Section.Source));
            for (int i = 0; i < data.Sources.Count; i++)
            {
                yield return (data.Sources[i].Source, new SpecificationPath(Section.JoinedSource, i));
            }

            for (int i = 0; i < data.Modalities.Count; i++)
            {
                if (data.Modalities[i].Tokenizer is { } tokenizer)
                {
                    yield return (tokenizer, new SpecificationPath(Section.Tokenizer, i));
                }

                if (data.Modalities[i].Network is { } network)
                {
                    yield return (network, new SpecificationPath(Section.Network, i));
                }
            }

            yield return (data.Split, new SpecificationPath(Section.Split));
        }

        if (specification.Sweep is { } sweep)
        {
            yield return (sweep.Options, new SpecificationPath(Section.Sweep));
            yield return (sweep.Search, new SpecificationPath(Section.Search));
        }
    }
}
