using I2MoE.Dsl.Distributed;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Bank;

/// <summary>
/// What a fusion sees of the stacked parameters while it runs: those of one expert, without the leading dimension, or those of all.
/// The same fusion code serves both, which is what lets an execution plan choose.
/// </summary>
public sealed class ExpertView
{
    private readonly Dictionary<Parameter, torch.Tensor[]>? _slices;

    private ExpertView(
        int expert, int passes, Dictionary<Parameter, torch.Tensor[]>? slices, DropoutSource dropout, IReadOnlyList<ExpertNoise> noise, Precision precision)
    {
        Expert = expert;
        _slices = slices;
        Passes = passes;
        Dropout = dropout;
        Noise = noise;
        Precision = precision;
    }

    /// <summary>The expert's place in the bank; -1 for all.</summary>
    internal int Expert { get; }

    /// <summary>The number of passes that are stacked on the batch dimension, pass by pass: M = passes * B.</summary>
    public int Passes { get; }

    /// <summary>The dropout of this expert, or of all.</summary>
    public DropoutSource Dropout { get; }

    /// <summary>The noise of the gates of this expert, or of each of all; empty at inference, where gates are without noise.</summary>
    public IReadOnlyList<ExpertNoise> Noise { get; }

    /// <summary>What the linear layers compute in.</summary>
    public Precision Precision { get; }

    /// <summary>The rows of the batch that are computed here; null where all are.</summary>
    internal BatchShare? Share => Dropout.Share;

    /// <summary>Whether this is a training step; otherwise there is neither dropout nor noise.</summary>
    public bool IsTraining => Noise.Count > 0;

    /// <summary>Whether this is one expert; otherwise tensors have a leading dimension E.</summary>
    public bool IsSingle => _slices is not null;

    /// <summary>All experts at once.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="passes">The number of passes.</param>
    /// <param name="random">The randomness of the step; null at inference.</param>
    /// <param name="precision">What the linear layers compute in.</param>
    public static ExpertView All(int experts, int passes, StepRandom? random, Precision precision = Precision.Fp32) => new(
        -1,
        passes,
        null,
        random?.StackedExpertDropout(experts, passes) ?? DropoutSource.None,
        random is null ? [] : [.. Enumerable.Range(0, experts).Select(random.ExpertNoise)],
        precision);

    /// <summary>Views of the experts one by one. They share one division of every parameter, so that its gradient is put together once.</summary>
    /// <param name="experts">The number of experts E.</param>
    /// <param name="passes">The number of passes.</param>
    /// <param name="random">The randomness of the step; null at inference.</param>
    /// <param name="precision">What the linear layers compute in.</param>
    public static IEnumerable<ExpertView> EachOf(int experts, int passes, StepRandom? random, Precision precision = Precision.Fp32)
    {
        var slices = new Dictionary<Parameter, torch.Tensor[]>(ReferenceEqualityComparer.Instance);
        return Enumerable.Range(0, experts).Select(expert => new ExpertView(
            expert,
            passes,
            slices,
            random?.ExpertDropout(expert, passes) ?? DropoutSource.None,
            random is null ? [] : [random.ExpertNoise(expert)],
            precision));
    }

    /// <summary>The part of a stacked parameter [E, …] that this view sees: […] for one expert, [E, …] for all.</summary>
    public torch.Tensor Of(Parameter stacked)
    {
        if (_slices is null)
        {
            return stacked;
        }

        if (!_slices.TryGetValue(stacked, out torch.Tensor[]? slices))
        {
            slices = stacked.unbind(0);
            _slices.Add(stacked, slices);
        }

        return slices[Expert];
    }
}
