using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Cpu;

/// <summary>What the attention kernels compute with.</summary>
/// <param name="Layout">Where the tokens lie.</param>
/// <param name="Heads">The number of heads.</param>
/// <param name="HeadWidth">The width of a head.</param>
/// <param name="Dropout">The mask of the attention weights, [passes * samples, heads, S, S].</param>
internal sealed record AttentionSizes(TokenLayout Layout, int Heads, int HeadWidth, DropoutStream Dropout)
{
    /// <summary>The width D of a token.</summary>
    public int Width => Heads * HeadWidth;

    /// <summary>The chunks of the kernels: a sample and a head each, in all passes.</summary>
    public int Chunks => Layout.Samples * Heads;

    /// <summary>What the scores are multiplied by.</summary>
    public float Scale => (float)(1 / Math.Sqrt(HeadWidth));

    /// <summary>The place of a block of S * S attention weights, one pass, sample and head, among all.</summary>
    public long BlockOf(int pass, int sample, int head) => ((((long)pass * Layout.Samples) + sample) * Heads) + head;
}
