using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>
/// How many parameters a model has, and how much memory it takes to train and to run, reckoned from its specification before anything is made.
/// Parameters are exact but for classes of the user's; memory is an estimate for the CPU, without the data and the program itself.
/// </summary>
public sealed record ModelSizes
{
    /// <summary>The samples that evaluation and prediction take at once.</summary>
    public const int InferenceBatch = 256;

    private const double BytesOfNumber = 4;

    // The parameter, its gradient, both moments of Adam and the copy of the best epoch; while the gradients of the experts are put together, one more.
    private const double TrainingCopies = 6;

    // What a process takes for each byte that is needed, measured: the allocator's gaps, and what autograd holds until the step ends.
    private const double Overhead = 1.6;

    private double _keptOfSample;
    private double _workingOfSample;
    private double _inferenceOfSample;
    private readonly SizedTensor _greatestParameter;
    private readonly SizedTensor _greatestOfSample;

    private ModelSizes(SizedTensor greatestParameter, SizedTensor greatestOfSample)
    {
        _greatestParameter = greatestParameter;
        _greatestOfSample = greatestOfSample;
    }

    /// <summary>The parameters of the encoders.</summary>
    public double EncoderParameters { get; private init; }

    /// <summary>The parameters of the experts; of the fusion, in the vanilla baseline.</summary>
    public double FusionParameters { get; private init; }

    /// <summary>The parameters of the re-weighting network; 0 in the vanilla baseline.</summary>
    public double ReweightingParameters { get; private init; }

    /// <summary>Whether a class of the user's adds what only it knows.</summary>
    public bool IsPartial { get; private init; }

    /// <summary>The experts; 1 in the vanilla baseline.</summary>
    public int Experts { get; private init; }

    /// <summary>The passes in which every expert is run in a training step, the full one among them.</summary>
    public int Passes { get; private init; }

    /// <summary>All parameters.</summary>
    public double Parameters => EncoderParameters + FusionParameters + ReweightingParameters;

    /// <summary>Reckons the sizes; null where a specification breaks a rule on which they rest. It never throws.</summary>
    /// <param name="specification">The specification.</param>
    /// <param name="isBaseline">Whether the vanilla baseline is meant: the fusion once, one pass.</param>
    public static ModelSizes? Of(ModelSpecification specification, bool isBaseline = false)
    {
        if (!SoundSpecification.Is(specification))
        {
            return null;
        }

        double experts = isBaseline ? 1 : specification.ExpertLayout.Count;
        double passes = isBaseline ? 1 : 1 + MaskedPasses(specification);
        SizeTally encoders = Encoders(specification);
        SizeTally fusion = Fusion(specification, experts, passes);
        SizeTally reweighting = isBaseline ? new SizeTally(new SpecificationPath(Section.Reweighting)) : Reweighting(specification, experts);
        SizeTally[] parts = [encoders, fusion, reweighting];

        SizeTally atInference = Fusion(specification, experts, passes: 1);
        double replacements = isBaseline ? 0 : experts * specification.Modalities.Count * EmbeddingNumbers(specification);
        return new ModelSizes(
            parts.Select(part => part.GreatestParameter).Aggregate(Greater), parts.Select(part => part.GreatestOfSample).Aggregate(Greater))
        {
            Experts = (int)experts,
            Passes = (int)passes,
            EncoderParameters = encoders.Parameters,
            FusionParameters = fusion.Parameters,
            ReweightingParameters = reweighting.Parameters,
            IsPartial = parts.Any(part => part.IsPartial),
            _keptOfSample = parts.Sum(part => part.Kept) + replacements,
            _workingOfSample = parts.Max(part => part.Working),
            _inferenceOfSample = encoders.Held + atInference.Held + reweighting.Held + Math.Max(encoders.Working, atInference.Working),
        };
    }

    /// <summary>The sizes with parameters that were counted, where a class of the user's has some.</summary>
    public ModelSizes WithParameters(double encoders, double fusion, double reweighting) =>
        this with { EncoderParameters = encoders, FusionParameters = fusion, ReweightingParameters = reweighting };

