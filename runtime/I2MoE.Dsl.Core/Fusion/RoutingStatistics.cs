using System.ComponentModel;

namespace I2MoE.Dsl.Fusion;

/// <summary>Where the routed layers of a sparse fusion sent the tokens in the last run (training step or inference), all passes together.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RoutingStatistics
{
    private readonly float[,,] _shares;

    internal RoutingStatistics(float[,,] shares) => _shares = shares;

    /// <summary>The number of interaction experts E; 1 for the vanilla baseline.</summary>
    public int Experts => _shares.GetLength(0);

    /// <summary>The number of routed layers.</summary>
    public int Layers => _shares.GetLength(1);

    /// <summary>The number R of routed experts of a layer; for InterpretCC the modalities, whose gates are open or closed.</summary>
    public int RoutedExperts => _shares.GetLength(2) - 1;

    /// <summary>
    /// The share, 0 to 1, of the assignments of tokens that went to a routed expert; with the share dropped they sum to 1. For InterpretCC it
    /// is the mean gate of a modality.
    /// </summary>
    /// <param name="expert">The interaction expert.</param>
    /// <param name="layer">The routed layer, from 0.</param>
    /// <param name="routedExpert">The routed expert, from 0.</param>
    public double Share(int expert, int layer, int routedExpert)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(routedExpert, RoutedExperts);
        return _shares[expert, layer, routedExpert];
    }

    /// <summary>The share, 0 to 1, of the assignments of tokens that were dropped because a routed expert was full.</summary>
    /// <param name="expert">The interaction expert.</param>
    /// <param name="layer">The routed layer, from 0.</param>
    public double Dropped(int expert, int layer) => _shares[expert, layer, RoutedExperts];
}
