using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Experts;

/// <summary>
/// What a fusion sees of the stacked parameters while it runs: those of one expert, without the leading dimension, or those of all.
/// The same fusion code serves both, which is what lets an execution plan choose.
/// </summary>
public sealed class ExpertView
{
    private readonly int _expert;
    private readonly Dictionary<Parameter, torch.Tensor[]>? _slices;

    private ExpertView(int expert, Dictionary<Parameter, torch.Tensor[]>? slices, DropoutSource dropout)
    {
        _expert = expert;
        _slices = slices;
        Dropout = dropout;
    }

    /// <summary>The dropout of this expert, or of all.</summary>
    public DropoutSource Dropout { get; }

    /// <summary>Whether this is one expert; otherwise tensors have a leading dimension E.</summary>
    public bool IsSingle => _slices is not null;

    /// <summary>All experts at once.</summary>
    public static ExpertView All(DropoutSource dropout) => new(-1, null, dropout);

    /// <summary>Views of the experts one by one. They share one division of every parameter, so that its gradient is put together once.</summary>
    public static IEnumerable<ExpertView> EachOf(int experts, Func<int, DropoutSource> dropout)
    {
        var slices = new Dictionary<Parameter, torch.Tensor[]>(ReferenceEqualityComparer.Instance);
        return Enumerable.Range(0, experts).Select(expert => new ExpertView(expert, slices, dropout(expert)));
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

        return slices[_expert];
    }
}