    /// <summary>The bytes of memory that a training run takes at its peak, in a step.</summary>
    /// <param name="batchSize">The samples of a step.</param>
    public double TrainingBytes(int batchSize) =>
        Overhead * BytesOfNumber * ((TrainingCopies * Parameters) + (batchSize * (_keptOfSample + _workingOfSample)));

    /// <summary>The bytes of memory that predictions take.</summary>
    /// <param name="batchSize">The samples that are predicted at once.</param>
    public double InferenceBytes(int batchSize = InferenceBatch) => BytesOfNumber * (Parameters + (batchSize * _inferenceOfSample));

    /// <summary>The greatest single tensor of a training step.</summary>
    /// <param name="batchSize">The samples of a step.</param>
    public SizedTensor GreatestTensor(int batchSize) =>
        Greater(_greatestParameter, _greatestOfSample with { Numbers = batchSize * _greatestOfSample.Numbers });

    private static SizeTally Encoders(ModelSpecification specification)
    {
        var tally = new SizeTally(new SpecificationPath(Section.Encoder, Modality: 0));
        EquatableArray<int> embedding = EmbeddingShape.Embedding(specification.Fusion);
        bool isLearned = specification.Missing.Get(MissingOptions.Replacement) == MissingReplacement.Learned;
        for (int modality = 0; modality < specification.Modalities.Count; modality++)
        {
            tally.Path = new SpecificationPath(Section.Encoder, modality);
            ModalitySpecification added = specification.Modalities[modality];
            EncoderSizes.Add(tally, added, embedding, isLearned && added.Options.ValidFlag(ModalityOptions.Optional));
        }

        return tally;
    }

    private static SizeTally Fusion(ModelSpecification specification, double experts, double passes)
    {
        var tally = new SizeTally(new SpecificationPath(Section.Fusion), experts);
        bool isFloat = specification.Training.Get(TrainingOptions.Precision) == Precision.Fp32;
        FusionSizes.Add(tally, specification.Fusion!, specification.Modalities.Count, OutputsOf(specification.Task!), passes, isFloat);
        return tally;
    }

    private static SizeTally Reweighting(ModelSpecification specification, double experts)
    {
        var tally = new SizeTally(new SpecificationPath(Section.Reweighting));
        Component network = specification.Reweighting;
        if (network.Get(ReweightingOptions.Scope) == ReweightingScope.Global)
        {
            tally.Parameter("the weights of the experts", experts);
            return tally;
        }

        int layers = network.Get(ReweightingOptions.Layers);
        double hidden = network.Get(ReweightingOptions.HiddenDim);
        EquatableArray<int> embedding = EmbeddingShape.Embedding(specification.Fusion);
        for (int layer = 0; layer < layers; layer++)
        {
            double inputs = layer == 0 ? specification.Modalities.Count * (double)embedding[embedding.Count - 1] : hidden;
            double outputs = layer == layers - 1 ? experts : hidden;
            tally.Linear("a map of the re-weighting network", inputs, outputs);
            tally.Layer("a layer of the re-weighting network", outputs, inputs + (4 * outputs), inputs + outputs);
        }

        return tally;
    }

    private static double MaskedPasses(ModelSpecification specification)
    {
        if (specification.Experts.ValidNumber(ExpertsOptions.InteractionLossWeight) == 0)
        {
            return 0;
        }

        IReadOnlyList<ModalitySet> passes = MaskingPasses.Of(specification);
        int masked = specification.Experts.Get(ExpertsOptions.MaskedModalities);
        return masked > 0 && masked < specification.Modalities.Count
            ? passes.Count(pass => !pass.IsEmpty && pass.IsWithin(ModalitySet.First(masked)))
            : passes.Count - 1;
    }

    private static int OutputsOf(Component task) => ((TaskDefinition)task.Definition).OutputsOf(task);

    private static double EmbeddingNumbers(ModelSpecification specification) =>
        EmbeddingShape.Embedding(specification.Fusion).Aggregate(1.0, (product, length) => product * length);

    private static SizedTensor Greater(SizedTensor one, SizedTensor other) => other.Numbers > one.Numbers ? other : one;
}
